import { limits } from "../../../schema/limits.ts";
import type { Condition } from "../../../schema/condition.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { isUnknown, known, type Unknowable, type Unknown } from "../../../schema/unknown.ts";
import { sameName } from "../../../schema/names.ts";
import { perSession } from "../../core/per-session.ts";
import type { Session } from "../../core/session.ts";
import type { Unresolved } from "../../core/typed-values.ts";
import type { RuleAction } from "../../routing/actions.ts";
import { emptyDocument, type RuleKind, type StoredRule } from "../../routing/document.ts";
import { someTexts } from "../../routing/operators.ts";
import { largestOrder, ruleHash, ruleId } from "../../routing/rule-id.ts";
import { writeRule } from "../../routing/rule.ts";
import { documentOf, stepsAt, stepTypes, type Routing } from "./routing.ts";
import { textOfKey, type RulesetKey } from "./ruleset-key.ts";

const { rulesOfRuleset, classificationRulesets } = limits;

/** `count`: how many rules there are without this one. */
export function tooManyRules(count: number, kind: RuleKind): CheckFailureOf<RoutingRuleArguments> | undefined {
  const limit = rulesOfRuleset[kind];
  if (count < limit) return undefined;
  return {
    code: "over-limit",
    path: "name",
    reason: `the ruleset holds ${count} rules already, those made by people included, and may hold ${limit}`,
    remedy: kind === "classification" ? "use another ruleset, or remove rules" : "merge or remove rules",
  };
}

export function countRulesets({ steps }: Routing, kind: RuleKind): number {
  return steps.filter(({ type }) => type === stepTypes[kind]).length;
}

export function tooManyRulesets(count: number, kind: RuleKind): CheckFailureOf<RoutingRuleArguments> | undefined {
  if (kind === "routeToQueue" || count < classificationRulesets) return undefined;
  return {
    code: "over-limit",
    path: "ruleset",
    reason: `the workstream has ${count} classification rulesets already, and may have ${classificationRulesets}`,
    remedy: "put the rule into one of them, or remove a ruleset",
  };
}

/** How many characters the column of a document holds: generated table documentation. */
const longestDocument = 1_048_576;

/** As many rules of this length as a ruleset may have fit into a document. For a longer one, check looks at what the document holds. */
export const heavyRule = longestDocument / rulesOfRuleset.routeToQueue;

interface Planned {
  readonly size: number;
  readonly hashes: readonly string[];
}

/** By ruleset: the rules that this run makes or changes, by name. */
const plansOf = perSession(() => new Map<string, Map<string, Planned>>());

function planOf(session: Session, key: RulesetKey): Map<string, Planned> {
  const plans = plansOf(session);
  const text = textOfKey(key);
  const plan = plans.get(text) ?? new Map<string, Planned>();
  plans.set(text, plan);
  return plan;
}

/** A rule whose name and row are known. */
interface NamedRule extends Pick<Unresolved<RoutingRuleArguments>, "when" | "queues" | "set"> {
  readonly name: string;
  readonly rowId: string;
}

/** Whether this rule still fits in, after those that this run has checked before it. */
export function room(
  session: Session,
  key: RulesetKey,
  routing: Routing | undefined,
  rule: NamedRule,
  { adds, priorRow }: { readonly adds: boolean; readonly priorRow: string | undefined },
): CheckFailure[] {
  const plan = planOf(session, key);
  const { name, rowId } = rule;
  const hashes = [rowId, ...(priorRow === undefined ? [] : [priorRow])].map(ruleHash);
  const others = [...plan].filter(([other]) => other !== name).map(([, planned]) => planned);
  const own = { size: sizeOfRule(rule), hashes };
  plan.set(name, own);

  const [step] = routing === undefined ? [] : stepsAt(routing, key);
  const document = step?.ruleset === undefined ? emptyDocument(key.kind) : documentOf(step.ruleset, key.kind);
  const isPlanned = ({ managed, element }: StoredRule): boolean =>
    managed !== undefined &&
    ([own, ...others].some((planned) => planned.hashes.includes(managed.hash)) ||
      plan.has(element.getAttribute("name") ?? ""));
  const staying = document.rules.filter((stored) => !isPlanned(stored));
  const leaving = document.rules.filter(isPlanned);
  const length = (rules: readonly { readonly text: string }[]): number =>
    rules.reduce((sum, { text }) => sum + text.length, 0);
  const size = [own, ...others].reduce((sum, planned) => sum + planned.size, document.text.length - length(leaving));
  const failures = [
    adds ? tooManyRules(staying.length + others.length, key.kind) : undefined,
    tooLong(size, document.text.length),
    adds && step?.ruleset === undefined ? tooManyRulesets(rulesetsBeside(session, key, routing), key.kind) : undefined,
  ];
  return failures.filter((failure) => failure !== undefined);
}

/** How many other rulesets the workstream will have: those that exist, and those that rules checked before this one make. */
function rulesetsBeside(session: Session, key: RulesetKey, routing: Routing | undefined): number {
  const prefix = `${key.workstream}/${key.kind}/`;
  const planned = [...plansOf(session).keys()].filter((text) => {
    const name = text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
    if (name === undefined || sameName(name, key.name)) return false;
    return routing === undefined || stepsAt(routing, { ...key, name }).length === 0;
  });
  return planned.length + (routing === undefined ? 0 : countRulesets(routing, key.kind));
}

/** A document that was too long before may stay as long as it is. */
export function tooLong(length: number, before: number): CheckFailure | undefined {
  if (length <= longestDocument || length <= before) return undefined;
  const number = new Intl.NumberFormat("en-US");
  return {
    code: "too-long",
    path: "",
    reason: `the rules of this ruleset, those made by people included, would take ${number.format(length)} characters, and Dataverse stores ${number.format(longestDocument)}`,
    remedy: "shorten conditions, long lists of values above all, or move rules to another ruleset",
  };
}

const anyRow = "00000000-0000-0000-0000-000000000000";

/** How many characters the rule takes when it is stored. A value that is not known yet counts as empty. */
function sizeOfRule({ name, when, queues, set }: NamedRule): number {
  const rule = { name, when: knownCondition(when), action: knownAction(queues, set) };
  return writeRule(ruleId(largestOrder, anyRow), rule, someTexts).length;
}

function knownAction(queues: NamedRule["queues"], set: NamedRule["set"]): RuleAction {
  const shares = known(queues);
  if (shares !== undefined) return { queues: withoutUnknowns(shares).map(() => ({ queue: anyRow, percent: 100 })) };
  const outputs = known(set);
  if (outputs === undefined) return { queue: anyRow };
  return {
    attributes: withoutUnknowns(known(outputs.attributes)).map(({ contextVariable, value }) => ({
      target:
        contextVariable === undefined
          ? { conversation: "PriorityScore" }
          : { contextVariable: known(contextVariable) ?? "" },
      value: known(value) ?? "",
    })),
    skills: withoutUnknowns(known(outputs.skills)).map(() => ({ skill: anyRow, rating: anyRow })),
  };
}

/** The condition without its unknown parts, in a form that can still be written. */
function knownCondition(when: Unknowable<Condition | undefined>): Condition | undefined {
  const condition = known(when);
  if (condition === undefined) return undefined;
  const { all, any, contextVariable, conversation, customer, contact, operator, value, values } = condition;
  const isUntold = [all, any, contextVariable, conversation, customer, contact].some(isUnknown);
  return {
    all: knownConditions(all),
    any: knownConditions(any),
    contextVariable: isUntold ? "" : known(contextVariable),
    conversation: known(conversation),
    customer: known(customer),
    contact: known(contact),
    operator: known(operator),
    value: known(value),
    values: withoutUnknowns(known(values)),
  };
}

const knownConditions = (list: Unknowable<readonly Condition[] | undefined>): readonly Condition[] | undefined =>
  known(list)?.flatMap((member) => knownCondition(member) ?? []);

function withoutUnknowns<Item>(list: readonly (Item | Unknown)[] | undefined): Item[] {
  return (list ?? []).filter((item): item is Item => !isUnknown(item));
}
