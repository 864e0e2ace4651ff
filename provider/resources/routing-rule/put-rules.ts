import { ProviderError } from "../../core/errors.ts";
import { emptyDocument } from "../../routing/document.ts";
import { compose, type PendingChange } from "./changes.ts";
import { writeDocument } from "./document-write.ts";
import { refuseManaged } from "../managed-rows.ts";
import { makeConfiguration, makeRuleset, makeStep } from "./make-rows.ts";
import type { Place } from "./place.ts";
import { refuse, tooManyRulesets } from "./refusals.ts";
import { configurationTable, stepsAt, stepTable, type Routing } from "./rows.ts";
import type { StepOrders } from "./step-order.ts";

/** What the changes of one workstream share while they are made. */
export interface Workplace {
  readonly routing: Routing;
  readonly orders: StepOrders;
  readonly seen: ReadonlySet<string>;
  /** The active configuration; made by the first who asks. */
  configuration(make: () => Promise<string>): Promise<string>;
}

export function workplace(facts: Omit<Workplace, "configuration">): Workplace {
  const row = facts.routing.configuration;
  let known = row === undefined ? undefined : Promise.resolve(String(row[configurationTable.primaryId]));
  return { ...facts, configuration: (make) => (known ??= make()) };
}

/** Puts the rules of one place into its document; makes what is missing around it. */
export async function putRules(work: Workplace, place: Place, changes: readonly PendingChange[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const holding = changes.map(({ change }) => change.hash);
  const [step] = stepsAt(work.routing, place, holding);
  if (step?.ruleset !== undefined) {
    await writeDocument(operation, step.ruleset, place.kind, (document) => compose(document, changes, work.seen));
    return;
  }
  refuse(operation.label, [tooManyRulesets(work.routing, place.kind)]);
  const document = compose(emptyDocument(place.kind), changes, work.seen);
  if (!changes.some((pending) => pending.isOpen)) return;
  const found = await makeRuleset(operation, place, document.text);
  for (const pending of changes) pending.noteMadeRows();
  if (found !== undefined) {
    await writeDocument(operation, found, place.kind, (current) => compose(current, changes, work.seen));
  }
  const configuration = await work.configuration(() => makeConfiguration(operation, place));
  await makeStep(operation, place, configuration, orderOf(changes) ?? work.orders.last);
}

const orderOf = (changes: readonly PendingChange[]): number | undefined =>
  changes.findLast(({ change }) => change.rulesetOrder !== undefined)?.change.rulesetOrder;

/** Moves the steps that must move, the last first, so that no two share a number on the way. */
export async function moveSteps({ orders }: Workplace, [first]: readonly PendingChange[]): Promise<void> {
  if (first === undefined) return;
  const { operation } = first.change;
  for (const [step, order] of [...orders.moves].toReversed()) {
    await refuseManaged(operation, `the routing step of ruleset "${String(step.ruleset?.["msdyn_name"])}"`, step.row);
    await operation.session.client.update(stepTable, step.id, { msdyn_steporder: order });
  }
}

/** An error on the way is the error of every change that waits. */
export async function failTogether(changes: readonly PendingChange[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
    for (const pending of changes) if (pending.isOpen) pending.succeed();
  } catch (error) {
    for (const pending of changes)
      if (pending.isOpen) pending.fail(error instanceof ProviderError ? error : asError(error));
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
