import { perSession } from "../../core/per-session.ts";
import type { Session } from "../../core/session.ts";
import type { Row } from "../../dataverse/types.ts";
import type { DecisionDocument } from "../../routing/document.ts";
import { extended, type Sequence } from "../../routing/sequence.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { guardsVersions } from "../../rows/row-version.ts";
import { rulesetTable, workstreamTable } from "../../rows/tables.ts";
import { allRouting, readRouting, rulesetIdOf, type Routing } from "./routing.ts";
import { textOfKey, type RulesetKey } from "./ruleset-key.ts";

/** What a new rule needs to know about its workstream. */
export interface WorkstreamRow {
  readonly name: string;
  readonly contract: string | undefined;
  /** This process made it. */
  readonly madeHere?: true;
}

interface Known {
  readonly routings: Map<string, Routing>;
  readonly asked: Map<string, Promise<Routing>>;
  readonly workstreams: Map<string, WorkstreamRow>;
  readonly contracts: Map<string, string>;
  /** By ruleset: the order of its rules before this process removed any. */
  readonly sequences: Map<string, Sequence>;
}

const memoryOf = perSession((): Known => ({
  routings: new Map(),
  asked: new Map(),
  workstreams: new Map(),
  contracts: new Map(),
  sequences: new Map(),
}));

/**
 * A workstream's routing as this process last read or wrote it; read now if it is not known yet. It may be out of date,
 * so every write that is computed from it carries the version that it saw.
 */
export function knownRouting(session: Session, workstream: string): Promise<Routing> {
  const { routings, asked } = memoryOf(session);
  const routing = routings.get(workstream);
  if (routing !== undefined) return Promise.resolve(routing);
  const before = asked.get(workstream);
  if (before !== undefined) return before;
  const answer = readRouting(session, workstream)
    .then((observed) => {
      routings.set(workstream, observed);
      return observed;
    })
    .finally(() => asked.delete(workstream));
  asked.set(workstream, answer);
  return answer;
}

/** Forgets the routing if the environment keeps no versions of rulesets: then the next writer must read it again. */
export async function trustVersionsOnly(session: Session, workstream: string): Promise<void> {
  if (!memoryOf(session).routings.has(workstream)) return;
  if (!(await guardsVersions(session.client, rulesetTable))) forgetRouting(session, workstream);
}

export function forgetRouting(session: Session, workstream: string): void {
  memoryOf(session).routings.delete(workstream);
}

/** Forgets the routing, and the name and contract of the workstream. */
export function forgetWorkstream(session: Session, workstream: string): void {
  forgetRouting(session, workstream);
  memoryOf(session).workstreams.delete(workstream);
}

export function rememberRouting(session: Session, routing: Routing): void {
  memoryOf(session).routings.set(routing.workstream, routing);
}

/** Remembers the ruleset as our write left it. If the service did not show it, the routing is forgotten. */
export function rememberRuleset(session: Session, workstream: string, ruleset: Row | undefined): void {
  const { routings } = memoryOf(session);
  const routing = routings.get(workstream);
  if (routing === undefined) return;
  if (ruleset === undefined) return forgetRouting(session, workstream);
  const id = rulesetIdOf(ruleset);
  const steps = routing.steps.map((step) =>
    step.ruleset !== undefined && rulesetIdOf(step.ruleset) === id ? { ...step, ruleset } : step,
  );
  routings.set(workstream, { ...routing, steps });
}

/** The routing of all workstreams, for reading. Writers get to know what they did not know yet. */
export async function everyRouting(session: Session): Promise<readonly Routing[]> {
  const { routings: all } = await allRouting(session);
  const { routings } = memoryOf(session);
  for (const routing of all) if (!routings.has(routing.workstream)) routings.set(routing.workstream, routing);
  return all;
}

/** As this process knows it; otherwise from one list of all routing, which serves every workstream. */
export async function listedRouting(session: Session, workstream: string): Promise<Routing> {
  const known = memoryOf(session).routings.get(workstream);
  if (known !== undefined) return known;
  const all = await session.once("routing of all workstreams", () => allRouting(session));
  const routing = memoryOf(session).routings.get(workstream) ?? all.of(workstream);
  rememberRouting(session, routing);
  return routing;
}

/** A workstream that this process has just made has no rules, and nobody else knows it yet. */
export function rememberNewWorkstream(session: Session, row: Row): void {
  const workstream = idIn(row, workstreamTable).toLowerCase();
  rememberRouting(session, { workstream, configuration: undefined, steps: [], idle: [] });
  memoryOf(session).workstreams.set(workstream, { ...workstreamRow(row), madeHere: true });
}

export function rememberWorkstream(session: Session, workstream: string, facts: WorkstreamRow): void {
  memoryOf(session).workstreams.set(workstream, facts);
}

export function knownWorkstream(session: Session, workstream: string): WorkstreamRow | undefined {
  return memoryOf(session).workstreams.get(workstream);
}

/** Remembers the contract that our ruleset reads. It is nearly always its workstream's. */
export function noteContract(session: Session, workstream: string, ruleset: Row): void {
  const contract = textIn(ruleset, "_msdyn_inputcontractid_value");
  if (contract !== undefined) memoryOf(session).contracts.set(workstream, contract);
}

export function likelyContract(session: Session, workstream: string): string | undefined {
  return memoryOf(session).contracts.get(workstream);
}

/** Remembers where our rules stood among those of people, because a replacement removes ours and makes them again. */
export function noteSequence(session: Session, key: RulesetKey, { rules }: DecisionDocument): void {
  if (rules.every(({ managed }) => managed !== undefined)) return;
  const { sequences } = memoryOf(session);
  const text = textOfKey(key);
  sequences.set(text, extended(sequences.get(text) ?? [], rules));
}

export function sequenceBefore(session: Session, key: RulesetKey): Sequence {
  return memoryOf(session).sequences.get(textOfKey(key)) ?? [];
}

export function workstreamRow(row: Row): WorkstreamRow {
  return { name: textIn(row, "msdyn_name") ?? "", contract: textIn(row, "_msdyn_routingcontractid_value") };
}
