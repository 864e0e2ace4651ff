import { isToken } from "./precedence.ts";
import type { Token } from "./filter-syntax.ts";

/** Reads names out of the parser's nested member expressions. */
export function memberPath(token: Token): string[] | undefined {
  if (token.type === "ODataIdentifier") return [token.raw];
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

/** `o/name` inside a lambda: the variable stands for the row itself. */
function lambdaMember(parts: readonly unknown[]): string[] | undefined {
  const member = parts.filter(isToken).find((part) => part.type !== "LambdaVariableExpression");
  return member === undefined ? undefined : memberPath(member);
}

const isStep = (value: unknown): value is { readonly current: Token; readonly next: Token } =>
  typeof value === "object" &&
  value !== null &&
  "current" in value &&
  "next" in value &&
  isToken(value.current) &&
  isToken(value.next);

/** What `@p1` is called. */
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
  readonly predicate: Token | undefined;
}

export function lambdaOf(token: Token): Lambda | undefined {
  if (Array.isArray(token.value)) return undefined;
  if (wrappers.has(token.type) && isToken(token.value)) return lambdaOf(token.value);
  if (!isStep(token.value) || token.value.next.type !== "CollectionPathExpression") return undefined;
  const path = memberPath(token.value.current);
  const step = token.value.next.value;
  if (path === undefined || !isToken(step)) return undefined;
  const { predicate } = step.value as { predicate?: Token };
  const inner = predicate !== undefined && isToken(predicate.value) ? predicate.value : predicate;
  return { path, every: step.type === "AllExpression", predicate: inner };
}
