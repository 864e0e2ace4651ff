import type { ConditionOperator } from "../generated/routing-rule.ts";
import type { EntryAt, IfGiven, IfLiteral, IfMissing, IfSeveral } from "./refused.ts";

type Side = "contextVariable" | "conversation" | "customer" | "contact";

/** The rules of `checkCondition` in `schema/condition.ts`, at any depth. */
export type ConditionMistake<Condition> = Condition extends object
  ? | IfMissing<Condition, "all" | "any" | Side, "the condition says nothing to test">
    | IfSeveral<
        Condition,
        "all" | "any" | Side,
        "give one of all, any, contextVariable, conversation, customer and contact"
      >
    | IfGiven<Condition, Side, ComparisonMistake<Condition>>
    | ConditionMistake<EntryAt<Condition, "all">>
    | ConditionMistake<EntryAt<Condition, "any">>
  : never;

type ComparisonMistake<Comparison> =
  | IfLiteral<
      Comparison,
      "operator",
      "In",
      | IfGiven<Comparison, "value", "In takes values, not value">
      | IfMissing<Comparison, "value" | "values", "In needs values">
    >
  | IfLiteral<
      Comparison,
      "operator",
      "ContainsData",
      IfGiven<Comparison, "value" | "values", "ContainsData takes neither value nor values">
    >
  | IfLiteral<Comparison, "operator", Exclude<ConditionOperator, "In" | "ContainsData">, ValueMistake<Comparison>>
  | IfMissing<Comparison, "operator", ValueMistake<Comparison>>;

type ValueMistake<Comparison> =
  | IfGiven<Comparison, "values", "only the operator In takes values">
  | IfMissing<Comparison, "value" | "values", "the comparison needs value">;
