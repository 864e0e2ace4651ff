import type { Operation } from "../../core/definition.ts";
import { DependentRowsError } from "../../core/failures.ts";
import { stackTagOf } from "../../core/identity.ts";
import { removeRuleByHash } from "../../routing/placement.ts";
import { belongsTo, type StackMark } from "../../routing/rule-id.ts";
import type { StoredRule } from "../../routing/document.ts";
import { documentOf } from "../routing-rule/document-write.ts";
import { ownIds, type Place } from "../routing-rule/place.ts";
import { submit } from "../routing-rule/queue.ts";
import { placeOfStep, rulesetIdOf, type Routing, type Step } from "../routing-rule/rows.ts";
import { sharedAmong } from "./shared-steps.ts";

interface OwnRule {
  readonly place: Place;
  /** Empty where the rows made for a rule stand without one. */
  readonly hash: string;
}

/** Rules that stand in a workstream when it goes. */
export interface RulesLeft {
  /** Of the workstream's own stack: `deletedWith` leaves them to the workstream. */
  readonly own: readonly OwnRule[];
  /** Of people and of other stacks, a text for each rule set that has some. */
  readonly others: readonly string[];
  /** Steps of rule sets that live on without the workstream, with all their rules. */
  readonly shared: readonly Step[];
}

const shownRules = 20;

export async function rulesLeft(operation: Operation, routing: Routing): Promise<RulesLeft> {
  const stack = stackTagOf(routing.workstream);
  const inSteps = [...routing.steps, ...routing.idle].flatMap((step) => leftIn(routing, step, stack));
  const shared = await sharedAmong(
    operation,
    routing,
    inSteps
      .filter(({ others, own, isOurs }) => others !== undefined || (own.length > 0 && !isOurs))
      .map(({ step }) => step),
  );
  const isShared = ({ step }: LeftInStep): boolean => shared.includes(step);
  return {
    // Rules of this stack in a rule set of others may belong to another workstream that runs it.
    own: inSteps.filter((one) => one.isOurs || !isShared(one)).flatMap(({ own }) => own),
    others: inSteps.filter((one) => !isShared(one)).flatMap(({ others }) => others ?? []),
    shared,
  };
}

interface LeftInStep {
  readonly step: Step;
  readonly own: readonly OwnRule[];
  readonly others: string | undefined;
  /** The rule set is the one that is made for rules of programs. */
  readonly isOurs: boolean;
}

function leftIn(routing: Routing, step: Step, stack: StackMark): LeftInStep[] {
  if (step.ruleset === undefined) return [];
  const label = `"${String(step.ruleset["msdyn_name"])}"`;
  const place = placeOfStep(routing, step);
  // People's, of a kind that the provider does not make.
  if (place === undefined) return [{ step, own: [], others: label, isOurs: false }];
  const { rules } = documentOf(step.ruleset, place.kind);
  const foreign = rules.filter(({ managed }) => !belongsTo(managed, stack));
  const isOurs = rulesetIdOf(step.ruleset) === ownIds(place).ruleset;
  const hashes = rules.flatMap(({ managed }) =>
    managed !== undefined && belongsTo(managed, stack) ? [managed.hash] : [],
  );
  if (rules.length === 0 && isOurs) hashes.push("");
  return [
    {
      step,
      own: hashes.map((hash) => ({ place, hash })),
      others: foreign.length === 0 ? undefined : `${label}: ${namesOf(foreign, stack)}`,
      isOurs,
    },
  ];
}

export function namesOf(rules: readonly StoredRule[], stack: StackMark): string {
  const names = rules
    .slice(0, shownRules)
    .map(({ element, managed }) => `"${element.getAttribute("name") ?? ""}"${originOf(managed, stack)}`);
  const more = rules.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function originOf(managed: StoredRule["managed"], stack: StackMark): string {
  if (managed === undefined) return "";
  return managed.stack === undefined || stack === undefined ? " (made by a Pulumi program)" : " (of another stack)";
}

export function refuseToLeaveRules({ label }: Operation, { others }: RulesLeft): void {
  if (others.length === 0) return;
  throw new DependentRowsError({
    code: "rules-left",
    what: `${label} still has rules that are not known to be this stack's, in the ruleset ${others.join("; in ")}`,
    why: "without their workstream they would stay where nothing runs them",
    remedy:
      "delete them in the admin center, or destroy the stack that made them, and run again; to keep workstream and rules, set retainOnDelete: true on the workstream",
  });
}

/** Takes the stack's own rules away, with the rows made for them. */
export async function takeRulesAlong(operation: Operation, { own }: RulesLeft): Promise<void> {
  await Promise.all(
    own.map(({ place, hash }) =>
      submit({
        operation,
        place,
        hash,
        removes: true,
        needsOperators: false,
        apply: (document) => removeRuleByHash(document, hash),
      }),
    ),
  );
}
