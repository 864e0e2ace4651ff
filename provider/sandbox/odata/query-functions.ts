import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";
import { compare, sameValue } from "./comparison.ts";
import type { NamedArguments } from "./filter-members.ts";
import type { FilterLiteral } from "./filter-syntax.ts";
import type { Aliases, Predicate } from "./filter.ts";
import type { Scope } from "./scope.ts";

const prefix = "Microsoft.Dynamics.CRM.";

interface Setting<Item> {
  readonly scope: Scope<Item>;
  readonly aliases: Aliases;
  readonly literals: readonly FilterLiteral[];
}

type Test = (value: Value, values: readonly Value[]) => boolean;

const isIn: Test = (value, values) => values.some((each) => sameValue(loose(value), loose(each)));

const isBetween: Test = (value, [low = null, high = null]) =>
  value !== null &&
  compare(comparable(value), comparable(low)) >= 0 &&
  compare(comparable(value), comparable(high)) <= 0;

const tests: Readonly<Record<string, Test>> = {
  In: isIn,
  NotIn: (value, values) => value !== null && !isIn(value, values),
  Between: isBetween,
  NotBetween: (value, values) => value !== null && !isBetween(value, values),
  ContainValues: (value, values) => choices(value).some((each) => values.map(String).includes(each)),
  DoesNotContainValues: (value, values) => !choices(value).some((each) => values.map(String).includes(each)),
};

const choices = (value: Value): string[] => (value === null ? [] : String(value).split(","));

/** The arrays of these functions hold text whatever the column's type is. */
const loose = (value: Value): Value => (value === null ? null : String(value));

const comparable = (value: Value): Value =>
  value !== null && !Number.isNaN(Number(value)) && value !== "" ? Number(value) : value;

export function queryFunction<Item>(call: NamedArguments, setting: Setting<Item>): Predicate<Item> {
  const name = call.name.startsWith(prefix) ? call.name.slice(prefix.length) : "";
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
  if (test === undefined) throw badUri(`An unknown function with name '${call.name}' was found.`);
  const property = argument(call, setting, "PropertyName");
  const values = argument(call, setting, "PropertyValues");
  if (typeof property !== "string" || !Array.isArray(values))
    throw badUri(`'${call.name}' takes PropertyName and PropertyValues.`);
  const operand = setting.scope.property(property.split("/"));
  return (item) => test(operand.read(item), values as readonly Value[]);
}

function argument<Item>(call: NamedArguments, { literals, aliases }: Setting<Item>, name: string): unknown {
  const token = call.values.get(name);
  if (token === undefined) return undefined;
  if (token.raw.startsWith("@")) return parseAlias(aliases(token.raw.slice(1)));
  return literals[Number(token.raw.slice(1, -1))]?.value;
}

function parseAlias(text: string | null): unknown {
  if (text === null) return null;
  if (/^'.*'$/s.test(text)) return text.slice(1, -1);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badUri(`The value '${text}' of a parameter alias is not valid.`);
  }
}
