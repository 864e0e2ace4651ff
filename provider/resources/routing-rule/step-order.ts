import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import type { OperationContext } from "../../core/definition.ts";
import { stackTagOf } from "../../core/identity.ts";
import { perSession } from "../../core/per-session.ts";
import { BadResponseError, RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import type { Write } from "../../dataverse/types.ts";
import { belongsTo } from "../../routing/rule-id.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { refuseManaged } from "../../rows/managed-rows.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { configurationTable, stepTable } from "../../rows/tables.ts";
import { forgetRouting, knownRouting } from "./known-routing.ts";
import {
  configurationIdOf,
  documentOf,
  inOrder,
  rulesetKeyOfStep,
  rulesetNameOf,
  stepsAt,
  stepTypes,
  type Routing,
  type Step,
} from "./routing.ts";
import { ownIds, textOfKey, type RulesetKey } from "./ruleset-key.ts";

/** The order that the program gives a classification ruleset. */
export interface WantedOrder {
  readonly key: RulesetKey;
  readonly order: number;
}

/** The orders that the steps of a configuration get. */
export interface StepOrders {
  /** Steps that must move, with their new order. */
  readonly moves: ReadonlyMap<Step, number>;
  /** The order for a route-to-queue step that is not there yet. */
  readonly last: number;
}

/**
 * A classification step gets the order that the program gives its ruleset, so every writer computes the same order without
 * knowing the others. That the service sorts by it and allows gaps is assumed. If a step of people has an order of ours,
 * it moves to the next free one. Route to queue comes last. Idle steps count, too, because they are in effect again as
 * soon as their configuration is.
 */
export function orderSteps(routing: Routing, wanted: readonly WantedOrder[]): StepOrders {
  const steps = inOrder([...routing.steps, ...routing.idle]);
  const moves = new Map<Step, number>();
  const taken = new Set(wanted.map(({ order }) => order));
  const named = new Map(
    wanted.flatMap(({ key, order }) =>
      stepsAt({ steps }, key)
        .slice(0, 1)
        .map((step) => [step, order] as const),
    ),
  );
  const givenElsewhere = new Set(steps.filter((step) => isOurs(routing, step)).map(({ order }) => order));
  let highest = Math.max(0, ...taken);
  let previous = -Infinity;
  for (const step of steps.filter(({ type }) => type !== stepTypes.routeToQueue)) {
    // Our other steps keep the order that a program, perhaps another one, gave them.
    const given = named.get(step) ?? (isOurs(routing, step) ? step.order : undefined);
    let order = given ?? Math.max(step.order, previous);
    if (given === undefined) {
      while (taken.has(order) || (order !== step.order && givenElsewhere.has(order))) order += 1;
      // A step that moved may have to move the ones behind it.
      if (order !== step.order) previous = order + 1;
    }
    if (order !== step.order) moves.set(step, order);
    highest = Math.max(highest, order);
  }
  for (const step of steps.filter(({ type }) => type === stepTypes.routeToQueue)) {
    if (step.order <= highest) moves.set(step, highest + 1);
    highest = Math.max(highest + 1, step.order);
  }
  return { moves, last: highest + 1 };
}

function isOurs(routing: Routing, step: Step): boolean {
  const key = rulesetKeyOfStep(routing, step);
  return key !== undefined && ownIds(key).step === step.id;
}

/** Someone else added, moved or removed a step at the same time, or the response cannot be read. */
const stale = [RowMissingError, VersionMismatchError, BadResponseError];

/** Moves the steps that must move, all at once. */
export async function moveSteps(
  operation: OperationContext,
  workstream: string,
  wanted: readonly WantedOrder[],
): Promise<void> {
  const { session } = operation;
  await untilAccepted(tries.routing, {
    read: async () => {
      const routing = await knownRouting(session, workstream);
      const { moves } = orderSteps(routing, wanted);
      if (moves.size === 0) return undefined;
      for (const { ruleset, row } of moves.keys())
        await refuseManaged(operation, `the routing step of ruleset "${rulesetNameOf(ruleset)}"`, row);
      return { routing, moves };
    },
    write: async ({ routing, moves }) => {
      try {
        await session.client.changeSet([
          ...renewedConfiguration(routing),
          // The last step moves first, so that no two steps have the same order in between.
          ...[...moves].toReversed().map(([{ id }, order]) => moved(id, order)),
        ]);
      } finally {
        forgetRouting(session, workstream);
      }
    },
    isStale: (error) => stale.some((kind) => error instanceof kind),
  });
}

const moved = (id: string, order: number): Write => ({
  kind: "update",
  table: stepTable,
  id,
  columns: { msdyn_steporder: order },
});

export const inEffect = { msdyn_isactiveconfiguration: true };

/**
 * Whoever changes the steps of our configuration also writes the configuration itself, without a change and only in the
 * version that was seen. Its new version then refuses a writer who adds or moves a step without knowing of these, and one
 * who is about to delete it as empty. That a write without a change makes a new version is assumed. Configurations that
 * people made are left alone.
 */
export function renewedConfiguration({ workstream, configuration }: Routing): Write[] {
  const { configuration: id } = ownIds({ workstream, kind: "routeToQueue" });
  if (configuration === undefined || configurationIdOf(configuration) !== id) return [];
  return [{ kind: "update", table: configurationTable, id, columns: inEffect, ...unchangedSince(configuration) }];
}

/** By ruleset: the new orders that this process has checked so far. */
const checkedOrders = perSession(() => new Map<string, WantedOrder>());

/**
 * A ruleset that is new or gets a new order may move rulesets of others, whose owners decide which of them feeds which. A
 * new rule must not move the ruleset of people that it joins. Other moves are a warning.
 */
export async function movedRulesets(
  operation: OperationContext,
  rowId: string,
  wanted: WantedOrder,
  routing: Routing,
  inState: boolean,
): Promise<CheckFailureOf<RoutingRuleArguments>[]> {
  const { session, label } = operation;
  const { key, order } = wanted;
  const [joined] = stepsAt(routing, key);
  if (!inState && joined !== undefined && isOfPeople(key, joined) && joined.order !== order && joined.order > 0)
    return [settled(joined, order)];
  const checked = [...checkedOrders(session).set(textOfKey(key), wanted).values()];
  const { moves } = orderSteps(
    routing,
    checked.filter((one) => one.key.workstream === key.workstream),
  );
  const told: string[] = [];
  for (const [step, to] of moves) {
    if (!isOfOthers(routing, step, rowId) || !changesPlace(routing, step)) continue;
    // Told once for all rules of the ruleset.
    await session.once(`move of step ${step.id} to ${to}`, () => Promise.resolve(told.push(describe(step, to))));
  }
  if (told.length > 0)
    session.reporter.warn(
      `${label}: its ruleset becomes number ${order} of the workstream, which moves rulesets of others: ${told.join(", ")}`,
    );
  return [];
}

const isOfPeople = (key: RulesetKey, { id }: Step): boolean => ownIds(key).step !== id;

function isOfOthers(routing: Routing, step: Step, rowId: string): boolean {
  const key = rulesetKeyOfStep(routing, step);
  if (key === undefined || step.ruleset === undefined || isOfPeople(key, step)) return true;
  const stack = stackTagOf(rowId);
  return documentOf(step.ruleset, key.kind).rules.some(({ managed }) => !belongsTo(managed, stack));
}

/** Whether a step comes behind others than before. Route to queue is always the last. */
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
