import type { OperationContext } from "../../core/definition.ts";
import { DependentRowsError } from "../../core/failures.ts";
import { stackTagOf } from "../../core/identity.ts";
import { removeRuleByHash } from "../../routing/placement.ts";
import { belongsTo, ruleHash, type StackMark } from "../../routing/rule-id.ts";
import type { StoredRule } from "../../routing/document.ts";
import { textIn } from "../../rows/row-values.ts";
import { documentOf } from "../routing-rule/document-write.ts";
import { ownIds, type RulesetKey } from "../routing-rule/place.ts";
import { submit } from "../routing-rule/queue.ts";
import { rulesetKeyOfStep, rulesetIdOf, type Routing, type Step } from "../routing-rule/rows.ts";
import { sharedAmong } from "./shared-steps.ts";

interface OwnRule {
  readonly place: RulesetKey;
  /** Empty where the rows made for a rule stand without one. */
  readonly hash: string;
  readonly name: string;
}

/** Rules that stand in a workstream when it goes. */
export interface RulesLeft {
  /** Of the workstream's own stack: `deletedWith` leaves them to the workstream. */
  readonly own: readonly OwnRule[];
  /** Of the workstream's own stack, and the program keeps them. */
  readonly kept: readonly OwnRule[];
  /** Of people and of other stacks, a text for each rule set that has some. */
  readonly others: readonly string[];
  /** Among the others are rules of version 0.1.0, which tell no stack. */
  readonly isOwnPossible: boolean;
  /** Steps of rule sets that live on without the workstream, with all their rules. */
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
  // Rules of this stack in a rule set of others may belong to another workstream that runs it.
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
 * The engine takes down first what it knows to hang on a workstream. A rule that is left names the workstream by its id: it
 * waits for the workstream that is replaced, and keeps one that leaves the program without it.
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
  /** The rule set is the one that is made for rules of programs. */
  readonly isOurs: boolean;
}

function leftIn(routing: Routing, step: Step, stack: StackMark): LeftInStep[] {
  if (step.ruleset === undefined) return [];
  const label = `"${textIn(step.ruleset, "msdyn_name") ?? ""}"`;
  const place = rulesetKeyOfStep(routing, step);
  // People's, of a kind that the provider does not make.
  if (place === undefined) return [{ step, own: [], others: label, tellsNoStack: false, isOurs: false }];
  const { rules } = documentOf(step.ruleset, place.kind);
  const foreign = rules.filter(({ managed }) => !belongsTo(managed, stack));
  const isOurs = rulesetIdOf(step.ruleset) === ownIds(place).ruleset;
  const own = rules.flatMap(({ managed, element }) =>
    managed !== undefined && belongsTo(managed, stack)
      ? [{ place, hash: managed.hash, name: element.getAttribute("name") ?? "" }]
      : [],
  );
  if (rules.length === 0 && isOurs) own.push({ place, hash: "", name: "" });
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

export function refuseToLeaveRules({ label }: OperationContext, { others, isOwnPossible }: RulesLeft): void {
  if (others.length === 0) return;
  throw new DependentRowsError({
    code: "rules-left",
    what: `${label} still has rules that are not known to be this stack's, in the ruleset ${others.join("; in ")}`,
    why: "without their workstream nothing would run them",
    remedy: `${isOwnPossible ? `${wayBack}; otherwise ` : ""}delete them in the admin center, or destroy the stack that made them, and run again; to keep workstream and rules, set retainOnDelete: true on the workstream`,
  });
}

/** The option deletedWith, which 0.1.0 handed on, takes a rule out of state and leaves it where it is. */
const wayBack =
  "if this stack made rules with version 0.1.0, run `pulumi up`, which takes them into its state again, and then `pulumi destroy`";

/** The program goes on to name a workstream that it no longer has, or that it marks to be made again. */
export function refuseToLoseRules({ label }: OperationContext, { kept }: RulesLeft): void {
  if (kept.length === 0) return;
  throw new DependentRowsError({
    code: "rules-left",
    what: `${label} would be deleted while rules of this program still need it: ${listOf(kept)}`,
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

/** Takes the stack's own rules away, with the rows made for them. */
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
