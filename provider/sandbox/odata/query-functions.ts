import { badUri } from "../errors.ts";
import { refusedQueryFunctions } from "../implemented/query-functions.ts";
import { unimplemented } from "../unimplemented.ts";
import type { Value } from "../store/row.ts";
import { parseArray } from "./array-literal.ts";
import { compare, sameValue } from "./comparison.ts";
import { countedRanges, datedRanges, fixedRanges, isWithin, type DateRange } from "./date-ranges.ts";
import type { NamedArguments } from "./filter-members.ts";
import type { FilterLiteral } from "./filter-syntax.ts";
import type { Aliases, Predicate } from "./filter.ts";
import { fitting } from "./fitting-value.ts";
import { parseLiteral } from "./literal.ts";
import type { FunctionScope, Operand, Scope } from "./scope.ts";

const prefix = "Microsoft.Dynamics.CRM.";

interface Setting<Item> {
  readonly scope: Scope<Item>;
  readonly aliases: Aliases;
  readonly literals: readonly FilterLiteral[];
}

/** The parts of a call, after its property is found. */
interface Call {
  readonly name: string;
  readonly property: string;
  readonly edmType: string | undefined;
  readonly caller: Pick<FunctionScope<unknown>, "userId" | "businessUnitId">;
  /** The `PropertyValue` or `PropertyValues` of the function. */
  readonly argument: Value | readonly Value[];
}

type Parameter = "PropertyValue" | "PropertyValues";

interface QueryFunction {
  readonly takes?: Parameter;
  compile(call: Call): (value: Value) => boolean;
}

const valuesOf = ({ argument, edmType, name }: Call): readonly Value[] => {
  if (!Array.isArray(argument)) throw badUri(`The parameter 'PropertyValues' of '${name}' is an array.`);
  return (argument as readonly Value[]).map((value) => fitting(value, edmType));
};

const isIn = (call: Call): ((value: Value) => boolean) => {
  const values = valuesOf(call);
  return (value) => values.some((each) => sameValue(value, each));
};

const isBetween = (call: Call): ((value: Value) => boolean) => {
  const [low = null, high = null, ...more] = valuesOf(call);
  if (low === null || high === null || more.length > 0)
    throw badUri(`The parameter 'PropertyValues' of '${call.name}' holds two values.`);
  return (value) => compare(value, low) >= 0 && compare(value, high) <= 0;
};

const containsSome = (call: Call): ((value: Value) => boolean) => {
  const values = valuesOf(call).map(String);
  return (value) =>
    String(value ?? "")
      .split(",")
      .some((each) => values.includes(each));
};

const filled = (test: (call: Call) => (value: Value) => boolean): QueryFunction => ({
  takes: "PropertyValues",
  compile(call) {
    const holds = test(call);
    return (value) => value !== null && holds(value);
  },
});

const inverse =
  (test: (call: Call) => (value: Value) => boolean) =>
  (call: Call): ((value: Value) => boolean) => {
    const holds = test(call);
    return (value) => !holds(value);
  };

const identity = (own: (caller: Call["caller"]) => string, equal: boolean): QueryFunction => ({
  compile({ edmType, property, name, caller }) {
    if (edmType !== "Edm.Guid") throw badUri(`'${name}' compares identifiers, and '${property}' holds none.`);
    return (value) => (value === own(caller)) === equal;
  },
});

const ranged = (takes: Parameter | undefined, range: (call: Call) => DateRange): QueryFunction => ({
  ...(takes === undefined ? {} : { takes }),
  compile(call) {
    if (call.edmType !== "Edm.DateTimeOffset")
      throw badUri(`'${call.name}' compares dates, and '${call.property}' holds none.`);
    const within = range(call);
    return (value) => value !== null && isWithin(within, new Date(String(value)));
  },
});

function countOf({ argument, name }: Call): number {
  if (typeof argument === "number" && Number.isInteger(argument) && argument > 0) return argument;
  throw badUri(`The parameter 'PropertyValue' of '${name}' is a positive whole number, not '${String(argument)}'.`);
}

function dateOf({ argument, name }: Call): Date {
  const date = typeof argument === "string" ? new Date(argument) : new Date(NaN);
  if (Number.isNaN(date.getTime()))
    throw badUri(`The parameter 'PropertyValue' of '${name}' is a date, not '${String(argument)}'.`);
  return date;
}

const userOf = ({ userId }: Call["caller"]): string => userId;
const unitOf = ({ businessUnitId }: Call["caller"]): string => businessUnitId;

const functions: ReadonlyMap<string, QueryFunction> = new Map<string, QueryFunction>([
  ["In", { takes: "PropertyValues", compile: isIn }],
  ["NotIn", filled(inverse(isIn))],
  ["Between", filled(isBetween)],
  ["NotBetween", filled(inverse(isBetween))],
  ["ContainValues", { takes: "PropertyValues", compile: containsSome }],
  ["DoesNotContainValues", { takes: "PropertyValues", compile: inverse(containsSome) }],
  ["EqualUserId", identity(userOf, true)],
  ["NotEqualUserId", identity(userOf, false)],
  ["EqualBusinessId", identity(unitOf, true)],
  ["NotEqualBusinessId", identity(unitOf, false)],
  ...[...fixedRanges].map(([name, of]) => [name, ranged(undefined, () => of(new Date()))] as const),
  ...[...countedRanges].map(
    ([name, of]) => [name, ranged("PropertyValue", (call) => of(new Date(), countOf(call)))] as const,
  ),
  ...[...datedRanges].map(([name, of]) => [name, ranged("PropertyValue", (call) => of(dateOf(call)))] as const),
]);

export const implementedQueryFunctions: readonly string[] = [...functions.keys()];

export function queryFunction<Item>(call: NamedArguments, setting: Setting<Item>): Predicate<Item> {
  const name = call.name.startsWith(prefix) ? call.name.slice(prefix.length) : "";
  const found = functions.get(name);
  const { functions: scope } = setting.scope;
  if (refusedQueryFunctions.includes(name) || (found !== undefined && scope === undefined))
    throw unimplemented("query function", call.name);
  if (found === undefined || scope === undefined)
    throw badUri(`An unknown function with name '${call.name}' was found.`);
  const property = argumentOf(call, setting, "PropertyName");
  if (typeof property !== "string") throw badUri(`The parameter 'PropertyName' of '${call.name}' is missing.`);
  refuseOthers(call, found.takes);
  const operand: Operand<Item> = scope.column(property.split("/"));
  const argument = found.takes === undefined ? null : argumentOf(call, setting, found.takes);
  if (found.takes !== undefined && (argument === null || argument === undefined))
    throw badUri(`The parameter '${found.takes}' of '${call.name}' is missing.`);
  const { edmType } = operand;
  const test = found.compile({ name: call.name, property, edmType, caller: scope, argument: argument ?? null });
  return (item) => test(operand.read(item));
}

function refuseOthers(call: NamedArguments, takes: Parameter | undefined): void {
  const stray = [...call.values.keys()].find((name) => name !== "PropertyName" && name !== takes);
  if (stray !== undefined) throw badUri(`'${call.name}' takes no parameter '${stray}'.`);
}

function argumentOf<Item>(
  call: NamedArguments,
  { literals, aliases }: Setting<Item>,
  name: string,
): Value | readonly Value[] | undefined {
  const token = call.values.get(name);
  if (token === undefined) return undefined;
  if (token.raw.startsWith("@")) return aliasValue(aliases(token.raw.slice(1)));
  return token.raw.startsWith("'") ? literals[Number(token.raw.slice(1, -1))]?.value : parseLiteral(token.raw);
}

function aliasValue(text: string | null): Value | readonly Value[] {
  if (text === null) return null;
  const value = text.startsWith("[") ? parseArray(text) : parseLiteral(text);
  if (value === undefined) throw badUri(`The value '${text}' of a parameter alias is not valid.`);
  return value;
}
