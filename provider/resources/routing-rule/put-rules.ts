import { emptyDocument, type RuleKind } from "../../routing/document.ts";
import { compose, type PendingChange } from "./changes.ts";
import { documentOf, writeDocument } from "./document-write.ts";
import { refuseManaged } from "../managed-rows.ts";
import { makeConfiguration, makeRuleset, makeStep } from "./make-rows.ts";
import type { Place } from "./place.ts";
import { countRulesets, refuse, tooManyRulesets } from "./refusals.ts";
import { removeRules } from "./remove-rules.ts";
import { stepsAt, type Routing } from "./rows.ts";
import type { StepOrders } from "./step-order.ts";
import { configurationTable, stepTable } from "../tables.ts";

/** What the changes of one workstream share while they are made. */
export interface Surroundings {
  readonly routing: Routing;
  readonly orders: StepOrders;
  readonly seen: ReadonlySet<string>;
  /** The active configuration; made by the first who asks. */
  configuration(make: () => Promise<string>): Promise<string>;
  /** How many rule sets of the kind there are, those included that were asked for before and are being made. */
  countRulesets(kind: RuleKind): number;
}

export function surroundings(facts: Pick<Surroundings, "routing" | "orders" | "seen">): Surroundings {
  const row = facts.routing.configuration;
  let known = row === undefined ? undefined : Promise.resolve(String(row[configurationTable.primaryId]));
  const counts = {
    classification: countRulesets(facts.routing, "classification"),
    routeToQueue: countRulesets(facts.routing, "routeToQueue"),
  };
  return { ...facts, configuration: (make) => (known ??= make()), countRulesets: (kind) => counts[kind]++ };
}

/** Puts the rules of one place into its document; makes what is missing around it. */
export async function putRules(work: Surroundings, place: Place, changes: readonly PendingChange[]): Promise<void> {
  const [first] = changes;
  if (first === undefined) return;
  const { operation } = first.change;
  const holding = changes.map(({ change }) => change.hash);
  const [step] = stepsAt(work.routing, place, holding);
  const stored = step?.ruleset;
  // Refused rules fall out here. Where removals alone are left, they take what is empty with them.
  const document = compose(
    stored === undefined ? emptyDocument(place.kind) : documentOf(stored, place.kind),
    changes,
    work.seen,
  );
  const open = changes.filter(({ isOpen }) => isOpen);
  if (open.every(({ change }) => change.removes)) return removeRules(work.routing, place, open);
  if (stored !== undefined) {
    await writeDocument(operation, stored, place.kind, (current) => compose(current, changes, work.seen));
    return;
  }
  refuse(operation.label, [tooManyRulesets(work.countRulesets(place.kind), place.kind)]);
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
export async function moveSteps({ orders }: Surroundings, [first]: readonly PendingChange[]): Promise<void> {
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
    for (const pending of changes) if (pending.isOpen) pending.fail(error);
  }
}
