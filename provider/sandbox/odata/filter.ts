import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";
import { memberPath, parameterAlias, functionArguments, lambdaOf, methodCall } from "./filter-members.ts";
import { parseFilter, type FilterLiteral, type Token } from "./filter-syntax.ts";
import { isoSeconds, parseLiteral } from "./literal.ts";
import { isPair, isToken } from "./precedence.ts";
import { queryFunction } from "./query-functions.ts";
import type { Operand, Scope } from "./scope.ts";
import { compare, matchesPattern, sameValue } from "./comparison.ts";

export type Predicate<Item> = (item: Item) => boolean;

/** Values of `@p1` and the like, still as text. */
export type Aliases = (name: string) => string | null;

interface Compilation<Item> {
  readonly scope: Scope<Item>;
  readonly aliases: Aliases;
  readonly literals: readonly FilterLiteral[];
}

export function compileFilter<Item>(text: string, scope: Scope<Item>, aliases: Aliases): Predicate<Item> {
  const { tree, literals } = parseFilter(text);
  return predicate({ scope, aliases, literals }, tree);
}

const comparisons: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
  EqualsExpression: sameValue,
  NotEqualsExpression: (left, right) => !sameValue(left, right),
  GreaterThanExpression: (left, right) => ordered(left, right, (order) => order > 0),
  GreaterOrEqualsExpression: (left, right) => ordered(left, right, (order) => order >= 0),
  LesserThanExpression: (left, right) => ordered(left, right, (order) => order < 0),
  LesserOrEqualsExpression: (left, right) => ordered(left, right, (order) => order <= 0),
};

const ordered = (left: Value, right: Value, holds: (order: number) => boolean): boolean =>
  left !== null && right !== null && holds(compare(left, right));

function predicate<Item>(compilation: Compilation<Item>, token: Token): Predicate<Item> {
  const { type, value } = token;
  if ((type === "AndExpression" || type === "OrExpression") && isPair(value)) {
    const left = predicate(compilation, value.left);
    const right = predicate(compilation, value.right);
    return type === "AndExpression" ? (item) => left(item) && right(item) : (item) => left(item) || right(item);
  }
  if (type === "NotExpression" && isToken(value)) {
    if (functionArguments(value) !== undefined) {
      throw badUri("Not operator along with the Custom Named Condition operators is not allowed");
    }
    const inner = predicate(compilation, value);
    return (item) => !inner(item);
  }
  if ((type === "BoolParenExpression" || type === "ParenExpression") && isToken(value))
    return predicate(compilation, value);
  const holds = Object.hasOwn(comparisons, type) ? comparisons[type] : undefined;
  if (holds !== undefined && isPair(value)) return comparison(compilation, value, type, holds);
  return call(compilation, token);
}

const operatorKinds: ReadonlyMap<string, string> = new Map([
  ["EqualsExpression", "Equal"],
  ["NotEqualsExpression", "NotEqual"],
  ["GreaterThanExpression", "GreaterThan"],
  ["GreaterOrEqualsExpression", "GreaterThanOrEqual"],
  ["LesserThanExpression", "LessThan"],
  ["LesserOrEqualsExpression", "LessThanOrEqual"],
]);

function comparison<Item>(
  compilation: Compilation<Item>,
  sides: { readonly left: Token; readonly right: Token },
  type: string,
  holds: (left: Value, right: Value) => boolean,
): Predicate<Item> {
  const left = operand(compilation, sides.left);
  const right = operand(compilation, sides.right);
  if (clash(left.edmType, right.edmType)) {
    throw badUri(
      "A binary operator with incompatible types was detected. Found operand types " +
        `'${left.edmType ?? ""}' and '${right.edmType ?? ""}' for operator kind '${operatorKinds.get(type) ?? type}'.`,
      "0x0",
    );
  }
  return (item) => holds(left.read(item), right.read(item));
}

const families = [
  ["Edm.Int32", "Edm.Int64", "Edm.Decimal"],
  ["Edm.String"],
  ["Edm.Guid"],
  ["Edm.Boolean"],
  ["Edm.DateTimeOffset"],
];

function clash(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  return (
    families.findIndex((family) => family.includes(left)) !== families.findIndex((family) => family.includes(right))
  );
}

function operand<Item>(compilation: Compilation<Item>, token: Token): Operand<Item> {
  const alias = parameterAlias(token);
  if (alias !== undefined) {
    const text = compilation.aliases(alias);
    const value = text === null ? null : (parseLiteral(text) ?? null);
    return { edmType: undefined, read: () => value };
  }
  if (token.type === "Literal") {
    const [value, edmType] = literalValue(compilation.literals, token);
    return { edmType, read: () => value };
  }
  const path = memberPath(token);
  if (path !== undefined) return compilation.scope.property(path);
  throw badUri(`The expression '${token.raw}' is not supported.`);
}

function literalValue(literals: readonly FilterLiteral[], token: Token): [Value, string | undefined] {
  if (token.raw.startsWith("'")) {
    const literal = literals[Number(token.raw.slice(1, -1))];
    if (literal === undefined || literal.kind === "array") throw badUri("An array cannot be compared.");
    return [literal.value, literal.kind === "guid" ? "Edm.Guid" : "Edm.String"];
  }
  const value = parseLiteral(token.raw) ?? null;
  if (value === null) return [null, undefined];
  if (typeof value === "number") return [value, "Edm.Int32"];
  if (typeof value === "boolean") return [value, "Edm.Boolean"];
  return [isoSeconds(value), "Edm.DateTimeOffset"];
}

/** `contains(…)`, `Microsoft.Dynamics.CRM.In(…)`, `rows/any(…)`, or a yes/no column by itself. */
function call<Item>(compilation: Compilation<Item>, token: Token): Predicate<Item> {
  const method = methodCall(token);
  if (method !== undefined) {
    const [subject, pattern] = method.parameters.map((parameter) => operand(compilation, parameter));
    if (subject === undefined || pattern === undefined)
      throw badUri(`The function '${method.name}' takes two arguments.`);
    return (item) => matchesPattern(method.name, subject.read(item), pattern.read(item));
  }
  const named = functionArguments(token);
  if (named !== undefined) return queryFunction(named, compilation);
  const lambda = lambdaOf(token);
  if (lambda !== undefined) {
    const { scope, items } = compilation.scope.collection(lambda.path);
    const inner = lambda.predicate === undefined ? () => true : predicate({ ...compilation, scope }, lambda.predicate);
    return lambda.every ? (item) => items(item).every(inner) : (item) => items(item).some(inner);
  }
  const path = memberPath(token);
  if (path === undefined) throw badUri(`The expression '${token.raw}' is not supported.`);
  const column = compilation.scope.property(path);
  return (item) => column.read(item) === true;
}
