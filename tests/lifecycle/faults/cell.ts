import { ProviderError } from "../../../provider/errors.ts";
import { NotReadyError } from "../../../provider/core/errors.ts";
import type { Fault, Sandbox } from "../../../provider/sandbox/index.ts";
import { rowsOf } from "../support/interruptions.ts";
import { FaultedDeployment } from "./faulted-deployment.ts";
import { patience, type Strike } from "./faults.ts";
import { secrets, type Scenario, type Target } from "./scenarios.ts";

/** Milliseconds within which a command must end, whatever fault hits it. */
const limit = 10_000;

type FaultedRequest = Parameters<NonNullable<Fault["when"]>>[0];

/** How a command ended: `done`, or the code of its error. */
export type Outcome = string;

export interface Places {
  readonly sandbox: Sandbox;
  readonly unknownHost: string;
  readonly untrusted: string;
}

export interface Aftermath {
  /** Whether the fault hit a request. */
  readonly hit: boolean;
  /** The first request that it hit, as method and table. */
  readonly met: string;
  readonly outcome: Outcome;
  /** What must never happen, in words. */
  readonly losses: readonly string[];
  /** Rows of the environment and the state of the stack, after the fault was cleared and the command ran again. */
  readonly settled: unknown;
}

/**
 * Runs the scenario with the fault, then clears the fault and runs the command again. The fault hits the scenario's
 * target, or the request with this number.
 */
export async function run(
  scenario: Scenario,
  strike: Strike | undefined,
  places: Places,
  number?: number,
): Promise<Aftermath> {
  const { sandbox } = places;
  sandbox.reset();
  const deployment = new FaultedDeployment(scenario.definition, sandbox);
  deployment.environmentUrl = sandbox.url;
  await scenario.prepare(sandbox, deployment);
  const existed = deployment.exists;
  const act = scenario.act ?? (() => deployment.up(scenario.args ?? {}));
  const hit = arm(strike, number ?? scenario.target, deployment, places);
  const error = await ended(act(deployment));
  sandbox.faults.clear();
  deployment.environmentUrl = sandbox.url;
  deployment.timeout = limit;

  const losses: string[] = [];
  if (existed && !deployment.exists && error !== undefined) losses.push("the failed command lost its state");
  if (error !== undefined && !(error instanceof ProviderError))
    losses.push(`not an error for people: ${String(error)}`);
  const shown = [...deployment.messages, ...textsOf(error)].join("\n");
  if ([...secrets, "bearer-of-the-matrix"].some((secret) => shown.includes(secret))) losses.push("a secret is shown");

  const again = await ended(repeat(scenario, deployment));
  if (again !== undefined) losses.push(`running again failed: ${String(again)}`);
  if (scenario.args !== undefined && again === undefined) {
    const { changes } = await deployment.preview(scenario.args);
    if (changes.length > 0) losses.push(`the next preview shows ${changes.join(", ")}`);
  }
  // What a command records of arguments that the program does not set depends on how far it got.
  const { observed: _observed, ...state } = deployment.state;
  const settled = { rows: rowsOf(sandbox), id: deployment.id, state };
  return { ...hit(), outcome: outcomeOf(error), losses, settled };
}

async function repeat({ args }: Scenario, deployment: FaultedDeployment): Promise<void> {
  if (args !== undefined) await deployment.up(args);
  else if (deployment.exists) await deployment.destroy();
}

function outcomeOf(error: unknown): Outcome {
  if (error === undefined) return "done";
  if (error instanceof NotReadyError) return `not ready: ${codeOf(error.cause)}`;
  return codeOf(error);
}

const codeOf = (error: unknown): string => (error instanceof ProviderError ? error.code : String(error));

/** Injects the fault. The returned function tells whether it hit a request, and which. */
function arm(
  strike: Strike | undefined,
  target: Target | number,
  deployment: FaultedDeployment,
  places: Places,
): () => Pick<Aftermath, "hit" | "met"> {
  if (strike === undefined) return () => ({ hit: false, met: "" });
  if ("address" in strike) {
    deployment.environmentUrl = strike.address === "unknown host" ? places.unknownHost : places.untrusted;
    return () => ({ hit: true, met: "" });
  }
  let seen = 0;
  let started = false;
  let met = "";
  const { renewals } = deployment.tokens;
  const due = (request: FaultedRequest): boolean => {
    seen += 1;
    const first = !started && (typeof target === "number" ? seen === target : meets(target, request));
    if (first) met = `${request.method} ${request.table ?? request.operation}`;
    started ||= first;
    if (strike.lasts === "once") return first;
    return started && (strike.lasts === "always" || deployment.tokens.renewals === renewals);
  };
  places.sandbox.faults.add({ when: due, times: Infinity, action: strike.action });
  if (strike.action.kind === "stall") deployment.timeout = patience;
  return () => ({ hit: started, met });
}

const meets = ({ method, operation, table }: Target, request: FaultedRequest): boolean =>
  (method === undefined || method === request.method) &&
  (operation === undefined || operation === request.operation) &&
  (table === undefined || table === request.table);

async function ended(command: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise((resolve) => {
    timer = setTimeout(resolve, limit, new Error("the command hangs"));
  });
  const error = command.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return Promise.race([error, hangs]).finally(() => clearTimeout(timer));
}

/** Everything that a terminal could show of an error. */
function textsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [String(error)];
  return [error.message, error.stack ?? "", ...(error.cause === undefined ? [] : textsOf(error.cause))];
}
