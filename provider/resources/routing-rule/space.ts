import type { Condition } from "../../../schema/condition.ts";
import type { CheckFailure } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { isUnknown, known, type Unknowable, type Unknown } from "../../../schema/unknown.ts";
import { sameName } from "../../core/names.ts";
import type { Session } from "../../core/session.ts";
import type { Unresolved } from "../../core/typed-values.ts";
import type { RuleAction } from "../../routing/actions.ts";
import { emptyDocument, type StoredRule } from "../../routing/document.ts";
import { someTexts } from "../../routing/operators.ts";
import { largestOrder, ruleHash, ruleId } from "../../routing/rule-id.ts";
import { writeRule } from "../../routing/rule.ts";
import { documentOf } from "./document-write.ts";
import { textOfKey, type RulesetKey } from "./place.ts";
import { countRulesets, rulesBeyondLimit, tooManyRulesets } from "./refusals.ts";
import { stepsAt, type Routing } from "./rows.ts";

/** Characters that the column of a document holds: generated table documentation. */
const longestDocument = 1_048_576;
/** A ruleset of 200 rules of this length still fits. Longer ones are weighed against what stands there. */
export const heavyRule = longestDocument / 200;

interface Planned {
  readonly size: number;
  readonly hashes: readonly string[];
}

/** By workstream and rule set: the rules that this run makes or changes, by name. */
const plans = new WeakMap<Session, Map<string, Map<string, Planned>>>();

function planOf(session: Session, place: RulesetKey): Map<string, Planned> {
  const all = plans.get(session) ?? new Map<string, Map<string, Planned>>();
  plans.set(session, all);
  const key = `${place.workstream}/${textOfKey(place)}`;
  const plan = all.get(key) ?? new Map<string, Planned>();
  all.set(key, plan);
  return plan;
}

/** A rule whose name and row are known. */
interface NamedRule extends Pick<Unresolved<RoutingRuleArguments>, "when" | "queues" | "set"> {
  readonly name: string;
  readonly rowId: string;
}

/** What this rule, together with those that the run has checked before it, does not find room for. */
export function room(
  session: Session,
  place: RulesetKey,
  routing: Routing | undefined,
  rule: NamedRule,
  { adds, priorRow }: { readonly adds: boolean; readonly priorRow: string | undefined },
): CheckFailure[] {
  const plan = planOf(session, place);
  const { name, rowId } = rule;
  const hashes = [rowId, ...(priorRow === undefined ? [] : [priorRow])].map(ruleHash);
  const others = [...plan].filter(([other]) => other !== name).map(([, planned]) => planned);
  const own = { size: sizeOfRule(rule), hashes };
  plan.set(name, own);

  const [step] = routing === undefined ? [] : stepsAt(routing, place);
  const document = step?.ruleset === undefined ? emptyDocument(place.kind) : documentOf(step.ruleset, place.kind);
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
    adds ? rulesBeyondLimit(staying.length + others.length, place.kind) : undefined,
    tooLong(size, document.text.length),
    adds && step?.ruleset === undefined
      ? tooManyRulesets(rulesetsBeside(session, place, routing), place.kind)
      : undefined,
  ];
  return failures.filter((failure) => failure !== undefined);
}

/** Rule sets of the workstream: those that stand there, and those that rules checked before this one make. */
function rulesetsBeside(session: Session, place: RulesetKey, routing: Routing | undefined): number {
  const prefix = `${place.workstream}/${place.kind}/`;
  const planned = [...(plans.get(session) ?? [])].filter(([key]) => {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
    if (name === undefined || sameName(name, place.name)) return false;
    return routing === undefined || stepsAt(routing, { ...place, name }).length === 0;
  });
  return planned.length + (routing === undefined ? 0 : countRulesets(routing, place.kind));
}

/** Nothing is said of a document that was too long before and does not grow. */
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

/** Characters of the rule as it would be stored; what is not known yet counts as nothing. */
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

/** Unknown parts of a condition leave a comparison that can still be written. */
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
