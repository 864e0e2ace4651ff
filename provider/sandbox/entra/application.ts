import { isObject } from "../json-object.ts";
import { Secret, text, type Properties } from "../plugin/properties.ts";
import type { ResourceHandler } from "../plugin/contract.ts";
import { directoryResource } from "./directory-resource.ts";
import type { Directory } from "./directory.ts";
import type { Application, SignInAudience } from "./records.ts";
import { applicationId, parseApplicationId } from "./resource-ids.ts";

const audiences: readonly SignInAudience[] = [
  "AzureADMyOrg",
  "AzureADMultipleOrgs",
  "AzureADandPersonalMicrosoftAccount",
  "PersonalMicrosoftAccount",
];

/** Inputs that the sandbox stores and returns, but does nothing with. */
const keptInputs = [
  "api",
  "appRoles",
  "description",
  "deviceOnlyAuthEnabled",
  "fallbackPublicClientEnabled",
  "featureTags",
  "groupMembershipClaims",
  "identifierUris",
  "logoImage",
  "marketingUrl",
  "notes",
  "oauth2PostResponseRequired",
  "optionalClaims",
  "owners",
  "preventDuplicateNames",
  "privacyStatementUrl",
  "publicClient",
  "requiredResourceAccesses",
  "serviceManagementReference",
  "singlePageApplication",
  "supportUrl",
  "tags",
  "termsOfServiceUrl",
  "web",
];

/** `azuread:index/application:Application` */
export function applicationResource(directory: Directory): ResourceHandler {
  return directoryResource({
    required: ["displayName"],
    replaces: ["templateId"],
    inputs: ["displayName", "signInAudience", ...keptInputs],
    defaults: { signInAudience: "AzureADMyOrg" },
    validate: (inputs) => void audienceOf(inputs),
    create: (inputs) => {
      const displayName = text(inputs, "displayName") ?? "";
      if (inputs["preventDuplicateNames"] === true) refuseDuplicate(directory, displayName);
      const application = directory.addApplication({
        displayName,
        signInAudience: audienceOf(inputs),
        settings: settingsOf(inputs),
      });
      return {
        id: applicationId(application.objectId),
        outputs: { ...outputsOf(directory, application), ...firstPassword(directory, application, inputs) },
      };
    },
    read: (id, known) => {
      const application = directory.application(parseApplicationId(id));
      if (application === undefined) return undefined;
      const password = known["password"];
      return { ...outputsOf(directory, application), ...(password === undefined ? {} : { password }) };
    },
    update: ({ id, inputs, oldOutputs }) => {
      const application = directory.application(parseApplicationId(id));
      if (application === undefined) throw new Error(`Application with ID "${id}" was not found`);
      application.displayName = text(inputs, "displayName") ?? application.displayName;
      application.signInAudience = audienceOf(inputs);
      application.settings = settingsOf(inputs);
      const password = oldOutputs["password"];
      return { ...outputsOf(directory, application), ...(password === undefined ? {} : { password }) };
    },
    delete: (id) => directory.deleteApplication(parseApplicationId(id)),
  });
}

export function outputsOf(directory: Directory, application: Application): Properties {
  return {
    tags: [],
    appRoleIds: {},
    oauth2PermissionScopeIds: {},
    featureTags: [],
    disabledByMicrosoft: "",
    logoUrl: "",
    templateId: "",
    ...application.settings,
    displayName: application.displayName,
    signInAudience: application.signInAudience,
    clientId: application.clientId,
    objectId: application.objectId,
    publisherDomain: directory.home.domain,
  };
}

function settingsOf(inputs: Properties): Properties {
  return Object.fromEntries(keptInputs.flatMap((name) => (name in inputs ? [[name, inputs[name]]] : [])));
}

function audienceOf(inputs: Properties): SignInAudience {
  const wanted = text(inputs, "signInAudience");
  if (wanted === undefined) return "AzureADMyOrg";
  const audience = audiences.find((candidate) => candidate === wanted);
  if (audience === undefined) {
    throw new Error(`expected signInAudience to be one of ${audiences.join(", ")}, got ${wanted}`);
  }
  return audience;
}

/** The optional password that is created together with the application. */
function firstPassword(directory: Directory, application: Application, inputs: Properties): Properties {
  const wanted = inputs["password"];
  if (!isObject(wanted)) return {};
  const { keyId, displayName, startDate, endDate, secretText } = directory.addPassword(application, {
    displayName: text(wanted, "displayName"),
    startDate: text(wanted, "startDate"),
    endDate: text(wanted, "endDate"),
  });
  return { password: new Secret({ keyId, displayName, startDate, endDate, value: secretText }) };
}

function refuseDuplicate(directory: Directory, displayName: string): void {
  const existing = directory.applications().find((application) => application.displayName === displayName);
  if (existing === undefined) return;
  throw new Error(
    `An application named "${displayName}" exists already, with the ID "${applicationId(existing.objectId)}"; ` +
      "it must be imported to be managed here",
  );
}
