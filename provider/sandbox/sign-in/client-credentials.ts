import type { Directory } from "../entra/directory.ts";
import type { Application, PasswordCredential } from "../entra/records.ts";
import { displayNameOf, tenantIdOf, type Authority } from "./authority.ts";
import type { Replication } from "./replication.ts";
import { SignInError } from "./sign-in-error.ts";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const jwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export interface Grant {
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
  readonly audience: string;
}

/**
 * Checks a client-credentials request: first the authority, then the resource, the application, its proof and the
 * service principal. This order is assumed, and so is that a tenant without the service principal refuses.
 */
export function grantToken(
  directory: Directory,
  replication: Replication,
  authority: Authority,
  form: URLSearchParams,
  isKnownResource: (resource: string) => boolean,
): Grant {
  const grantType = parameter(form, "grant_type");
  if (grantType !== "client_credentials") {
    throw new SignInError(70003, `The grant type '${grantType}' is not offered here.`);
  }
  const clientId = parameter(form, "client_id");
  const audience = audienceOf(parameter(form, "scope"), isKnownResource);
  const application = findApplication(directory, replication, authority, clientId);
  proveIdentity(replication, application, form);
  const principal = directory.servicePrincipalOf(clientId);
  if (principal === undefined && authority.kind === "tenant") {
    throw new SignInError(
      7000229,
      `The client application ${clientId} has no service principal in the tenant ${tenantIdOf(authority)}.`,
    );
  }
  return {
    clientId: application.clientId,
    objectId: principal?.objectId ?? application.objectId,
    tenantId: tenantIdOf(authority),
    audience,
  };
}

function findApplication(
  directory: Directory,
  replication: Replication,
  authority: Authority,
  clientId: string,
): Application {
  const application = directory.applicationByClientId(clientId);
  const isVisible =
    application !== undefined &&
    (authority.kind === "tenant"
      ? application.tenantId === authority.tenant.tenantId || isMultiTenant(application)
      : isMultiTenant(application));
  if (application === undefined || !isVisible || !replication.hasReached(application)) {
    throw new SignInError(
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${displayNameOf(authority)}'.`,
    );
  }
  return application;
}

/** We assume that a multi-tenant application gets tokens from both authorities. */
function isMultiTenant({ signInAudience }: Application): boolean {
  return signInAudience === "AzureADMultipleOrgs" || signInAudience === "AzureADandPersonalMicrosoftAccount";
}

function proveIdentity(replication: Replication, application: Application, form: URLSearchParams): void {
  const secret = form.get("client_secret");
  if (secret === null) return proveByAssertion(form);
  const password = application.passwords.find(({ secretText }) => secretText === secret);
  if (password === undefined || !replication.hasReached(password)) {
    throw new SignInError(
      7000215,
      `Invalid client secret provided. Send the secret's value, not its id, for app '${application.clientId}'.`,
    );
  }
  refuseExpired(application, password);
}

function refuseExpired(application: Application, password: PasswordCredential): void {
  if (Date.parse(password.endDate) > Date.now()) return;
  throw new SignInError(7000222, `The provided client secret keys for app '${application.clientId}' are expired.`);
}

/** Accepts any token in the right form. The sandbox cannot check who signed it. */
function proveByAssertion(form: URLSearchParams): void {
  const assertion = form.get("client_assertion");
  if (assertion !== null && form.get("client_assertion_type") === assertionType && jwt.test(assertion)) return;
  throw new SignInError(7000216, "Either client_secret or client_assertion with its type is required.");
}

function audienceOf(scope: string, isKnownResource: (resource: string) => boolean): string {
  const suffix = "/.default";
  // A resource that ends in a slash shows as `https://host//.default`.
  const resource = scope.endsWith(suffix) ? scope.slice(0, -suffix.length).replace(/\/$/, "") : undefined;
  if (resource !== undefined && isKnownResource(resource)) return resource;
  throw new SignInError(70011, `The provided value for the input parameter 'scope' is not valid: ${scope}.`);
}

function parameter(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value !== null && value !== "") return value;
  throw new SignInError(900144, `The request body must contain the following parameter: '${name}'.`);
}
