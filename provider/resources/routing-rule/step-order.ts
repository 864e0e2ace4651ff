import { ownIds, type RulesetKey } from "./place.ts";
import { inOrder, rulesetKeyOfStep, stepsAt, stepTypes, type Routing, type Step } from "./rows.ts";

/** The number that the program gives a classification rule set. */
export interface WantedOrder {
  readonly place: RulesetKey;
  readonly order: number;
}

/** Numbers that the steps of a configuration get. */
export interface StepOrders {
  /** Steps that must move, with their new number. */
  readonly moves: ReadonlyMap<Step, number>;
  /** Number for a route-to-queue step that is not there yet. */
  readonly last: number;
}

/**
 * A classification step has the number that the program gives its rule set, so every writer finds the same place for it
 * without knowing the others; that the service sorts by the number and minds no gaps is assumed. A step of people on a
 * number of ours goes to the next free one, behind it. Route to queue comes last. Idle steps count: the rule set that
 * puts their configuration into effect again brings them along.
 */
export function orderSteps(routing: Routing, wanted: readonly WantedOrder[]): StepOrders {
  const steps = inOrder([...routing.steps, ...routing.idle]);
  const moves = new Map<Step, number>();
  const taken = new Set(wanted.map(({ order }) => order));
  const named = new Map(
    wanted.flatMap(({ place, order }) =>
      stepsAt({ steps }, place)
        .slice(0, 1)
        .map((step) => [step, order] as const),
    ),
  );
  const givenElsewhere = new Set(steps.filter((step) => isOurs(routing, step)).map(({ order }) => order));
  let highest = Math.max(0, ...taken);
  let previous = -Infinity;
  for (const step of steps.filter(({ type }) => type !== stepTypes.routeToQueue)) {
    // A step of ours that is not asked about has the number that its own program, perhaps another one, gave it.
    const given = named.get(step) ?? (isOurs(routing, step) ? step.order : undefined);
    let order = given ?? Math.max(step.order, previous);
    if (given === undefined) {
      while (taken.has(order) || (order !== step.order && givenElsewhere.has(order))) order += 1;
      // Only a step that was pushed pushes the ones behind it.
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
  const place = rulesetKeyOfStep(routing, step);
  return place !== undefined && ownIds(place).step === step.id;
}
