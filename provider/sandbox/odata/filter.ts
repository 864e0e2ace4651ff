import { badUri } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import { enumerations } from "../catalog/enumerations.ts";
import type { Value } from "../store/row.ts";
import { memberPath, parameterAlias, functionArguments, lambdaOf, methodCall } from "./filter-members.ts";
import { parseFilter, type FilterLiteral, type Token } from "./filter-syntax.ts";
import { guidPattern, isoSeconds, parseLiteral } from "./literal.ts";
import { isPair, isToken } from "./precedence.ts";
import { queryFunction } from "./query-functions.ts";
import type { Operand, Scope } from "./scope.ts";
import { compare, matchesPattern, sameValue } from "./comparison.ts";

export type Predicate<Item> = (item: Item) => boolean;

/** The values of aliases such as `@p1`, still as text. */
export type Aliases = (name: string) => string | null;

interface Compilation<Item> {
  readonly scope: Scope<Item>;
  readonly aliases: Aliases;
  readonly literals: readonly FilterLiteral[];
  /** Inside a lambda: the name of an item. */
  readonly variable?: string | undefined;
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
  if (left === undefined || right === undefined || left === right) return false;
  return !families.some((family) => family.includes(left) && family.includes(right));
}

function operand<Item>(compilation: Compilation<Item>, token: Token): Operand<Item> {
  const alias = parameterAlias(token);
  if (alias !== undefined) return aliasOperand(compilation, compilation.aliases(alias));
  const constant =
    token.type === "Literal" ? literalOf(compilation.literals, token) : enumerationMember(compilation.literals, token);
  if (constant !== undefined) return { edmType: constant.edmType, read: () => constant.value };
  const path = memberPath(token);
  if (path !== undefined) return compilation.scope.property(ownPath(compilation, path));
  throw badUri(`The expression '${token.raw}' is not supported.`);
}

/** An alias is a value or a property. If it has no value, it is null, as documented. */
function aliasOperand<Item>({ scope }: Compilation<Item>, text: string | null): Operand<Item> {
  const value = text === null ? null : parseLiteral(text);
  if (text === null || value === null) return { edmType: undefined, read: () => null };
  if (value === undefined) return scope.property(text.trim().split("/"));
  const { edmType, value: constant } = typed(value, text.trim().startsWith("'"));
  return { edmType, read: () => constant };
}

/** Inside a lambda a path starts with its variable. */
function ownPath<Item>({ variable }: Compilation<Item>, path: readonly string[]): readonly string[] {
  if (variable === undefined) return path;
  const [first, ...rest] = path;
  if (first !== variable) throw unimplemented("property outside of its lambda", path.join("/"));
  return rest;
}

interface Constant {
  readonly value: Value;
  readonly edmType: string | undefined;
}

function literalOf(literals: readonly FilterLiteral[], token: Token): Constant {
  if (!token.raw.startsWith("'")) return typed(parseLiteral(token.raw) ?? null, false);
  const literal = literals[Number(token.raw.slice(1, -1))];
  if (literal === undefined || literal.kind === "array") throw badUri("An array cannot be compared.");
  return typed(literal.value, literal.kind === "string");
}

function typed(value: Value, quoted: boolean): Constant {
  if (value === null) return { value, edmType: undefined };
  if (typeof value === "number") return { value, edmType: "Edm.Int32" };
  if (typeof value === "boolean") return { value, edmType: "Edm.Boolean" };
  if (quoted) return { value, edmType: "Edm.String" };
  return guidPattern.test(value)
    ? { value, edmType: "Edm.Guid" }
    : { value: timeOf(value), edmType: "Edm.DateTimeOffset" };
}

function timeOf(text: string): string {
  if (Number.isNaN(Date.parse(text))) throw badUri(`'${text}' is not a date.`, "0x0");
  return isoSeconds(text);
}

/** `Microsoft.Dynamics.CRM.OwnershipTypes'UserOwned'`, for filters of metadata. */
function enumerationMember(literals: readonly FilterLiteral[], token: Token): Constant | undefined {
  const [, edmType = "", at] = /^([\w.]+)'(\d+)'$/.exec(token.raw) ?? [];
  if (at === undefined) return undefined;
  const value = literals[Number(at)]?.value;
  if (typeof value === "string" && enumerations.get(edmType)?.includes(value) === true) return { value, edmType };
  // The text is assumed.
  throw badUri(`The string '${String(value)}' is not a member of the enumeration '${edmType}'.`);
}

const textFunctions: ReadonlySet<string> = new Set(["contains", "startswith", "endswith"]);

/** Texts of the OData library. */
function textFunction<Item>(
  compilation: Compilation<Item>,
  name: string,
  parameters: readonly Token[],
): Predicate<Item> {
  if (!textFunctions.has(name)) throw badUri(`The function '${name}' is not supported in a filter.`);
  const [subject, pattern, ...more] = parameters.map((parameter) => operand(compilation, parameter));
  const isText = (each: Operand<Item>): boolean => each.edmType === undefined || each.edmType === "Edm.String";
  if (subject === undefined || pattern === undefined || more.length > 0 || !isText(subject) || !isText(pattern)) {
    throw badUri(
      `No function signature for the function with name '${name}' matches the specified arguments. The function ` +
        `signatures considered are: ${name}(Edm.String Nullable=true, Edm.String Nullable=true).`,
    );
  }
  return (item) => matchesPattern(name, subject.read(item), pattern.read(item));
}

/** `contains(…)`, `Microsoft.Dynamics.CRM.In(…)`, `rows/any(…)`, or a yes/no column on its own. */
function call<Item>(compilation: Compilation<Item>, token: Token): Predicate<Item> {
  const method = methodCall(token);
  if (method !== undefined) return textFunction(compilation, method.name, method.parameters);
  const named = functionArguments(token);
  if (named !== undefined) return queryFunction(named, compilation);
  const lambda = lambdaOf(token);
  if (lambda !== undefined) {
    const { scope, items } = compilation.scope.collection(ownPath(compilation, lambda.path));
    const { variable, predicate: condition } = lambda;
    const inner = condition === undefined ? () => true : predicate({ ...compilation, scope, variable }, condition);
    return lambda.every ? (item) => items(item).every(inner) : (item) => items(item).some(inner);
  }
  const path = memberPath(token);
  if (path === undefined) throw badUri(`The expression '${token.raw}' is not supported.`);
  const column = compilation.scope.property(ownPath(compilation, path));
  // Text of the OData library.
  if (column.edmType !== undefined && column.edmType !== "Edm.Boolean")
    throw badUri(`The $filter expression must evaluate to a single boolean value, and '${token.raw}' does not.`);
  return (item) => column.read(item) === true;
}
