import { execFileSync } from "node:child_process";
import { isDeepStrictEqual } from "node:util";
import { tokens } from "../../provider/sandbox/index.ts";
import { tables } from "../../schema/tables/index.ts";
import { SandboxProcess, type World } from "../support/sandbox-process.ts";
import { converse, type Conversation, type Outcome } from "./conversation.ts";
import { conversation, type Circumstances } from "./conversations.ts";
import { Random } from "./random.ts";
import type { KnownRows } from "./table-requests.ts";

export interface FuzzSettings {
  readonly requests: number;
  readonly seed: number;
}

export interface Finding {
  readonly what: string;
  /** The first thing that was seen to cause it. */
  readonly example: string;
  count: number;
}

export interface FuzzReport {
  readonly requests: number;
  /** How often each status was answered. */
  readonly statuses: ReadonlyMap<number, number>;
  /** How many conversations got no answer, which is right where they were broken off. */
  readonly unanswered: number;
  /** Tables that a round wrote to with success, over all rounds. */
  readonly writtenTables: number;
  readonly findings: readonly Finding[];
  /** Of all conversations, as long as they took with three others beside them. */
  readonly slowest: { readonly milliseconds: number; readonly example: string };
  /** The most that the process held at the end of a round, in MiB. */
  readonly memory: number;
  /** The status of a WhoAmI afterwards, and whether it names the organization. */
  readonly whoAmI: { readonly status: number; readonly organization: unknown };
}

const requestsOfRound = 1000;
const connections = 4;

/**
 * Sends odd requests to a sandbox in a process of its own. In every other round they are a reader's, so all rows stay
 * as they are; in the others a table changes only where a write was accepted that explains it. Which bytes are sent
 * follows from the seed alone; the answers may depend on which of four connections is served first.
 */
export async function fuzz(
  settings: FuzzSettings,
  progress: (line: string) => void = () => undefined,
): Promise<FuzzReport> {
  const random = new Random(settings.seed);
  const findings = new Map<string, Finding>();
  const find = (what: string, example: string): void => {
    const known = findings.get(what);
    if (known === undefined) findings.set(what, { what, example, count: 1 });
    else known.count++;
  };
  const statuses = new Map<number, number>();
  let slowest: FuzzReport["slowest"] = { milliseconds: 0, example: "" };
  let [sent, unanswered, writtenTables, memory] = [0, 0, 0, 0];
  const reportOf = (whoAmI: FuzzReport["whoAmI"]): FuzzReport => ({
    requests: sent,
    statuses: new Map([...statuses].toSorted(([left], [right]) => left - right)),
    unanswered,
    writtenTables,
    findings: [...findings.values()],
    slowest,
    memory,
    whoAmI,
  });
  const sandbox = await SandboxProcess.start({ access: "strict" });
  const { url, processId } = sandbox;
  const port = Number(new URL(url).port);
  try {
    for (let round = 0; sent < settings.requests; round++) {
      const isReader = round % 2 === 0;
      await sandbox.reset();
      const before = await sandbox.world();
      const planned = plan(random, Math.min(requestsOfRound, settings.requests - sent), {
        token: isReader ? tokens.reader : tokens.administrator,
        administrator: tokens.administrator,
        known: idsIn(before),
      });
      sent += planned.reduce((sum, { methods }) => sum + methods.length, 0);
      let isStuck = false;
      await inLanes(planned, async (each) => {
        // All others would wait just as long.
        if (isStuck) return;
        const started = performance.now();
        const outcome = await converse(port, each);
        const milliseconds = Math.round(performance.now() - started);
        if (milliseconds > slowest.milliseconds) slowest = { milliseconds, example: exampleOf(each, outcome) };
        for (const { status } of outcome.replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (outcome.replies.length === 0) unanswered++;
        if (outcome.end === "silent") isStuck = true;
        for (const what of failuresOf(each, outcome)) find(what, exampleOf(each, outcome));
      });
      if (isStuck || sandbox.hasEnded) {
        find(isStuck ? "the process hangs" : "the process has ended", `round ${round}`);
        sandbox.kill();
        return reportOf({ status: 0, organization: undefined });
      }
      const accepted = new Set(await acceptedTables(sandbox));
      writtenTables += accepted.size;
      for (const table of changedTables(before, await sandbox.world())) {
        if (isReader || !isExplained(table, accepted))
          find(`${table} changed without an accepted write`, `round ${round}`);
      }
      memory = Math.max(memory, residentMemory(processId));
      progress(`${sent} requests, ${findings.size} findings, ${memory} MiB`);
    }
    const response = await fetch(`${url}/api/data/v9.2/WhoAmI`, {
      headers: { Authorization: `Bearer ${tokens.administrator}` },
    });
    const answer = (await response.json()) as { OrganizationId?: unknown };
    return reportOf({ status: response.status, organization: answer.OrganizationId });
  } finally {
    await sandbox.close();
  }
}

function plan(random: Random, requests: number, circumstances: Circumstances): Conversation[] {
  const planned: Conversation[] = [];
  for (let count = 0; count < requests;) {
    const next = conversation(random, circumstances);
    planned.push(next);
    count += next.methods.length;
  }
  return planned;
}

/** Of the rows that every reset brings back. */
const idsIn = ({ rows }: World): KnownRows =>
  Object.fromEntries(
    Object.values(rows).flatMap((byTable) =>
      Object.entries(byTable).map(([table, found]) => {
        const { primaryId = "" } = tables.get(table) ?? {};
        return [table, found.map((row) => String(row[primaryId]))] as const;
      }),
    ),
  );

async function inLanes<T>(all: readonly T[], work: (each: T) => Promise<void>): Promise<void> {
  const waiting = all.values();
  const lane = async (): Promise<void> => {
    for (const each of waiting) await work(each);
  };
  await Promise.all(Array.from({ length: connections }, lane));
}

function failuresOf({ methods, wantsAnswer }: Conversation, { replies, end }: Outcome): string[] {
  const bad = replies.flatMap(({ status, text }, at) => {
    const failure = /(?:An unexpected error occurred\.|The sandbox failed\.)\s*([^\\\n]*)(?:\\n|\n)?([^\\\n]*)/.exec(
      text,
    );
    if (failure !== null) return [`fails: ${failure[1]} ${failure[2]?.replace(/file:\/\/\S*\/provider\//, "")}`];
    return status >= 500 && !(status === 501 && (methods[at] === "HEAD" || text.includes("sandbox-not-implemented")))
      ? [`answers ${status}`]
      : [];
  });
  if (end === "silent") return [...bad, "does not answer"];
  if (end === "refused") return [...bad, "takes no connection"];
  return wantsAnswer && replies.length === 0 ? [...bad, "closes the connection without an answer"] : bad;
}

const exampleOf = ({ bytes, ending }: Conversation, { replies, end }: Outcome): string =>
  `${JSON.stringify(bytes.subarray(0, 3000).toString("latin1"))} (${bytes.length} bytes, ${ending}) → ` +
  `${end} ${JSON.stringify(replies.map(({ status, text }) => [status, text.slice(0, 600)]))}`;

async function acceptedTables(sandbox: SandboxProcess): Promise<string[]> {
  const requests = await sandbox.requests();
  return requests.flatMap(({ method, status, table }) =>
    status < 300 && !["GET", "HEAD"].includes(method) && table !== undefined ? [table] : [],
  );
}

function changedTables(before: World, after: World): string[] {
  const rows = Object.entries(after.rows).flatMap(([organization, tables]) =>
    Object.entries(tables).flatMap(([table, found]) =>
      isDeepStrictEqual(found, before.rows[organization]?.[table]) ? [] : [table],
    ),
  );
  const others = [
    ...(isDeepStrictEqual(before.azure, after.azure) ? [] : ["azure"]),
    ...(isDeepStrictEqual(before.entra, after.entra) ? [] : ["entra"]),
  ];
  return [...rows, ...others];
}

/** Rows that the service makes by itself beside those of another table. */
const madeBeside: ReadonlyMap<string, readonly string[]> = new Map([
  ["msdyn_decisioncontract", ["msdyn_liveworkstream", "queue"]],
  ["msdyn_liveworkstreamcapacityprofile", ["msdyn_liveworkstream"]],
]);

/** A delete of a row takes along, or empties the lookups of, rows that point at it. */
const pointsAt = (table: string): readonly string[] =>
  Object.values(tables.get(table)?.columns ?? {}).flatMap((column) =>
    column.type === "Lookup" ? column.targets.map((target) => target.table) : [],
  );

function isExplained(table: string, accepted: ReadonlySet<string>): boolean {
  const causes = [table, ...(madeBeside.get(table) ?? []), ...pointsAt(table)];
  return causes.some((cause) => accepted.has(cause));
}

/** In MiB. */
function residentMemory(processId: number): number {
  const told = execFileSync("ps", ["-o", "rss=", "-p", String(processId)], { encoding: "utf8" });
  return Math.round(Number(told) / 1024);
}
