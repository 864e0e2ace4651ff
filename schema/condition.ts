import { z } from "zod";
import { pages, property } from "./property.ts";
import type { ReportFault } from "./resource-schema.ts";
import { isUnknown } from "./unknown.ts";

export const operators = [
  "Equals",
  "NotEquals",
  "GreaterThan",
  "GreaterThanOrEqual",
  "LessThan",
  "LessThanOrEqual",
  "In",
  "Contains",
  "ContainsData",
] as const;
export type Operator = (typeof operators)[number];

/** Columns of the conversation that conditions and outputs may name, in words of the product. */
export const conversationFields = ["CreatedOn", "PriorityScore"] as const;
/** What is known of the customer of a custom channel. That rules may test it is assumed. */
export const customerFields = [
  "ChannelType",
  "SenderId",
  "Name",
  "FirstName",
  "LastName",
  "EmailAddress",
  "PhoneNumber",
] as const;

/** What a rule compares with or writes. A number that JavaScript has rounded already would be written as another one. */
export const textOrNumber = z
  .union([z.string().max(4000, "is longer than 4,000 characters"), z.number()])
  .refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), {
    error: "is a whole number beyond 9,007,199,254,740,991, which JavaScript cannot hold exactly",
    params: { remedy: "give it as text, in quotes" },
  });

export const comparisonShape = {
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
      .max(128, "is longer than 128 characters")
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
};

export interface Comparison {
  readonly contextVariable?: string;
  readonly conversation?: (typeof conversationFields)[number];
  readonly customer?: (typeof customerFields)[number];
  readonly contact?: string;
  readonly operator?: Operator;
  readonly value?: string | number;
  readonly values?: readonly (string | number)[];
}
export interface Condition extends Comparison {
  readonly all?: readonly Condition[];
  readonly any?: readonly Condition[];
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
  ...comparisonShape,
}) as z.ZodType<Condition>;

const sides = ["contextVariable", "conversation", "customer", "contact"] as const;

/** Judges one condition and what stands inside it. */
export function judgeCondition(given: unknown, path: string, report: ReportFault): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return;
  const it = given as Record<string, unknown>;
  const groups = (["all", "any"] as const).filter((key) => it[key] !== undefined);
  const left = sides.filter((key) => it[key] !== undefined);
  if (groups.length + left.length !== 1) {
    report({
      code: groups.length + left.length === 0 ? "required" : "conflicting-arguments",
      path,
      reason:
        groups.length + left.length === 0 ? "says nothing to test" : `mixes ${[...groups, ...left].join(" and ")}`,
      remedy: `give one of all, any, ${sides.join(", ")}`,
    });
    return;
  }
  for (const group of groups) {
    const members = it[group];
    if (Array.isArray(members))
      members.forEach((member, index) => judgeCondition(member, `${path}.${group}[${index}]`, report));
  }
  if (left.length === 1) judgeComparison(it, path, report);
}

function judgeComparison(it: Record<string, unknown>, path: string, report: ReportFault): void {
  const operator = it["operator"] ?? "Equals";
  if (isUnknown(operator)) return;
  const wanted = operator === "In" ? "values" : operator === "ContainsData" ? undefined : "value";
  for (const side of ["value", "values"]) {
    const given = it[side] !== undefined;
    if (side === wanted && !given) {
      report({
        code: "required",
        path: `${path}.${side}`,
        reason: `${String(operator)} needs ${side}`,
        remedy: `give ${side}`,
      });
    } else if (side !== wanted && given) {
      report({
        code: "conflicting-arguments",
        path: `${path}.${side}`,
        reason: `${String(operator)} takes no ${side}`,
        remedy: wanted === undefined ? "leave it out" : `give ${wanted} instead`,
      });
    }
  }
}

/** A comparison of a condition with its path: all of them, whatever group they stand in. What is malformed has none. */
export function comparisonsOf(
  given: unknown,
  path: string,
): { comparison: Readonly<Record<string, unknown>>; path: string }[] {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return [];
  const comparison = Object.fromEntries(Object.entries(given));
  const groups = ["all", "any"].filter((group) => Array.isArray(comparison[group]));
  if (groups.length === 0) return [{ comparison, path }];
  return groups.flatMap((group) => {
    const members: unknown = comparison[group];
    return (Array.isArray(members) ? members : []).flatMap((member, index) =>
      comparisonsOf(member, `${path}.${group}[${index}]`),
    );
  });
}
