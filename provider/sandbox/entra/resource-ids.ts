import type { Directory } from "./directory.ts";
import type { Application } from "./records.ts";

const guid = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

export const isGuid = (value: string): boolean => new RegExp(`^${guid}$`).test(value);

export const applicationId = (objectId: string): string => `/applications/${objectId}`;

export const servicePrincipalId = (objectId: string): string => `/servicePrincipals/${objectId}`;

/** The object id in `/applications/<objectId>`. A client id fails here, before any request is sent. */
export function parseApplicationId(id: string): string {
  return parseSegments(id, "applications", "the application ID");
}

export function parseServicePrincipalId(id: string): string {
  return parseSegments(id, "servicePrincipals", "the service principal ID");
}

/** `<objectId>/password/<keyId>` and similar ids. */
export function parseCredentialId(id: string, kind: string): { readonly objectId: string; readonly keyId: string } {
  const match = new RegExp(`^(${guid})/${kind}/(${guid})$`).exec(id);
  const [, objectId, keyId] = match ?? [];
  if (objectId === undefined || keyId === undefined) {
    throw new Error(`parsing "${id}": expected <objectId>/${kind}/<keyId>`);
  }
  return { objectId, keyId };
}

export function applicationByResourceId(directory: Directory, id: string): Application {
  const application = directory.application(parseApplicationId(id));
  if (application === undefined) throw new Error(`Application with ID "${id}" was not found`);
  return application;
}

function parseSegments(id: string, collection: string, what: string): string {
  const [, objectId] = new RegExp(`^/${collection}/(${guid})$`).exec(id) ?? [];
  if (objectId === undefined) {
    throw new Error(`parsing "${id}": ${what} must have the form /${collection}/<object id>; a client ID is not one`);
  }
  return objectId;
}
