import type { Plugin } from "../plugin/contract.ts";
import { applicationPasswordResource } from "./application-password.ts";
import { applicationResource } from "./application.ts";
import type { Directory } from "./directory.ts";
import { federatedCredentialResource } from "./federated-credential.ts";
import { getApplication, getClientConfig } from "./functions.ts";
import { servicePrincipalResource } from "./service-principal.ts";

/** The azuread package on a directory of the sandbox. */
export function azureadPlugin(directory: Directory): Plugin {
  return {
    name: "azuread",
    version: "6.9.1",
    resources: {
      "azuread:index/application:Application": applicationResource(directory),
      "azuread:index/servicePrincipal:ServicePrincipal": servicePrincipalResource(directory),
      "azuread:index/applicationPassword:ApplicationPassword": applicationPasswordResource(directory),
      "azuread:index/applicationFederatedIdentityCredential:ApplicationFederatedIdentityCredential":
        federatedCredentialResource(directory),
    },
    functions: {
      "azuread:index/getClientConfig:getClientConfig": getClientConfig(directory),
      "azuread:index/getApplication:getApplication": getApplication(directory),
    },
  };
}
