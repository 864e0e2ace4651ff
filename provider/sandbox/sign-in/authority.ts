import type { Directory } from "../entra/directory.ts";
import type { Tenant } from "../entra/records.ts";
import { isGuid } from "../entra/resource-ids.ts";
import { SignInError } from "./sign-in-error.ts";

/** The directory that a client asks for a token. */
export type Authority =
  | { readonly kind: "tenant"; readonly tenant: Tenant }
  /** `botframework.com`, where multi-tenant bots get their tokens. */
  | { readonly kind: "botFramework" };

/** The id of that directory is assumed. */
const botFrameworkTenantId = "d6d49420-f39b-4df7-a1dc-d59a935871db";
const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

export function findAuthority(directory: Directory, name: string): Authority {
  if (name.toLowerCase() === "botframework.com" || name === botFrameworkTenantId) return { kind: "botFramework" };
  const tenant = directory.tenant(name);
  if (tenant !== undefined) return { kind: "tenant", tenant };
  if (!isGuid(name) && !domain.test(name)) {
    throw new SignInError(900023, `'${name}' is neither a tenant id nor a domain name.`);
  }
  throw new SignInError(90002, `Tenant '${name}' not found. Check the tenant id and the cloud.`);
}

export function tenantIdOf(authority: Authority): string {
  return authority.kind === "tenant" ? authority.tenant.tenantId : botFrameworkTenantId;
}

/** The name of the directory in messages. */
export function displayNameOf(authority: Authority): string {
  return authority.kind === "tenant" ? authority.tenant.displayName : "Bot Framework";
}
