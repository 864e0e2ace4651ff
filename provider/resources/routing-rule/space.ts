import type { Condition } from "../../../schema/condition.ts";
import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Properties } from "../../core/definition.ts";
import { sameName } from "../../core/names.ts";
import type { Session } from "../../core/session.ts";
import type { RuleAction } from "../../routing/actions.ts";
import { emptyDocument, type StoredRule } from "../../routing/document.ts";
import { someTexts } from "../../routing/operators.ts";
import { largestOrder, ruleHash, ruleId } from "../../routing/rule-id.ts";
import { writeRule } from "../../routing/rule.ts";
import { documentOf } from "./document-write.ts";
import { keyOf, type Place } from "./place.ts";
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

function planOf(session: Session, place: Place): Map<string, Planned> {
  const all = plans.get(session) ?? new Map<string, Map<string, Planned>>();
  plans.set(session, all);
  const key = `${place.workstream}/${keyOf(place)}`;
  const plan = all.get(key) ?? new Map<string, Planned>();
  all.set(key, plan);
  return plan;
}

/** What this rule, together with those that the run has checked before it, does not find room for. */
export function room(
  session: Session,
  place: Place,
  routing: Routing | undefined,
  inputs: Properties,
  { adds, rowBefore }: { readonly adds: boolean; readonly rowBefore: string | undefined },
): Fault[] {
  const plan = planOf(session, place);
  const name = String(inputs["name"]);
  const hashes = [String(inputs["rowId"]), ...(rowBefore === undefined ? [] : [rowBefore])].map(ruleHash);
  const others = [...plan].filter(([other]) => other !== name).map(([, planned]) => planned);
  const own = { size: sizeOfRule(inputs), hashes };
  plan.set(name, own);

  const [step] = routing === undefined ? [] : stepsAt(routing, place);
  const document = step?.ruleset === undefined ? emptyDocument(place.kind) : documentOf(step.ruleset, place.kind);
  const isPlanned = ({ managed, element }: StoredRule): boolean =>
    managed !== undefined &&
    ([own, ...others].some((planned) => planned.hashes.includes(managed.hash)) ||
      plan.has(element.getAttribute("name") ?? ""));
  const staying = document.rules.filter((rule) => !isPlanned(rule));
  const leaving = document.rules.filter(isPlanned);
  const length = (rules: readonly { readonly text: string }[]): number =>
    rules.reduce((sum, { text }) => sum + text.length, 0);
  const size = [own, ...others].reduce((sum, planned) => sum + planned.size, document.text.length - length(leaving));
  const faults = [
    adds ? rulesBeyondLimit(staying.length + others.length, place.kind) : undefined,
    tooLong(size, document.text.length),
    adds && step?.ruleset === undefined
      ? tooManyRulesets(rulesetsBeside(session, place, routing), place.kind)
      : undefined,
  ];
  return faults.filter((fault) => fault !== undefined);
}

/** Rule sets of the workstream: those that stand there, and those that rules checked before this one make. */
function rulesetsBeside(session: Session, place: Place, routing: Routing | undefined): number {
  const prefix = `${place.workstream}/${place.kind}/`;
  const planned = [...(plans.get(session) ?? [])].filter(([key]) => {
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
    if (name === undefined || sameName(name, place.name)) return false;
    return routing === undefined || stepsAt(routing, { ...place, name }).length === 0;
  });
  return planned.length + (routing === undefined ? 0 : countRulesets(routing, place.kind));
}

/** Nothing is said of a document that was too long before and does not grow. */
export function tooLong(length: number, before: number): Fault | undefined {
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
function sizeOfRule(inputs: Properties): number {
  const { name, when, queues, set } = withoutUnknowns(inputs) as Properties;
  const rule = {
    name: String(name ?? ""),
    when: isCondition(when) ? when : undefined,
    action: actionOf(queues, set),
  };
  return writeRule(ruleId(largestOrder, anyRow), rule, someTexts).length;
}

function actionOf(queues: unknown, set: unknown): RuleAction {
  if (Array.isArray(queues)) return { queues: queues.map(() => ({ queue: anyRow, percent: 100 })) };
  if (typeof set !== "object" || set === null) return { queue: anyRow };
  const { attributes, skills } = set as { attributes?: unknown; skills?: unknown };
  const given = Array.isArray(attributes) ? (attributes as readonly Readonly<Record<string, unknown>>[]) : [];
  return {
    attributes: given.map(({ contextVariable, value }) => ({
      target: typeof contextVariable === "string" ? { contextVariable } : { conversation: "PriorityScore" },
      value: typeof value === "number" ? value : String(value ?? ""),
    })),
    skills: Array.isArray(skills) ? skills.map(() => ({ skill: anyRow, rating: anyRow })) : [],
  };
}

const isCondition = (value: unknown): value is Condition => typeof value === "object" && value !== null;

/** Unknown parts of a condition leave a comparison that can still be written. */
function withoutUnknowns(value: unknown): unknown {
  if (isUnknown(value)) return undefined;
  if (Array.isArray(value)) return value.map(withoutUnknowns).filter((item) => item !== undefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (key === "contextVariable" && isUnknown(inner)) return [[key, ""]];
      const known = withoutUnknowns(inner);
      return known === undefined ? [] : [[key, known]];
    }),
  );
}
