import type { ResourceHandler } from "../plugin/contract.ts";
import { Secret, text, type Properties } from "../plugin/properties.ts";
import { directoryResource } from "./directory-resource.ts";
import type { Directory } from "./directory.ts";
import type { PasswordCredential } from "./records.ts";
import { applicationByResourceId, parseApplicationId, parseCredentialId } from "./resource-ids.ts";

const hourInMilliseconds = 3_600_000;

/** `azuread:index/applicationPassword:ApplicationPassword`: no update, no import, and the value is shown only once. */
export function applicationPasswordResource(directory: Directory): ResourceHandler {
  return directoryResource({
    required: ["applicationId"],
    replaces: ["*"],
    inputs: ["applicationId", "displayName", "endDate", "endDateRelative", "rotateWhenChanged", "startDate"],
    validate: (inputs) => {
      const id = text(inputs, "applicationId");
      if (id !== undefined) parseApplicationId(id);
    },
    create: (inputs) => {
      const application = applicationByResourceId(directory, text(inputs, "applicationId") ?? "");
      const startDate = text(inputs, "startDate");
      const password = directory.addPassword(application, {
        displayName: text(inputs, "displayName"),
        startDate,
        endDate: text(inputs, "endDate") ?? relativeEnd(text(inputs, "endDateRelative"), startDate),
      });
      return {
        id: `${application.objectId}/password/${password.keyId}`,
        outputs: { ...inputs, ...outputsOf(password), value: new Secret(password.secretText) },
      };
    },
    read: (id, known) => {
      if (!("applicationId" in known)) throw new Error("An application password cannot be imported");
      const { objectId, keyId } = parseCredentialId(id, "password");
      const password = directory.application(objectId)?.passwords.find((candidate) => candidate.keyId === keyId);
      return password && { ...known, ...outputsOf(password) };
    },
    delete: (id) => {
      const { objectId, keyId } = parseCredentialId(id, "password");
      const application = directory.application(objectId);
      if (application !== undefined) directory.deletePassword(application, keyId);
    },
  });
}

function outputsOf({ keyId, displayName, startDate, endDate }: PasswordCredential): Properties {
  return { keyId, displayName, startDate, endDate };
}

/** `8760h`: the deprecated way to set when a secret ends. */
function relativeEnd(duration: string | undefined, startDate: string | undefined): string | undefined {
  if (duration === undefined) return undefined;
  const [, hours] = /^(\d+)h$/.exec(duration) ?? [];
  if (hours === undefined) throw new Error(`endDateRelative: "${duration}" is not a number of hours such as 8760h`);
  const start = startDate === undefined ? Date.now() : Date.parse(startDate);
  return new Date(start + Number(hours) * hourInMilliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
