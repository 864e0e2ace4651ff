import { operators, type Condition, type ConditionPath, type Operator } from "../../../schema/condition.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { items, members, type Written, type WrittenMembers } from "../../../schema/written.ts";
import { RefusedError } from "../../core/failures.ts";
import type { Row } from "../../dataverse/types.ts";
import type { DecisionDocument, RuleKind } from "../../routing/document.ts";
import { textOfOperator } from "../../routing/operators.ts";
import { assertWritable, UnwritableTextError } from "../../routing/xml-text.ts";
import type { RulesetKey } from "./place.ts";
import { rulesetNameOf, stepTypes, type Routing } from "./rows.ts";

/** Rules of one document, those of people included: Microsoft's administration pages. Whether the service enforces it is open. */
const rulesPerDocument: Readonly<Record<RuleKind, number>> = { routeToQueue: 200, classification: 100 };
const classificationRulesets = 10;

/** Texts that no document can hold, with the path of each. */
export function unwritableTexts(value: unknown, path: string): CheckFailure[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => unwritableTexts(item, `${path}[${index}]`));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => unwritableTexts(item, path === "" ? key : `${path}.${key}`));
  }
  if (typeof value !== "string") return [];
  try {
    assertWritable(value);
    return [];
  } catch (error) {
    if (!(error instanceof UnwritableTextError)) throw error;
    return [
      {
        code: "unwritable-text",
        path,
        reason: `the text holds the character ${error.character}, and rules are stored as XML, which has no way to write it`,
        remedy: "take the character out",
      },
    ];
  }
}

/** Operators of a condition, each with its path. */
export function operatorsOf(
  condition: Written<Condition>,
  path: ConditionPath,
): { operator: Operator; path: ConditionPath }[] {
  const given = members(condition);
  const groups = (["all", "any"] as const).flatMap((key) =>
    items(given?.[key]).flatMap((member, index) => operatorsOf(member, `${path}.${key}[${index}]`)),
  );
  const own = operators.find((one) => one === given?.operator);
  return own === undefined ? groups : [...groups, { operator: own, path: `${path}.operator` }];
}

export function unprovenOperators(
  { when }: WrittenMembers<RoutingRuleArguments>,
  seen: ReadonlySet<string>,
): CheckFailureOf<RoutingRuleArguments>[] {
  return operatorsOf(when, "when")
    .filter(({ operator }) => textOfOperator(operator, seen) === undefined)
    .map(({ operator, path }) => ({
      code: "stored-form-unknown",
      path,
      reason: `how ${operator} is stored is not publicly known, and no rule of this environment uses it`,
      remedy: `make one rule with ${operator} in the admin center, from which the provider learns it, or use another operator`,
    }));
}

export function tooManyRules(
  { rules }: Pick<DecisionDocument, "rules">,
  kind: RuleKind,
): CheckFailureOf<RoutingRuleArguments> | undefined {
  return rulesBeyondLimit(rules.length, kind);
}

/** `count` rules are there before this one. */
export function rulesBeyondLimit(count: number, kind: RuleKind): CheckFailureOf<RoutingRuleArguments> | undefined {
  const limit = rulesPerDocument[kind];
  if (count < limit) return undefined;
  return {
    code: "over-limit",
    path: "name",
    reason: `the ruleset holds ${count} rules already, those made by people included, and may hold ${limit}`,
    remedy: kind === "classification" ? "use another ruleset, or remove rules" : "merge or remove rules",
  };
}

export function managedRuleset(
  { name }: RulesetKey,
  ruleset: Row,
  solution: string,
): CheckFailureOf<RoutingRuleArguments> {
  return {
    code: "managed-row",
    path: name === undefined ? "workstream" : "ruleset.name",
    reason: `the ruleset "${rulesetNameOf(ruleset)}" belongs to the managed solution ${solution}`,
    remedy:
      name === undefined
        ? "make the rule where the solution is made, or use another workstream"
        : "make the rule where the solution is made, or use another ruleset name",
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

/** As an error with the code that the fault has in a check: the same thing, met later. */
export function refuse(label: string, failures: readonly (CheckFailure | undefined)[]): void {
  const [failure] = failures.filter((one) => one !== undefined);
  if (failure === undefined) return;
  throw new RefusedError({
    code: failure.code,
    what: `${label} cannot be written`,
    why: failure.reason,
    remedy: failure.remedy,
    propertyPath: failure.path === "" ? undefined : failure.path,
  });
}
