import { z } from "zod";
import { inDigits, lengths } from "./limits.ts";
import { namesOf } from "./names-of.ts";
import { pages, property } from "./property.ts";
import type { PathBelow, ReportFailure } from "./resource-schema.ts";
import { items, members, text, type Written, type WrittenMembers } from "./written.ts";

interface OperatorFacts {
  /** The argument with the right side. */
  readonly takes: "value" | "values" | undefined;
  /** Compares the order of numbers, so it does not fit texts. */
  readonly ordersNumbers?: true;
}

/** How an operator is stored is in `provider/routing/operators.ts`. */
const operatorFacts = {
  Equals: { takes: "value" },
  NotEquals: { takes: "value" },
  GreaterThan: { takes: "value", ordersNumbers: true },
  GreaterThanOrEqual: { takes: "value", ordersNumbers: true },
  LessThan: { takes: "value", ordersNumbers: true },
  LessThanOrEqual: { takes: "value", ordersNumbers: true },
  In: { takes: "values" },
  Contains: { takes: "value" },
  ContainsData: { takes: undefined },
} as const satisfies Readonly<Record<string, OperatorFacts>>;

export type Operator = keyof typeof operatorFacts;
export const operators = namesOf(operatorFacts);

/** `undefined` for a text that is no operator. */
export function factsOfOperator(text: string): OperatorFacts | undefined {
  const operator = operators.find((one) => one === text);
  return operator && operatorFacts[operator];
}

/** Columns of the conversation that conditions and outputs may name, in the product's words. */
export const conversationFields = ["CreatedOn", "PriorityScore"] as const;
/** What a custom channel knows about the customer. assumed: rules may test it. */
export const customerFields = [
  "ChannelType",
  "SenderId",
  "Name",
  "FirstName",
  "LastName",
  "EmailAddress",
  "PhoneNumber",
] as const;

/**
 * What a rule compares with or writes. A number that JavaScript has already rounded would be written as a different
 * one.
 */
export const textOrNumber = z
  .union([z.string().max(lengths.ruleValue, `is longer than ${inDigits(lengths.ruleValue)} characters`), z.number()])
  .refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
    error: "is a whole number beyond 9,007,199,254,740,991, which JavaScript cannot hold exactly",
    params: { remedy: "give it as text, in quotes" },
  });

const comparison = z.strictObject({
  contextVariable: property(z.string().min(1).optional(), {
    description: "Left side: a context variable of the workstream, in its exact case.",
    source: pages.contextVariables,
  }),
  conversation: property(z.enum(conversationFields).optional(), {
    description: "Left side: a field of the conversation.",
    source: pages.routeToQueue,
  }),
  customer: property(z.enum(customerFields).optional(), {
    description:
      "Left side: what the channel knows about the customer, if the workstream's decision contract offers it.",
    source: pages.routeToQueue,
  }),
  contact: property(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, "is not the logical name of a column, such as address1_country")
      .max(lengths.columnName, `is longer than ${inDigits(lengths.columnName)} characters`)
      .optional(),
    {
      description: "Left side: a column of the linked contact, by its logical name, such as `address1_country`.",
      source: pages.routeToQueue,
    },
  ),
  operator: property(z.enum(operators).optional(), {
    description:
      "`Equals`, `GreaterThan`, `GreaterThanOrEqual`, `In` and `ContainsData` are known to be stored as the provider writes them. The provider accepts `NotEquals`, `LessThan`, `LessThanOrEqual` and `Contains` only if rules of the environment already use them.",
    default: "Equals",
    implied: "Equals",
    source: pages.routeToQueue,
  }),
  value: property(textOrNumber.optional(), { description: "Right side: text or number.", source: pages.routeToQueue }),
  values: property(z.array(textOrNumber).min(1, "must hold a value").optional(), {
    description: "Right side of `In`.",
    unordered: true,
    source: pages.routeToQueue,
  }),
});

type Compared = z.output<typeof comparison>;
export type Comparison = Omit<Compared, "values"> & { readonly values?: Readonly<Compared["values"]> };
export interface Condition extends Comparison {
  readonly all?: readonly Condition[] | undefined;
  readonly any?: readonly Condition[] | undefined;
}

export const condition: z.ZodType<Condition> = z.strictObject({
  get all() {
    return property(z.array(condition).min(1, "must hold a condition").optional(), {
      description: "True if all of these conditions are true.",
      unordered: true,
      source: pages.routeToQueue,
    });
  },
  get any() {
    return property(z.array(condition).min(1, "must hold a condition").optional(), {
      description: "True if at least one of these conditions is true.",
      unordered: true,
      source: pages.routeToQueue,
    });
  },
  ...comparison.shape,
});

const sides = ["contextVariable", "conversation", "customer", "contact"] as const;

const groups = ["all", "any"] as const;

/** The argument `when`, and the paths inside it. */
export type ConditionPath = PathBelow<"when">;
type ReportConditionFailure = ReportFailure<{ readonly when?: Condition | undefined }>;

/** Checks one condition and the conditions inside it. */
export function checkCondition(written: Written<Condition>, path: ConditionPath, report: ReportConditionFailure): void {
  const given = members(written);
  if (given === undefined) return;
  const named = [...groups, ...sides].filter((key) => given[key] !== undefined);
  if (named.length !== 1) {
    report({
      code: named.length === 0 ? "required" : "conflicting-arguments",
      path,
      reason: named.length === 0 ? "says nothing to test" : `mixes ${named.join(" and ")}`,
      remedy: `give one of all, any, ${sides.join(", ")}`,
    });
    return;
  }
  for (const group of groups)
    items(given[group]).forEach((member, index) => checkCondition(member, `${path}.${group}[${index}]`, report));
  if (sides.some((side) => given[side] !== undefined)) checkComparison(given, path, report);
}

function checkComparison(given: WrittenMembers<Comparison>, path: ConditionPath, report: ReportConditionFailure): void {
  const operator = text(given.operator ?? "Equals");
  if (operator === undefined) return;
  const { takes: wanted } = factsOfOperator(operator) ?? { takes: "value" };
  for (const side of ["value", "values"] as const) {
    const isGiven = given[side] !== undefined;
    if (side === wanted && !isGiven) {
      report({
        code: "required",
        path: `${path}.${side}`,
        reason: `${operator} needs ${side}`,
        remedy: `give ${side}`,
      });
    } else if (side !== wanted && isGiven) {
      report({
        code: "conflicting-arguments",
        path: `${path}.${side}`,
        reason: `${operator} takes no ${side}`,
        remedy: wanted === undefined ? "leave it out" : `give ${wanted} instead`,
      });
    }
  }
}

/** All comparisons inside a condition, in whatever group, each with its path. Malformed parts are left out. */
export function comparisonsOf(
  written: Written<Condition>,
  path: ConditionPath,
): { comparison: WrittenMembers<Comparison>; path: ConditionPath }[] {
  const given = members(written);
  if (given === undefined) return [];
  const lists = groups.filter((group) => Array.isArray(given[group]));
  if (lists.length === 0) return [{ comparison: given, path }];
  return lists.flatMap((group) =>
    items(given[group]).flatMap((member, index) => comparisonsOf(member, `${path}.${group}[${index}]`)),
  );
}
