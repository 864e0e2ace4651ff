import type { SandboxSeed } from "./seed/sandbox-seed.ts";
import { seededSubscription } from "./azure/seed.ts";
import { answerControl, refuseControl } from "./control.ts";
import { directAccess } from "./direct-access.ts";
import { contoso, seededDirectory } from "./entra/seed.ts";
import { Organization } from "./organization.ts";
import { Persistence, type Persistent } from "./persistence.ts";
import { startStandIns, type StandIns } from "./plugin/start.ts";
import { isObject } from "./json-object.ts";
import { rules } from "./rules/index.ts";
import { bindRules } from "./rules/rule-book.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { organizationFacts, savedUnder } from "./seed/organizations.ts";
import { digestOf } from "./seed/own-rows.ts";
import { insertPrincipals, insertRows } from "./seed/insert.ts";
import { tokens } from "./seed/users.ts";
import { mayControl } from "./server/access.ts";
import type { Environment } from "./server/environment.ts";
import { Faults } from "./server/faults.ts";
import { dispatch, type Neighbours } from "./server/dispatch.ts";
import { HostNames } from "./http/host-names.ts";
import { Listener, requireLoopback } from "./http/listener.ts";
import { RequestLog } from "./server/request-log.ts";
import { ServiceLimits } from "./server/service-limits.ts";
import { createSignIn, type SignInSettings } from "./sign-in/sign-in.ts";
import type { SavedRows } from "./store/store.ts";
import { SwitchBoard } from "./switches.ts";

/** Starts an embedded Dataverse on loopback, with a sign-in and, if requested, stand-ins for Azure and Entra. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, tls, seed = true } = options;
  requireLoopback(host);
  const switches = new SwitchBoard(options.switches);
  const directory = seededDirectory();
  const azure = seededSubscription();
  const settings: SignInSettings = { replicationDelay: 0 };
  const names = new HostNames(options.hostNames);
  const isEnvironment = (address: string): boolean =>
    organizations.some((organization) => names.meanSame(organization.url, address));
  const signIn = createSignIn(directory, { isEnvironment, settings });
  const shared = { log: new RequestLog(), faults: new Faults(options.latencyMs ?? 0), limits: new ServiceLimits() };

  let saveSoon = (): void => undefined;
  const organizations = organizationFacts(options.organization, options.organizations ?? 1).map(
    (facts) => new Organization(facts, switches, bindRules(rules), () => saveSoon()),
  );
  const urlOfFirst = (): string => organizations[0]?.url ?? "";
  const fill = (): void => {
    for (const organization of organizations) insertRaw(organization, seed);
  };
  const persistence = new Persistence(options.dataDirectory, [...organizations.map(rowsOf), directory, azure], {
    seed: typeof seed === "boolean" ? undefined : digestOf(seed),
    report: options.report ?? (() => undefined),
  });
  let standIns: StandIns = { environment: {}, close: () => Promise.resolve() };
  const access = {
    mode: options.access ?? "any",
    token: options.token,
    names,
    issuer: signIn,
    authority: () => `${urlOfFirst()}/${contoso.tenantId}`,
  };
  const neighbours: Neighbours = {
    signIn: (request, response) => signIn.handle(request, response),
    control: (request, response, url, body) => {
      const isAllowed = mayControl(access, request.headers.authorization);
      if (isAllowed) answerControl(sandbox, request, response, url, body);
      else refuseControl(response);
    },
  };
  const listeners = organizations.map((organization) => {
    const environment: Environment = { organization, access, ...shared };
    const answer = dispatch.bind(undefined, environment, neighbours);
    return { organization, listener: new Listener(host, tls, names, answer) };
  });
  // The listeners above reject an unusable certificate. So they come first, before the data directory is locked.
  fill();
  persistence.load();
  saveSoon = persistence.changed;
  const accesses = organizations.map(directAccess);
  const sandbox: Sandbox = {
    get url() {
      return urlOfFirst();
    },
    organizations: accesses,
    get environment() {
      return {
        DATAVERSE_URL: urlOfFirst(),
        DYNAMICS365_ACCESS_TOKEN: options.token ?? tokens.administrator,
        AZURE_AUTHORITY_HOST: urlOfFirst(),
        ARM_TENANT_ID: contoso.tenantId,
        ...standIns.environment,
      };
    },
    azure,
    directory,
    requests: shared.log,
    faults: shared.faults,
    switches,
    signIn: settings,
    limitTo: (limit) => {
      shared.limits.settings = limit;
    },
    snapshot: () => Object.fromEntries(organizations.map(({ name, store }) => [name, store.snapshot()])),
    reset: () => {
      fill();
      directory.load(seededDirectory().save());
      azure.load(seededSubscription().save());
      switches.reset();
      switches.set({ ...options.switches });
      shared.faults.clear();
      shared.log.clear();
    },
    close: async () => {
      for (const organization of organizations) organization.cancelPending();
      await Promise.all([standIns.close(), ...listeners.map(({ listener }) => listener.close())]);
      persistence.close();
    },
  };
  try {
    if (options.standIns === true) standIns = await startStandIns({ azure, directory, changed: persistence.changed });
    for (const [at, { organization, listener }] of listeners.entries()) {
      organization.url = await listener.listen(at === 0 ? port : 0);
    }
  } catch (error) {
    await sandbox.close();
    throw error;
  }
  return sandbox;
}

function insertRaw(organization: Organization, seed: boolean | SandboxSeed): void {
  organization.cancelPending();
  organization.store.clear();
  insertPrincipals(organization);
  if (seed !== false) insertRows(organization, seed === true ? undefined : seed);
}

function rowsOf(organization: Organization): Persistent {
  const { store } = organization;
  return {
    key: savedUnder(organization),
    save: () => store.save(),
    isKnown: (data) =>
      isObject(data) && Object.values(data).every((rows) => isObject(rows) && Object.values(rows).every(isObject)),
    load: (data) => store.restore(data as SavedRows),
  };
}
