import { perSession } from "../../core/per-session.ts";
import type { Session } from "../../core/session.ts";
import { failTogether, PendingChange, type Change } from "./document-changes.ts";
import { knownRouting, trustVersionsOnly } from "./known-routing.ts";
import { operatorsOfEnvironment } from "./preflight-conditions.ts";
import { removeRules } from "./remove-rules.ts";
import { forgetSnapshot, stepsAt } from "./routing.ts";
import { textOfKey, type RulesetKey } from "./ruleset-key.ts";
import { moveSteps, type WantedOrder } from "./step-order.ts";
import { writeRuleset } from "./write-ruleset.ts";

/**
 * How long the first change of a workstream waits for others. Without a pause it is written alone and all others together
 * after it, and the engine is idle meanwhile. With a pause, about half of them are written while the engine stores the
 * other half. Measured: shorter and longer pauses are slower.
 */
const gatherMilliseconds = 40;

/** By workstream: the changes that wait. */
const queuesOf = perSession(() => new Map<string, PendingChange[]>());

/**
 * Makes the change. Changes of the same workstream that arrive while others are being made are made together afterwards,
 * so each document has one write in flight, however many rules change.
 */
export function submit(change: Change): Promise<void> {
  const { session } = change.operation;
  const { workstream } = change.key;
  const pending = new PendingChange(change);
  const queues = queuesOf(session);
  const queue = queues.get(workstream);
  if (queue !== undefined) {
    queue.push(pending);
  } else {
    queues.set(workstream, [pending]);
    void makeAll(session, queues, workstream);
  }
  return pending.done;
}

async function makeAll(session: Session, queues: Map<string, PendingChange[]>, workstream: string): Promise<void> {
  await session.clock.sleep(gatherMilliseconds);
  for (;;) {
    const changes = queues.get(workstream) ?? [];
    if (changes.length === 0) break;
    queues.set(workstream, []);
    await failTogether(changes, () => applyChanges(session, workstream, changes));
    forgetSnapshot(session);
  }
  queues.delete(workstream);
}

/** The changes of one ruleset. */
interface Group {
  readonly key: RulesetKey;
  readonly changes: readonly PendingChange[];
}

/** Makes changes of one workstream. Each ruleset fails for itself: a document that cannot be read does not stop the others. */
async function applyChanges(session: Session, workstream: string, changes: readonly PendingChange[]): Promise<void> {
  await trustVersionsOnly(session, workstream);
  const operatorsInUse = changes.some(({ change }) => change.needsOperators)
    ? await operatorsOfEnvironment(session)
    : new Set<string>();
  const { removals = [], writes = [] } = Object.groupBy(groupsOf(changes), ({ changes: group }) =>
    group.every(({ change }) => change.removes) ? "removals" : "writes",
  );
  const orders = wantedOrders(writes);
  const [first] = writes.flatMap((group) => group.changes);
  if (first !== undefined) await moveSteps(first.change.operation, workstream, orders);

  const routing = await knownRouting(session, workstream);
  const write = ({ key, changes: group }: Group): Promise<void> =>
    failTogether(group, () => writeRuleset(key, group, { operatorsInUse, orders }));
  const { existing = [], missing = [] } = Object.groupBy(writes, ({ key }) =>
    stepsAt(routing, key).length > 0 ? "existing" : "missing",
  );
  await Promise.all([...existing.map(write), inTurn(missing, write)]);
  // Last, because a configuration that has just got a step is not empty.
  await inTurn(removals, ({ key, changes: group }) => failTogether(group, () => removeRules(key, group)));
}

function groupsOf(changes: readonly PendingChange[]): Group[] {
  const groups = Map.groupBy(changes, ({ change }) => textOfKey(change.key));
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ key: group[0].change.key, changes: group }],
  );
}

function wantedOrders(groups: readonly Group[]): WantedOrder[] {
  return groups.flatMap(({ key, changes }) => {
    const order = changes.findLast(({ change }) => change.rulesetOrder !== undefined)?.change.rulesetOrder;
    return order === undefined ? [] : [{ key, order }];
  });
}

/** One after the other, because each needs what the one before made, such as the configuration that all of them share. */
async function inTurn(groups: readonly Group[], make: (group: Group) => Promise<void>): Promise<void> {
  for (const group of groups) await make(group);
}
