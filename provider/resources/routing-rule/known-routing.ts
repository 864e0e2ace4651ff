import type { Session } from "../../core/session.ts";
import type { Row } from "../../dataverse/types.ts";
import type { DecisionDocument } from "../../routing/document.ts";
import { extended, type Sequence } from "../../routing/sequence.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { guardsVersions } from "../../rows/row-version.ts";
import { rulesetTable, workstreamTable } from "../../rows/tables.ts";
import { textOfKey, type RulesetKey } from "./place.ts";
import { allRouting, observe, rulesetIdOf, type Routing } from "./rows.ts";

/** What new rules need of their workstream. */
export interface WorkstreamRow {
  readonly name: string;
  readonly contract: string | undefined;
  /** Made by this process. */
  readonly madeHere?: true;
}

interface Known {
  readonly routings: Map<string, Routing>;
  readonly asked: Map<string, Promise<Routing>>;
  readonly workstreams: Map<string, WorkstreamRow>;
  readonly contracts: Map<string, string>;
  /** By place: how the rules stood before this process took any away. */
  readonly sequences: Map<string, Sequence>;
}

const memories = new WeakMap<Session, Known>();

function memoryOf(session: Session): Known {
  const before = memories.get(session);
  if (before !== undefined) return before;
  const known: Known = {
    routings: new Map(),
    asked: new Map(),
    workstreams: new Map(),
    contracts: new Map(),
    sequences: new Map(),
  };
  memories.set(session, known);
  return known;
}

/**
 * A workstream's routing as this process read it last, or as its own writes left it; read now where nothing is known. May
 * be out of date: every write that follows from it carries the version that it saw.
 */
export function knownRouting(session: Session, workstream: string): Promise<Routing> {
  const { routings, asked } = memoryOf(session);
  const routing = routings.get(workstream);
  if (routing !== undefined) return Promise.resolve(routing);
  const before = asked.get(workstream);
  if (before !== undefined) return before;
  const answer = observe(session, workstream)
    .then((observed) => {
      routings.set(workstream, observed);
      return observed;
    })
    .finally(() => asked.delete(workstream));
  asked.set(workstream, answer);
  return answer;
}

/**
 * Where the service tells no versions of rule sets, nothing that was read before counts: the next writer reads anew.
 */
export async function trustVersionsOnly(session: Session, workstream: string): Promise<void> {
  if (!memoryOf(session).routings.has(workstream)) return;
  if (!(await guardsVersions(session.client, rulesetTable))) forgetRouting(session, workstream);
}

export function forgetRouting(session: Session, workstream: string): void {
  memoryOf(session).routings.delete(workstream);
}

/** What is known of the workstream itself, too. */
export function forgetWorkstream(session: Session, workstream: string): void {
  forgetRouting(session, workstream);
  memoryOf(session).workstreams.delete(workstream);
}

export function rememberRouting(session: Session, routing: Routing): void {
  memoryOf(session).routings.set(routing.workstream, routing);
}

/** The rule set as a write of ours left it; a write that did not show it leaves nothing to remember. */
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

/** All workstreams that route, for reading; what is not known yet is remembered for writers, too. */
export async function everyRouting(session: Session): Promise<readonly Routing[]> {
  const { routings: all } = await allRouting(session);
  const { routings } = memoryOf(session);
  for (const routing of all) if (!routings.has(routing.workstream)) routings.set(routing.workstream, routing);
  return all;
}

/** As this process knows it, else out of one look at all routing that serves every workstream. */
export async function listedRouting(session: Session, workstream: string): Promise<Routing> {
  const known = memoryOf(session).routings.get(workstream);
  if (known !== undefined) return known;
  const all = await session.once("routing of all workstreams", () => allRouting(session));
  const routing = memoryOf(session).routings.get(workstream) ?? all.of(workstream);
  rememberRouting(session, routing);
  return routing;
}

/** A workstream that this process made has no rules, and nobody else knows it yet. */
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

/** The contract that a rule set of ours read, which is nearly always its workstream's. */
export function noteContract(session: Session, workstream: string, ruleset: Row): void {
  const contract = textIn(ruleset, "_msdyn_inputcontractid_value");
  if (contract !== undefined) memoryOf(session).contracts.set(workstream, contract);
}

export function likelyContract(session: Session, workstream: string): string | undefined {
  return memoryOf(session).contracts.get(workstream);
}

/** Rules made by people may stand among ours, which a replacement takes away and makes again. */
export function noteSequence(session: Session, place: RulesetKey, { rules }: DecisionDocument): void {
  if (rules.every(({ managed }) => managed !== undefined)) return;
  const { sequences } = memoryOf(session);
  const key = `${place.workstream}/${textOfKey(place)}`;
  sequences.set(key, extended(sequences.get(key) ?? [], rules));
}

export function sequenceBefore(session: Session, place: RulesetKey): Sequence {
  return memoryOf(session).sequences.get(`${place.workstream}/${textOfKey(place)}`) ?? [];
}

export function workstreamRow(row: Row): WorkstreamRow {
  return { name: textIn(row, "msdyn_name") ?? "", contract: textIn(row, "_msdyn_routingcontractid_value") };
}
