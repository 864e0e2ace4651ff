import type { ResourceHandler } from "../plugin/contract.ts";
import { text, type Properties } from "../plugin/properties.ts";
import { directoryResource } from "./directory-resource.ts";
import type { Directory } from "./directory.ts";
import type { Application, FederatedCredential } from "./records.ts";
import { applicationByResourceId, applicationId, parseApplicationId, parseCredentialId } from "./resource-ids.ts";

const idKind = "federatedIdentityCredential";

/** `azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential` */
export function federatedCredentialResource(directory: Directory): ResourceHandler {
  const find = (id: string) => {
    const { objectId, keyId } = parseCredentialId(id, idKind);
    const application = directory.application(objectId);
    const credential = application?.federatedCredentials.find(({ credentialId }) => credentialId === keyId);
    return application && credential && { application, credential };
  };

  return directoryResource({
    required: ["applicationId", "audiences", "displayName", "issuer", "subject"],
    // We assume that a new display name replaces the credential, and that the other members change in place.
    replaces: ["applicationId", "displayName"],
    inputs: ["applicationId", "audiences", "description", "displayName", "issuer", "subject"],
    validate: (inputs) => {
      const id = text(inputs, "applicationId");
      if (id !== undefined) parseApplicationId(id);
    },
    create: (inputs) => {
      const application = applicationByResourceId(directory, text(inputs, "applicationId") ?? "");
      refuseDuplicate(application, inputs);
      const credential = directory.addFederatedCredential(application, {
        displayName: text(inputs, "displayName") ?? "",
        ...changeableMembers(inputs),
      });
      return {
        id: `${application.objectId}/${idKind}/${credential.credentialId}`,
        outputs: outputsOf(application, credential),
      };
    },
    read: (id) => {
      const found = find(id);
      return found && outputsOf(found.application, found.credential);
    },
    update: ({ id, inputs }) => {
      const found = find(id);
      if (found === undefined) throw new Error(`Federated identity credential "${id}" was not found`);
      Object.assign(found.credential, changeableMembers(inputs));
      return outputsOf(found.application, found.credential);
    },
    delete: (id) => {
      const found = find(id);
      if (found !== undefined) directory.deleteFederatedCredential(found.application, found.credential.credentialId);
    },
  });
}

function changeableMembers(
  inputs: Properties,
): Pick<FederatedCredential, "audiences" | "description" | "issuer" | "subject"> {
  const audiences = Array.isArray(inputs["audiences"]) ? inputs["audiences"].map(String) : [];
  return {
    audiences,
    description: text(inputs, "description") ?? "",
    issuer: text(inputs, "issuer") ?? "",
    subject: text(inputs, "subject") ?? "",
  };
}

function outputsOf(application: Application, credential: FederatedCredential): Properties {
  return { applicationId: applicationId(application.objectId), ...credential };
}

/** Issuer and subject together must be unique within an application. */
function refuseDuplicate(application: Application, inputs: Properties): void {
  const same = application.federatedCredentials.some(
    ({ issuer, subject }) => issuer === inputs["issuer"] && subject === inputs["subject"],
  );
  if (same) throw new Error("The application has a federated identity credential with this issuer and subject already");
}
