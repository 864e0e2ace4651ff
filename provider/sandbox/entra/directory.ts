import { randomUUID } from "node:crypto";
import type { Persistent } from "../persistence.ts";
import { holdsLists } from "../saved-lists.ts";
import type { Properties } from "../plugin/properties.ts";
import { createClientSecret } from "./client-secret.ts";
import type {
  Application,
  FederatedCredential,
  NewApplication,
  NewPassword,
  PasswordCredential,
  ServicePrincipal,
  Tenant,
} from "./records.ts";

interface DirectoryData {
  readonly tenants: Tenant[];
  readonly applications: Application[];
  readonly servicePrincipals: ServicePrincipal[];
}

/** A secret without an end date lasts two years. assumed */
const defaultLifetimeYears = 2;

/** The Entra directories of the sandbox. Deployments use the first tenant. */
export class Directory implements Persistent {
  readonly key = "entra";
  #data: DirectoryData;

  constructor(tenants: readonly [Tenant, ...Tenant[]]) {
    this.#data = { tenants: [...tenants], applications: [], servicePrincipals: [] };
  }

  /** The tenant that deployments use. */
  get home(): Tenant {
    const [home] = this.#data.tenants;
    if (home === undefined) throw new Error("The directory has no tenant");
    return home;
  }

  tenants(): readonly Tenant[] {
    return this.#data.tenants;
  }

  /** Finds a tenant by id or by domain. A sign-in's authority can name either. */
  tenant(idOrDomain: string): Tenant | undefined {
    const wanted = idOrDomain.toLowerCase();
    return this.#data.tenants.find((tenant) => tenant.tenantId === wanted || tenant.domain === wanted);
  }

  applications(): readonly Application[] {
    return this.#data.applications;
  }

  application(objectId: string): Application | undefined {
    return this.#data.applications.find((application) => application.objectId === objectId);
  }

  applicationByClientId(clientId: string): Application | undefined {
    const wanted = clientId.toLowerCase();
    return this.#data.applications.find((application) => application.clientId === wanted);
  }

  addApplication(facts: NewApplication): Application {
    const application: Application = {
      objectId: randomUUID(),
      clientId: facts.clientId ?? randomUUID(),
      tenantId: this.home.tenantId,
      displayName: facts.displayName,
      signInAudience: facts.signInAudience ?? "AzureADMyOrg",
      settings: facts.settings ?? {},
      passwords: [],
      federatedCredentials: [],
      replicated: facts.replicated ?? false,
    };
    this.#data.applications.push(application);
    return application;
  }

  /** Also deletes the application's service principal in its own tenant, as Entra does. */
  deleteApplication(objectId: string): void {
    const application = this.application(objectId);
    if (application === undefined) return;
    remove(this.#data.applications, (candidate) => candidate === application);
    remove(this.#data.servicePrincipals, ({ clientId }) => clientId === application.clientId);
  }

  servicePrincipals(): readonly ServicePrincipal[] {
    return this.#data.servicePrincipals;
  }

  servicePrincipal(objectId: string): ServicePrincipal | undefined {
    return this.#data.servicePrincipals.find((principal) => principal.objectId === objectId);
  }

  servicePrincipalOf(clientId: string): ServicePrincipal | undefined {
    const wanted = clientId.toLowerCase();
    return this.#data.servicePrincipals.find((principal) => principal.clientId === wanted);
  }

  addServicePrincipal(clientId: string, settings: Properties = {}, objectId: string = randomUUID()): ServicePrincipal {
    const principal = {
      objectId,
      clientId: clientId.toLowerCase(),
      tenantId: this.home.tenantId,
      settings,
    };
    this.#data.servicePrincipals.push(principal);
    return principal;
  }

  deleteServicePrincipal(objectId: string): void {
    remove(this.#data.servicePrincipals, (principal) => principal.objectId === objectId);
  }

  addPassword(
    application: Application,
    facts: NewPassword,
    known?: { readonly secretText: string },
  ): PasswordCredential {
    const start = facts.startDate === undefined ? new Date() : new Date(facts.startDate);
    const end = new Date(start);
    end.setUTCFullYear(end.getUTCFullYear() + defaultLifetimeYears);
    const password = {
      keyId: randomUUID(),
      displayName: facts.displayName ?? "",
      startDate: facts.startDate ?? withoutMilliseconds(start),
      endDate: facts.endDate ?? withoutMilliseconds(end),
      secretText: known?.secretText ?? createClientSecret(),
      replicated: known !== undefined,
    };
    application.passwords.push(password);
    return password;
  }

  deletePassword(application: Application, keyId: string): void {
    remove(application.passwords, (password) => password.keyId === keyId);
  }

  addFederatedCredential(
    application: Application,
    facts: Omit<FederatedCredential, "credentialId">,
  ): FederatedCredential {
    const credential = { ...facts, credentialId: randomUUID() };
    application.federatedCredentials.push(credential);
    return credential;
  }

  deleteFederatedCredential(application: Application, credentialId: string): void {
    remove(application.federatedCredentials, (credential) => credential.credentialId === credentialId);
  }

  save(): unknown {
    return structuredClone(this.#data);
  }

  isKnown(data: unknown): boolean {
    return holdsLists(data, Object.keys(this.#data));
  }

  load(data: unknown): void {
    this.#data = structuredClone(data) as DirectoryData;
  }
}

function withoutMilliseconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, "Z");
}

function remove<Element>(list: Element[], matches: (element: Element) => boolean): void {
  const index = list.findIndex(matches);
  if (index >= 0) list.splice(index, 1);
}
