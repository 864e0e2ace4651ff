import type { Session } from "../../core/session.ts";
import { operatorsIn } from "../../routing/document.ts";
import { PendingChange, type Change } from "./changes.ts";
import { documentOf } from "./document-write.ts";
import { keyOf, type Place } from "./place.ts";
import { failTogether, moveSteps, putRules, surroundings } from "./put-rules.ts";
import { removeRules } from "./remove-rules.ts";
import { allRouting, forgetRouting, observe, placeOfStep } from "./rows.ts";
import { orderSteps } from "./step-order.ts";

/**
 * How long the first change of a workstream waits for company. The engine starts resources together, so the others
 * arrive while the first is on its way; a pause would cost more than the second write that it spares.
 */
const gatherMilliseconds = 0;

const queues = new WeakMap<Session, Map<string, PendingChange[]>>();

/**
 * Makes the change, together with all changes of the same workstream that arrive while the ones before are being made:
 * each document has one write in flight, however many rules change. Answers whether rows were made, also in failure.
 */
export function submit(change: Change): PendingChange {
  const { session } = change.operation;
  const { workstream } = change.place;
  const pending = new PendingChange(change);
  const waiting = queues.get(session) ?? new Map<string, PendingChange[]>();
  queues.set(session, waiting);
  const line = waiting.get(workstream);
  if (line !== undefined) {
    line.push(pending);
  } else {
    waiting.set(workstream, [pending]);
    void work(session, waiting, workstream);
  }
  return pending;
}

async function work(session: Session, waiting: Map<string, PendingChange[]>, workstream: string): Promise<void> {
  await session.sleep(gatherMilliseconds);
  for (;;) {
    const changes = waiting.get(workstream) ?? [];
    if (changes.length === 0) break;
    waiting.set(workstream, []);
    await failTogether(changes, () => makeAll(session, workstream, changes));
    forgetRouting(session);
  }
  waiting.delete(workstream);
}

async function makeAll(session: Session, workstream: string, changes: readonly PendingChange[]): Promise<void> {
  const routing = await observe(session, workstream);
  const wanted = changes.flatMap(({ change: { place, rulesetOrder } }) =>
    rulesetOrder === undefined ? [] : [[keyOf(place), { place, order: rulesetOrder }] as const],
  );
  const seen = changes.some(({ change }) => change.needsOperators)
    ? await operatorsOfEnvironment(session)
    : new Set<string>();
  const shared = surroundings({ routing, orders: orderSteps(routing, [...new Map(wanted).values()]), seen });
  const puts = changes.filter(({ change }) => !change.removes);
  await moveSteps(shared, puts);
  await forEachPlace(changes, (place, group) => (isRemoval(group) ? undefined : putRules(shared, place, group)));
  // After the puts: a configuration that gets a step now is not empty.
  await forEachPlace(changes, (place, group) => (isRemoval(group) ? removeRules(routing, place, group) : undefined));
}

const isRemoval = (group: readonly PendingChange[]): boolean => group.every(({ change }) => change.removes);

/** Places fail one by one: a document that cannot be read holds up no other. */
async function forEachPlace(
  changes: readonly PendingChange[],
  make: (place: Place, group: readonly PendingChange[]) => Promise<void> | undefined,
): Promise<void> {
  const groups = Map.groupBy(changes, ({ change }) => keyOf(change.place));
  await Promise.all(
    [...groups.values()].map(async (group) => {
      const place = group[0]?.change.place;
      const work = place === undefined ? undefined : make(place, group);
      if (work !== undefined) await failTogether(group, () => work);
    }),
  );
}

/** Operator texts that rules in effect use, those of other workstreams included. A document that cannot be read shows none. */
export async function operatorsOfEnvironment(session: Session): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const routing of await allRouting(session)) {
    for (const step of routing.steps) {
      const place = placeOfStep(routing, step);
      if (place === undefined || step.ruleset === undefined) continue;
      try {
        for (const text of operatorsIn(documentOf(step.ruleset, place.kind))) seen.add(text);
      } catch {
        continue;
      }
    }
  }
  return seen;
}
