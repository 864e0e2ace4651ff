import type { Session } from "../../core/session.ts";
import { failTogether, type PendingChange } from "./changes.ts";
import { operatorsOfEnvironment } from "./environment-operators.ts";
import { knownRouting, trustVersionsOnly } from "./known-routing.ts";
import { moveSteps } from "./move-steps.ts";
import { textOfKey, type RulesetKey } from "./place.ts";
import { writeRuleset } from "./put-rules.ts";
import { removeRules } from "./remove-rules.ts";
import { stepsAt } from "./rows.ts";
import type { WantedOrder } from "./step-order.ts";

/** The changes of one rule set. */
interface Group {
  readonly place: RulesetKey;
  readonly changes: readonly PendingChange[];
}

/**
 * Makes the changes that wait for one workstream. Places fail one by one: a document that cannot be read holds up no
 * other.
 */
export async function applyChanges(
  session: Session,
  workstream: string,
  changes: readonly PendingChange[],
): Promise<void> {
  await trustVersionsOnly(session, workstream);
  const seen = changes.some(({ change }) => change.needsOperators)
    ? await operatorsOfEnvironment(session)
    : new Set<string>();
  const { removals = [], puts = [] } = Object.groupBy(groupsOf(changes), ({ changes: group }) =>
    group.every(({ change }) => change.removes) ? "removals" : "puts",
  );
  const orders = wantedOrders(puts);
  await moveSteps(puts[0]?.changes[0]?.change.operation, workstream, orders);

  const routing = await knownRouting(session, workstream);
  const put = ({ place, changes: group }: Group): Promise<void> =>
    failTogether(group, () => writeRuleset(place, group, { seen, orders }));
  const { existing = [], missing = [] } = Object.groupBy(puts, ({ place }) =>
    stepsAt(routing, place).length > 0 ? "existing" : "missing",
  );
  await Promise.all([...existing.map(put), inTurn(missing, put)]);
  // After the puts: a configuration that gets a step now is not empty.
  await inTurn(removals, ({ place, changes: group }) => failTogether(group, () => removeRules(place, group)));
}

function groupsOf(changes: readonly PendingChange[]): Group[] {
  const groups = Map.groupBy(changes, ({ change }) => textOfKey(change.place));
  return [...groups.values()].flatMap((group) =>
    group[0] === undefined ? [] : [{ place: group[0].change.place, changes: group }],
  );
}

function wantedOrders(groups: readonly Group[]): WantedOrder[] {
  return groups.flatMap(({ place, changes }) => {
    const order = changes.findLast(({ change }) => change.rulesetOrder !== undefined)?.change.rulesetOrder;
    return order === undefined ? [] : [{ place, order }];
  });
}

/** Each finds what the one before left, such as the configuration that all rule sets of a workstream share. */
async function inTurn(groups: readonly Group[], make: (group: Group) => Promise<void>): Promise<void> {
  for (const group of groups) await make(group);
}
