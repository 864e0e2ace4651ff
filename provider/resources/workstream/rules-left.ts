import type { OperationContext } from "../../core/definition.ts";
import { couldNot, DependentRowsError } from "../../core/errors.ts";
import { stackTagOf } from "../../core/identity.ts";
import { removeRuleByHash } from "../../routing/placement.ts";
import { belongsTo, ruleHash, type StackMark } from "../../routing/rule-id.ts";
import type { StoredRule } from "../../routing/document.ts";
import { textIn } from "../../rows/row-values.ts";
import { submit } from "../routing-rule/change-queue.ts";
import { documentOf, rulesetKeyOfStep, rulesetIdOf, type Routing, type Step } from "../routing-rule/routing.ts";
import { ownIds, type RulesetKey } from "../routing-rule/ruleset-key.ts";
import { sharedAmong } from "./shared-steps.ts";

interface OwnRule {
  readonly key: RulesetKey;
  /** Empty if only the rows made for a rule are left, and not the rule itself. */
  readonly hash: string;
  readonly name: string;
}

/** Rules that a workstream still has when it is deleted. */
export interface RulesLeft {
  /** Rules of this stack. `deletedWith` leaves their deletion to the workstream. */
  readonly own: readonly OwnRule[];
  /** Rules of this stack that the program keeps. */
  readonly kept: readonly OwnRule[];
  /** Rules of people and of other stacks: one text per ruleset that has some. */
  readonly others: readonly string[];
  /** Some of the others were made by version 0.1.0, which does not record the stack. */
  readonly isOwnPossible: boolean;
  /** Steps whose ruleset, with all its rules, outlives the workstream. */
  readonly shared: readonly Step[];
}

const shownRules = 20;

export async function rulesLeft(operation: OperationContext, routing: Routing): Promise<RulesLeft> {
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
  // If someone else's ruleset has rules of this stack, they may belong to another workstream that runs it.
  const ofStack = inSteps.filter((one) => one.isOurs || !isShared(one)).flatMap(({ own }) => own);
  const isKept = keptRules(operation, routing);
  return {
    own: ofStack.filter((rule) => !isKept(rule)),
    kept: ofStack.filter(isKept),
    others: inSteps.filter((one) => !isShared(one)).flatMap(({ others }) => others ?? []),
    isOwnPossible: inSteps.some((one) => one.tellsNoStack && !isShared(one)),
    shared,
  };
}

/**
 * The engine first deletes the resources that it knows depend on a workstream. A rule that is left names its workstream
 * by id. If the workstream is replaced, the rule waits for the new one. If the workstream leaves the program without
 * it, the rule keeps the workstream from being deleted.
 */
function keptRules({ replaced, claims }: OperationContext, { workstream }: Routing): (rule: OwnRule) => boolean {
  if (replaced.has(workstream)) {
    const replacedHashes = new Set([...replaced].map((id) => id.split("/").at(-1)));
    return ({ hash }) => hash !== "" && !replacedHashes.has(hash);
  }
  const declared = new Set([...claims.keys()].map(ruleHash));
  return ({ hash }) => declared.has(hash);
}

interface LeftInStep {
  readonly step: Step;
  readonly own: readonly OwnRule[];
  readonly others: string | undefined;
  readonly tellsNoStack: boolean;
  /** Whether this is the ruleset that the provider makes for a program's rules. */
  readonly isOurs: boolean;
}

function leftIn(routing: Routing, step: Step, stack: StackMark): LeftInStep[] {
  if (step.ruleset === undefined) return [];
  const label = `"${textIn(step.ruleset, "msdyn_name") ?? ""}"`;
  const key = rulesetKeyOfStep(routing, step);
  // A ruleset that someone else made, of a kind that the provider does not create.
  if (key === undefined) return [{ step, own: [], others: label, tellsNoStack: false, isOurs: false }];
  const { rules } = documentOf(step.ruleset, key.kind);
  const foreign = rules.filter(({ managed }) => !belongsTo(managed, stack));
  const isOurs = rulesetIdOf(step.ruleset) === ownIds(key).ruleset;
  const own = rules.flatMap(({ managed, element }) =>
    managed !== undefined && belongsTo(managed, stack)
      ? [{ key, hash: managed.hash, name: element.getAttribute("name") ?? "" }]
      : [],
  );
  if (rules.length === 0 && isOurs) own.push({ key, hash: "", name: "" });
  return [
    {
      step,
      own,
      others: foreign.length === 0 ? undefined : `${label}: ${namesOf(foreign, stack)}`,
      tellsNoStack: foreign.some(({ managed }) => managed !== undefined && managed.stack === undefined),
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
  if (managed.stack === undefined) return " (made by version 0.1.0 of this package)";
  return stack === undefined ? " (made by a Pulumi program)" : " (of another stack)";
}

export function refuseToLeaveRules(operation: OperationContext, { others, isOwnPossible }: RulesLeft): void {
  if (others.length === 0) return;
  throw new DependentRowsError({
    code: "rules-left",
    attempt: couldNot(operation),
    what: `it still has rules that are not known to be this stack's, in the ruleset ${others.join("; in ")}`,
    why: "without their workstream nothing would run them",
    remedy: `${isOwnPossible ? `${wayBack}; otherwise ` : ""}delete them in the admin center, or destroy the stack that made them, and run again; to keep workstream and rules, set retainOnDelete: true on the workstream`,
  });
}

/** In 0.1.0 rules inherited the `deletedWith` option, which takes a rule out of state and leaves its row in place. */
const wayBack =
  "if this stack made rules with version 0.1.0, run `pulumi up`, which takes them into its state again, and then `pulumi destroy`";

/** The program still uses a workstream that it no longer declares, or that it marks to be created again. */
export function refuseToLoseRules(operation: OperationContext, { kept }: RulesLeft): void {
  if (kept.length === 0) return;
  throw new DependentRowsError({
    code: "rules-left",
    attempt: couldNot(operation),
    what: `rules of this program still need it: ${listOf(kept)}`,
    why: "they name the workstream by its id, so Pulumi does not delete them first, and without it they would be gone",
    remedy:
      "remove the rules from the program, too; or pass the workstream itself, or its rowId output, and run `pulumi up` before",
  });
}

function listOf(rules: readonly OwnRule[]): string {
  const names = rules.slice(0, shownRules).map(({ name }) => `"${name}"`);
  const more = rules.length - names.length;
  return `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Deletes this stack's own rules, and the rows made for them. */
export async function takeRulesAlong(
  operation: OperationContext,
  { own }: RulesLeft,
  workstream: string,
): Promise<void> {
  const { session, label, replaced } = operation;
  const named = own.filter(({ name }) => name !== "");
  if (named.length > 0 && !replaced.has(workstream))
    session.reporter.warn(
      `${label}: deleting it also deletes the rules of this stack in it: ${listOf(named)}. If the stack still has one of them, run \`pulumi refresh\`, and pass the workstream itself to it instead of the id`,
    );
  await Promise.all(
    own.map(({ key, hash }) =>
      submit({
        operation,
        key,
        hash,
        removes: true,
        needsOperators: false,
        apply: (document) => removeRuleByHash(document, hash),
      }),
    ),
  );
}
