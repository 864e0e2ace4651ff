import type { IncomingMessage, ServerResponse } from "node:http";
import { answerControl } from "./control.ts";
import { directAccess } from "./direct-access.ts";
import { Organization } from "./organization.ts";
import { Persistence, type Persistent } from "./persistence.ts";
import { bindRules } from "./rules/rule-book.ts";
import { rules } from "./rules/index.ts";
import type { Sandbox, SandboxOptions } from "./sandbox.ts";
import { organizationFacts } from "./seed/organizations.ts";
import { plantPrincipals, plantRows } from "./seed/plant.ts";
import { tokens } from "./seed/users.ts";
import type { Access } from "./server/access.ts";
import { answerDataverse } from "./server/dataverse.ts";
import type { Environment } from "./server/environment.ts";
import { Faults } from "./server/faults.ts";
import { Listener, readBody, requireLoopback } from "./server/listener.ts";
import { RequestLog } from "./server/request-log.ts";
import { sandboxNotice } from "./server/service-document.ts";
import { ServiceLimits } from "./server/service-limits.ts";
import { send } from "./server/send.ts";
import type { SavedRows } from "./store/store.ts";
import { SwitchBoard } from "./switches.ts";

/** Starts an embedded Dataverse on loopback. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = "127.0.0.1", port = 0, tls, seed = true } = options;
  requireLoopback(host);
  const switches = new SwitchBoard(options.switches);
  const requests = new RequestLog();
  const faults = new Faults(options.latencyMs ?? 0);
  const limits = new ServiceLimits();
  let saveSoon = (): void => undefined;
  const organizations = organizationFacts
    .slice(0, options.organizations ?? 1)
    .map((facts) => new Organization(facts, switches, bindRules(rules), () => saveSoon()));
  const fill = (): void => {
    for (const organization of organizations) {
      organization.cancelPending();
      organization.store.clear();
      plantPrincipals(organization);
      if (seed) plantRows(organization);
    }
  };
  const persistence = new Persistence(options.dataDirectory, organizations.map(persistentRows));
  fill();
  persistence.load();
  saveSoon = persistence.changed;

  const access: Access = { mode: options.access ?? "any", authority: "https://login.microsoftonline.com/common" };
  const listeners = organizations.map((organization) => {
    const environment: Environment = { organization, access, log: requests, faults, limits };
    return new Listener(host, tls, (request, response, url) => answer(environment, request, response, url));
  });
  for (const [at, listener] of listeners.entries()) {
    const organization = organizations[at];
    if (organization !== undefined) organization.url = await listener.listen(at === 0 ? port : 0);
  }

  const answer = async (
    environment: Environment,
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> => {
    const body = await readBody(request);
    if (url.pathname.startsWith("/api/")) return answerDataverse(environment, request, response, url, body);
    if (url.pathname.startsWith("/sandbox/")) return answerControl(sandbox, request, response, url, body);
    const known = url.pathname === "/";
    return send(response, {
      status: known ? 200 : 404,
      headers: { "Content-Type": "text/plain" },
      body: sandboxNotice,
    });
  };

  const url = organizations[0]?.url ?? "";
  const sandbox: Sandbox = {
    url,
    organizations: organizations.map(directAccess),
    environment: { DATAVERSE_URL: url, DYNAMICS365_ACCESS_TOKEN: tokens.administrator },
    requests,
    faults,
    switches,
    limitTo: (settings) => {
      limits.settings = settings;
    },
    snapshot: () => Object.fromEntries(organizations.map(({ name, store }) => [name, store.snapshot()])),
    reset: () => {
      fill();
      switches.reset();
      switches.set({ ...options.switches });
      faults.clear();
      requests.clear();
    },
    close: async () => {
      for (const organization of organizations) organization.cancelPending();
      await Promise.all(listeners.map((listener) => listener.close()));
      persistence.close();
    },
  };
  return sandbox;
}

function persistentRows(organization: Organization): Persistent {
  const { store, name } = organization;
  return {
    key: `organization/${name}`,
    save: () => store.save(),
    load: (data) => store.restore(data as SavedRows),
  };
}
