import { isToken } from "./precedence.ts";
import type { Token } from "./filter-syntax.ts";

/** Reads names from the parser's nested member expressions. */
export function memberPath(token: Token): string[] | undefined {
  if (token.type === "ODataIdentifier" || token.type === "LambdaVariableExpression") return [token.raw];
  if (token.type === "SingleNavigationExpression") return isToken(token.value) ? memberPath(token.value) : undefined;
  if (!wrappers.has(token.type)) return undefined;
  if (Array.isArray(token.value)) return lambdaMember(token.value);
  if (isToken(token.value)) return memberPath(token.value);
  if (!isStep(token.value)) return undefined;
  const current = memberPath(token.value.current);
  const next = memberPath(token.value.next);
  return current === undefined || next === undefined ? undefined : [...current, ...next];
}

const wrappers = new Set(["CommonExpression", "FirstMemberExpression", "MemberExpression", "PropertyPathExpression"]);

/** `o/name` inside a lambda: the path starts with the variable. */
function lambdaMember(parts: readonly unknown[]): string[] | undefined {
  const [variable, member] = lambdaParts(parts);
  const path = member === undefined ? [] : memberPath(member);
  return variable === undefined || path === undefined ? undefined : [variable.raw, ...path];
}

function lambdaParts(parts: readonly unknown[]): [Token | undefined, Token | undefined] {
  const tokens = parts.filter(isToken);
  const isVariable = ({ type }: Token): boolean => type === "LambdaVariableExpression";
  return [tokens.find(isVariable), tokens.find((token) => !isVariable(token))];
}

const isStep = (value: unknown): value is { readonly current: Token; readonly next: Token } =>
  typeof value === "object" &&
  value !== null &&
  "current" in value &&
  "next" in value &&
  isToken(value.current) &&
  isToken(value.next);

/** The name of an alias such as `@p1`. */
export function parameterAlias(token: Token): string | undefined {
  return token.type === "ParameterAlias" ? token.raw.slice(1) : undefined;
}

export function methodCall(token: Token): { readonly name: string; readonly parameters: readonly Token[] } | undefined {
  const inner = token.type === "CommonExpression" && isToken(token.value) ? token.value : token;
  if (inner.type !== "MethodCallExpression") return undefined;
  const { method, parameters } = inner.value as { method: string; parameters: Token[] };
  return { name: method, parameters };
}

export interface NamedArguments {
  readonly name: string;
  readonly values: ReadonlyMap<string, Token>;
}

/** `Microsoft.Dynamics.CRM.In(PropertyName='a',PropertyValues=[…])`. */
export function functionArguments(token: Token): NamedArguments | undefined {
  const inner = token.type === "CommonExpression" && isToken(token.value) ? token.value : token;
  if (inner.type !== "FunctionExpression") return undefined;
  const { fn, params } = inner.value as { fn: Token; params: { value: Token[] } };
  const values = params.value.map((parameter): [string, Token] => {
    const { name, value } = parameter.value as { name: Token; value: Token };
    return [name.raw, isToken(value.value) ? value.value : value];
  });
  return { name: fn.raw, values: new Map(values) };
}

export interface Lambda {
  readonly path: readonly string[];
  readonly every: boolean;
  /** The name of an item inside the lambda. */
  readonly variable: string | undefined;
  readonly predicate: Token | undefined;
}

export function lambdaOf(token: Token): Lambda | undefined {
  if (Array.isArray(token.value)) return lambdaOfVariable(token.value);
  if (wrappers.has(token.type) && isToken(token.value)) return lambdaOf(token.value);
  if (!isStep(token.value)) return undefined;
  const { current, next } = token.value;
  const path = memberPath(current);
  if (path === undefined) return undefined;
  if (next.type !== "CollectionPathExpression") {
    const further =
      next.type === "SingleNavigationExpression" && isToken(next.value) ? lambdaOf(next.value) : undefined;
    return further === undefined ? undefined : { ...further, path: [...path, ...further.path] };
  }
  const step = next.value;
  if (!isToken(step)) return undefined;
  const { variable, predicate } = step.value as { variable?: Token; predicate?: Token };
  const inner = predicate !== undefined && isToken(predicate.value) ? predicate.value : predicate;
  return { path, every: step.type === "AllExpression", variable: variable?.raw, predicate: inner };
}

/** `o/rows/any(…)` inside another lambda. */
function lambdaOfVariable(parts: readonly unknown[]): Lambda | undefined {
  const [variable, member] = lambdaParts(parts);
  const lambda = member === undefined ? undefined : lambdaOf(member);
  return lambda === undefined || variable === undefined
    ? undefined
    : { ...lambda, path: [variable.raw, ...lambda.path] };
}
