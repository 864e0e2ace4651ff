import type { ResourceHandler } from "../plugin/contract.ts";
import { text, type Properties } from "../plugin/properties.ts";
import { directoryResource } from "./directory-resource.ts";
import type { Directory } from "./directory.ts";
import type { ServicePrincipal } from "./records.ts";
import { isGuid, parseServicePrincipalId, servicePrincipalId } from "./resource-ids.ts";

const keptInputs = [
  "accountEnabled",
  "alternativeNames",
  "appRoleAssignmentRequired",
  "description",
  "featureTags",
  "features",
  "loginUrl",
  "notes",
  "notificationEmailAddresses",
  "owners",
  "preferredSingleSignOnMode",
  "samlSingleSignOn",
  "tags",
  "useExisting",
];

/** `azuread:index/servicePrincipal:ServicePrincipal` */
export function servicePrincipalResource(directory: Directory): ResourceHandler {
  return directoryResource({
    required: ["clientId"],
    replaces: ["clientId"],
    inputs: ["clientId", ...keptInputs],
    validate: (inputs) => {
      const clientId = text(inputs, "clientId");
      if (clientId !== undefined && !isGuid(clientId))
        throw new Error(`expected clientId to be a UUID, got "${clientId}"`);
    },
    create: (inputs) => {
      const principal = createOrAdopt(directory, inputs);
      return { id: servicePrincipalId(principal.objectId), outputs: outputsOf(directory, principal) };
    },
    read: (id) => {
      const principal = directory.servicePrincipal(parseServicePrincipalId(id));
      return principal && outputsOf(directory, principal);
    },
    update: ({ id, inputs }) => {
      const principal = directory.servicePrincipal(parseServicePrincipalId(id));
      if (principal === undefined) throw new Error(`Service principal with ID "${id}" was not found`);
      principal.settings = settingsOf(inputs);
      return outputsOf(directory, principal);
    },
    delete: (id) => directory.deleteServicePrincipal(parseServicePrincipalId(id)),
  });
}

function createOrAdopt(directory: Directory, inputs: Properties): ServicePrincipal {
  const clientId = text(inputs, "clientId") ?? "";
  const existing = directory.servicePrincipalOf(clientId);
  if (existing !== undefined && inputs["useExisting"] !== true) {
    throw new Error(
      `A service principal of the application ${clientId} exists already, with the ID ` +
        `"${servicePrincipalId(existing.objectId)}"; it must be imported, or adopted with useExisting`,
    );
  }
  if (existing !== undefined) {
    existing.settings = settingsOf(inputs);
    return existing;
  }
  if (directory.applicationByClientId(clientId) === undefined) {
    throw new Error(`The application ${clientId} of the service principal does not exist in the tenant`);
  }
  return directory.addServicePrincipal(clientId, settingsOf(inputs));
}

function outputsOf(directory: Directory, principal: ServicePrincipal): Properties {
  const application = directory.applicationByClientId(principal.clientId);
  return {
    tags: [],
    appRoleIds: {},
    oauth2PermissionScopeIds: {},
    ...principal.settings,
    clientId: principal.clientId,
    objectId: principal.objectId,
    applicationTenantId: application?.tenantId ?? principal.tenantId,
    displayName: application?.displayName ?? "",
    signInAudience: application?.signInAudience ?? "AzureADMyOrg",
    servicePrincipalNames: [principal.clientId],
    type: "Application",
  };
}

function settingsOf(inputs: Properties): Properties {
  return Object.fromEntries(keptInputs.flatMap((name) => (name in inputs ? [[name, inputs[name]]] : [])));
}
