import type { Token } from "./filter-syntax.ts";

type Operator = "AndExpression" | "OrExpression";

interface Sequence {
  readonly terms: readonly Token[];
  readonly operators: readonly Operator[];
}

/**
 * The parser follows the published grammar, which has no precedence: it nests everything after an operator below it,
 * even below `not`. This flattens the terms and joins them again in OData's order: not, and, or.
 */
export function withPrecedence(tree: Token): Token {
  const { terms, operators } = flatten(tree);
  const alternatives: Token[] = [];
  let conjunction = joined(terms[0]);
  operators.forEach((operator, at) => {
    const next = joined(terms[at + 1]);
    if (operator === "AndExpression") conjunction = pair("AndExpression", conjunction, next);
    else {
      alternatives.push(conjunction);
      conjunction = next;
    }
  });
  return [...alternatives, conjunction].reduce((left, right) => pair("OrExpression", left, right));
}

function flatten(token: Token): Sequence {
  if (token.type === "AndExpression" || token.type === "OrExpression") {
    if (!isPair(token.value)) return { terms: [token], operators: [] };
    const left = flatten(token.value.left);
    const right = flatten(token.value.right);
    return {
      terms: [...left.terms, ...right.terms],
      operators: [...left.operators, token.type, ...right.operators],
    };
  }
  if (token.type === "NotExpression" && isToken(token.value)) {
    const { terms, operators } = flatten(token.value);
    const [first = token.value, ...rest] = terms;
    return { terms: [{ ...token, value: first }, ...rest], operators };
  }
  return { terms: [token], operators: [] };
}

/** Terms in parentheses contain an expression of their own. */
function joined(term: Token | undefined): Token {
  if (term === undefined) throw new TypeError("A filter has a term on each side of an operator.");
  if (!isToken(term.value)) return term;
  // The parser has a separate type for a lone function in parentheses.
  if (term.type === "BoolParenExpression" || term.type === "CommonExpression") return withPrecedence(term.value);
  return term.type === "NotExpression" ? { ...term, value: joined(term.value) } : term;
}

const pair = (type: Operator, left: Token, right: Token): Token => ({ type, raw: "", value: { left, right } });

export const isToken = (value: unknown): value is Token =>
  typeof value === "object" && value !== null && "type" in value && "raw" in value;

export const isPair = (value: unknown): value is { readonly left: Token; readonly right: Token } =>
  typeof value === "object" && value !== null && "left" in value && "right" in value && isToken(value.left);
