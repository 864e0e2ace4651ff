import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import type { OperationContext } from "../../core/definition.ts";
import { stackTagOf } from "../../core/identity.ts";
import type { Session } from "../../core/session.ts";
import { belongsTo } from "../../routing/rule-id.ts";
import { documentOf } from "./document-write.ts";
import { textOfKey, ownIds, type RulesetKey } from "./place.ts";
import { rulesetKeyOfStep, rulesetNameOf, stepsAt, stepTypes, type Routing, type Step } from "./rows.ts";
import { orderSteps, type WantedOrder } from "./step-order.ts";

/** By workstream and rule set: the places that the program newly gives, as far as this process has checked it. */
const wantedOrders = new WeakMap<Session, Map<string, Map<string, WantedOrder>>>();

/**
 * A ruleset that is new or gets another place may move rulesets of others, and their owners decide which feeds which. A
 * new rule that would move the ruleset of people that it joins is refused. Other moves are a warning.
 */
export async function movedRulesets(
  operation: OperationContext,
  rowId: string,
  wanted: WantedOrder,
  routing: Routing,
  inState: boolean,
): Promise<CheckFailureOf<RoutingRuleArguments>[]> {
  const { session, label } = operation;
  const { place, order } = wanted;
  const [joined] = stepsAt(routing, place);
  if (!inState && joined !== undefined && isOfPeople(place, joined) && joined.order !== order && joined.order > 0)
    return [settled(joined, order)];
  const { moves } = orderSteps(routing, noted(session, wanted));
  const told: string[] = [];
  for (const [step, to] of moves) {
    if (!isOfOthers(routing, step, rowId) || !changesPlace(routing, step)) continue;
    // Once for all rules of the ruleset.
    await session.once(`move of step ${step.id} to ${to}`, () => Promise.resolve(told.push(describe(step, to))));
  }
  if (told.length > 0)
    session.reporter.warn(
      `${label}: its ruleset becomes number ${order} of the workstream, which moves rulesets of others: ${told.join(", ")}`,
    );
  return [];
}

function noted(session: Session, wanted: WantedOrder): readonly WantedOrder[] {
  const all = wantedOrders.get(session) ?? new Map<string, Map<string, WantedOrder>>();
  wantedOrders.set(session, all);
  const { workstream } = wanted.place;
  const orders = all.get(workstream) ?? new Map<string, WantedOrder>();
  all.set(workstream, orders.set(textOfKey(wanted.place), wanted));
  return [...orders.values()];
}

const isOfPeople = (place: RulesetKey, { id }: Step): boolean => ownIds(place).step !== id;

function isOfOthers(routing: Routing, step: Step, rowId: string): boolean {
  const place = rulesetKeyOfStep(routing, step);
  if (place === undefined || step.ruleset === undefined || isOfPeople(place, step)) return true;
  const stack = stackTagOf(rowId);
  return documentOf(step.ruleset, place.kind).rules.some(({ managed }) => !belongsTo(managed, stack));
}

/** Route to queue comes last anyhow, whatever its number. */
function changesPlace({ steps }: Routing, { type, order }: Step): boolean {
  return type !== stepTypes.routeToQueue || steps.some((other) => other.type !== type && other.order > order);
}

const nameOf = ({ ruleset }: Step): string => `"${rulesetNameOf(ruleset)}"`;

const describe = (step: Step, to: number): string => `${nameOf(step)} from ${step.order} to ${to}`;

function settled(step: Step, order: number): CheckFailureOf<RoutingRuleArguments> {
  return {
    code: "conflicting-arguments",
    path: "ruleset.order",
    reason: `order ${order} would move the ruleset ${nameOf(step)}, which people made and put at ${step.order}`,
    remedy: `set ruleset.order to ${step.order}, or move the ruleset in the admin center first`,
  };
}
