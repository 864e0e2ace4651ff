import type { FunctionHandler } from "../plugin/contract.ts";
import { text } from "../plugin/properties.ts";
import { outputsOf } from "./application.ts";
import type { Directory } from "./directory.ts";
import { applicationId } from "./resource-ids.ts";
import { deployer } from "./seed.ts";

/** `azuread:index/getClientConfig:getClientConfig` */
export function getClientConfig(directory: Directory): FunctionHandler {
  return () => ({
    id: `${directory.home.tenantId}-${deployer.clientId}-${deployer.objectId}`,
    clientId: deployer.clientId,
    objectId: deployer.objectId,
    tenantId: directory.home.tenantId,
  });
}

/** `azuread:index/getApplication:getApplication`, by client id, object id, display name or identifier URI. */
export function getApplication(directory: Directory): FunctionHandler {
  return (args) => {
    const application = directory.applications().find((candidate) => {
      const uris: unknown = candidate.settings["identifierUris"];
      return (
        candidate.clientId === text(args, "clientId") ||
        candidate.objectId === text(args, "objectId") ||
        candidate.displayName === text(args, "displayName") ||
        (Array.isArray(uris) && uris.includes(text(args, "identifierUri")))
      );
    });
    if (application === undefined) {
      const wanted = ["clientId", "objectId", "displayName", "identifierUri"]
        .flatMap((name) => (text(args, name) === undefined ? [] : [`${name} "${text(args, name)}"`]))
        .join(", ");
      throw new Error(`No application found matching ${wanted === "" ? "nothing that was given" : wanted}`);
    }
    return { id: applicationId(application.objectId), owners: [], ...outputsOf(directory, application) };
  };
}
