import { z } from "zod";
import type { CheckFailureCode } from "../../schema/check-failure-codes.ts";
import type { CheckFailure, ResourceSchema } from "../../schema/resource-schema.ts";
import { containsUnknown, isUnknown } from "../../schema/unknown.ts";
import { argumentsOf } from "./metadata.ts";
import { illFormedTexts } from "./ill-formed-text.ts";
import { orList, suggestion } from "../../schema/nearest.ts";
import { propertyPath, valueAt } from "./property-path.ts";

/**
 * Reports everything that the values themselves show to be wrong, all at once. Unknown values are valid at any depth;
 * what depends on one is checked once it is known.
 */
export function validate(schema: ResourceSchema, values: Readonly<Record<string, unknown>>): CheckFailure[] {
  const references = referenceFailures(schema, values);
  const ofShape = shapeFailures(schema.arguments, values).filter(
    ({ path }) => !references.some((it) => it.path === path),
  );
  const failures = [...ofShape, ...references, ...illFormedTexts(values)];
  const told = new Map(failures.map(({ path }, place) => [path, place] as const).reverse());
  schema.applyRules(values, (failure) => {
    const place = told.get(failure.path);
    // A rule uses the product's words and says more about a property than its shape does.
    if (place !== undefined) failures[place] = failure;
    else if (!isUnknown(valueAt(values, failure.path.split(/[.[\]]+/).filter(Boolean)))) failures.push(failure);
  });
  return failures;
}

/**
 * A row of ours is named by its id. A name would reach the service as an id and be refused in terms of the protocol.
 */
function referenceFailures(schema: ResourceSchema, values: Readonly<Record<string, unknown>>): CheckFailure[] {
  return argumentsOf(schema).flatMap(({ path: [argument = "", ...inner], metadata: { resource } }) => {
    const value = values[argument];
    if (resource === undefined || inner.length > 0 || value === undefined || isUnknown(value)) return [];
    if (typeof value === "string" && (rowId.test(value) || reference.test(value))) return [];
    const given = typeof value === "string" ? `"${value}"` : value === null ? "null" : "what is given here";
    return [
      {
        code: "wrong-type",
        path: argument,
        reason: `${given} is not the row id (GUID) of a ${resource}`,
        remedy: `give the ${resource} itself, or its rowId`,
      },
    ];
  });
}

const rowId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Before it is registered, a resource of the program is named by its kind and a number. */
const reference = /^[A-Za-z]+#\d+$/;

/** Check failures of a value against a zod shape, in our own words. */
export function shapeFailures(shape: z.ZodType, values: unknown): CheckFailure[] {
  const result = shape.safeParse(values);
  if (result.success) return [];
  return result.error.issues
    .filter((issue) => !hangsOnUnknown(issue, values))
    .flatMap((issue) => inWords(issue, shape, values));
}

function hangsOnUnknown(issue: z.core.$ZodIssue, values: unknown): boolean {
  const onTheWay = issue.path.map((_, depth) => valueAt(values, issue.path.slice(0, depth + 1)));
  if (onTheWay.some(isUnknown)) return true;
  return issue.code === "invalid_union" && containsUnknown(onTheWay.at(-1));
}

/** The zod types that schemas use, as a sentence names them. */
const kinds: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function inWords(issue: z.core.$ZodIssue, shape: z.ZodType, values: unknown): CheckFailure[] {
  const path = propertyPath(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(shape, issue.path);
    return issue.keys.map((key) => ({
      code: "unknown-argument",
      path: propertyPath([...issue.path, key]),
      reason: `unknown argument "${key}"`,
      remedy: suggestion(key, known),
    }));
  }
  if (issue.code === "invalid_value") {
    const given = valueAt(values, issue.path);
    const allowed = issue.values.map(String);
    if (given === undefined)
      return [{ code: "required", path, reason: "is required", remedy: `give ${orList(allowed)}` }];
    const remedy = allowed.length > 6 ? suggestion(String(given), allowed) : `use ${orList(allowed)}`;
    return [
      {
        code: "invalid-value",
        path,
        reason:
          typeof given === "string"
            ? `"${given}" is not one of the allowed values`
            : "is not one of the allowed values",
        remedy,
      },
    ];
  }
  if (issue.code === "invalid_type") {
    const kind = kinds[issue.expected] ?? issue.expected;
    const remedy = `give ${kind}`;
    return valueAt(values, issue.path) === undefined
      ? [{ code: "required", path, reason: "is required", remedy }]
      : [{ code: "wrong-type", path, reason: `must be ${kind}`, remedy }];
  }
  if (issue.code === "invalid_union")
    return [
      {
        ...(valueAt(values, issue.path) === undefined
          ? { code: "required", reason: "is required" }
          : { code: "wrong-type", reason: "has none of the allowed forms" }),
        path,
        remedy: "see the documentation of this argument",
      },
    ];
  return [{ code: codeOf(issue), path, reason: reasonOf(issue), remedy: remedyFor(issue) }];
}

function codeOf(issue: z.core.$ZodIssue): CheckFailureCode {
  if (issue.code !== "too_big" && issue.code !== "too_small") return "invalid-value";
  if (isNumeric(issue.origin)) return "out-of-range";
  if (issue.code === "too_small") return "required";
  return issue.origin === "string" ? "too-long" : "over-limit";
}

/** The schema has its own messages for lengths. Numbers need only their bound. */
function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_big" && isNumeric(issue.origin)) return `is more than ${issue.maximum}`;
  if (issue.code === "too_small" && isNumeric(issue.origin)) return `is less than ${issue.minimum}`;
  return issue.message;
}

function isNumeric(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function remedyFor(issue: z.core.$ZodIssue): string {
  if (issue.code === "too_big") return `use at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
  if (issue.code === "too_small") return `use at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`;
  if (issue.code === "custom" && typeof issue.params?.["remedy"] === "string") return issue.params["remedy"];
  return "correct the value";
}

function unit(origin: string, count: number | bigint): string {
  if (origin !== "string") return "";
  return count === 1 ? " character" : " characters";
}

/** The argument names that an object at a path of the shape accepts. */
function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): string[] {
  let here: unknown = shape;
  for (const part of [...path, undefined]) {
    while (here instanceof z.ZodOptional) here = here.unwrap();
    if (part === undefined) break;
    if (here instanceof z.ZodObject) here = (here.shape as Record<PropertyKey, unknown>)[part];
    else if (here instanceof z.ZodArray) here = here.element;
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}
