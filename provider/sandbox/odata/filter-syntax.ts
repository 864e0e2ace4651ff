import { filter as parseWithGrammar } from "odata-v4-parser";
import { badUri } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { Value } from "../store/row.ts";
import { endOfArray, parseArray } from "./array-literal.ts";
import { withPrecedence } from "./precedence.ts";

/** A node of the parser's tree. The parser does not type its values. */
export interface Token {
  readonly type: string;
  readonly raw: string;
  readonly value: unknown;
}

export interface ParsedFilter {
  readonly tree: Token;
  /** Text, identifiers and arrays taken out of the filter. The tree has their index instead, as a quoted number. */
  readonly literals: readonly FilterLiteral[];
}

export type FilterLiteral =
  | { readonly kind: "string" | "guid"; readonly value: string }
  | { readonly kind: "array"; readonly value: readonly Value[] };

const cached = new Map<string, Token>();
const cacheSize = 500;

/**
 * The parser is exact, but slow, and it fails on unusual characters. So we take the literals out first: the rest is the
 * same from request to request and is parsed only once.
 */
export function parseFilter(text: string): ParsedFilter {
  const { template, literals } = takeOutLiterals(text.trim());
  let tree = cached.get(template);
  if (tree === undefined) {
    tree = withPrecedence(parseTemplate(template, text));
    if (cached.size >= cacheSize) cached.clear();
    cached.set(template, tree);
  }
  return { tree, literals };
}

function parseTemplate(template: string, text: string): Token {
  const fault = parenthesisFault(template);
  if (fault !== undefined) throw badUri(`Syntax error in '${text}'. ${fault}`, "0x0");
  // Text and limit are the OData library's own. The code is assumed.
  if (depthOf(template) > deepest) throw badUri("Recursion depth exceeded allowed limit.");
  try {
    return parseWithGrammar(template);
  } catch (error) {
    // Documented, but the parser does not support it.
    if ((template.match(/\/(?:any|all)\(/g)?.length ?? 0) > 1)
      throw unimplemented("filter expression", "lambda inside a lambda");
    const where = error instanceof Error ? error.message : "";
    throw badUri(`Syntax error in '${text}'. ${where}`, "0x0");
  }
}

/** Finds unbalanced parentheses. The parser would spend minutes on them, trying each one in every way. */
function parenthesisFault(template: string): string | undefined {
  let open = 0;
  for (const [character] of template.matchAll(/[()]/g)) {
    open += character === "(" ? 1 : -1;
    if (open < 0) break;
  }
  return open === 0 ? undefined : "A parenthesis of the filter opens or closes none other.";
}

const deepest = 800;

/** How deep the innermost term is, counting parentheses, `not`, signs and steps of a path. */
function depthOf(template: string): number {
  const around: number[] = [];
  let [depth, prefixes, most] = [0, 0, 0];
  for (const [token] of template.matchAll(/\bnot\b|[-()]|[^\s()-]+/g)) {
    if (token === "not" || token === "-") prefixes++;
    else if (token === "(") {
      around.push(depth);
      depth += prefixes + 1;
      prefixes = 0;
    } else {
      most = Math.max(most, depth + prefixes + token.split("/").length - 1);
      prefixes = 0;
      if (token === ")") depth = around.pop() ?? 0;
    }
  }
  return Math.max(most, depth + prefixes);
}

const guidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;

function takeOutLiterals(text: string): { template: string; literals: FilterLiteral[] } {
  const literals: FilterLiteral[] = [];
  let template = "";
  let at = 0;
  const keep = (literal: FilterLiteral, end: number): void => {
    template += `'${literals.push(literal) - 1}'`;
    at = end;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    guidInText.lastIndex = at;
    if (char === "'") {
      const end = endOfString(text, at);
      const value = text.slice(at + 1, end - 1).replaceAll("''", "'");
      keep({ kind: "string", value }, end);
    } else if (char === "[") {
      const end = endOfArray(text, at);
      keep({ kind: "array", value: parseArray(text.slice(at, end)) }, end);
    } else if (!/\w/.test(text.charAt(at - 1)) && guidInText.test(text)) {
      keep({ kind: "guid", value: text.slice(at, guidInText.lastIndex).toLowerCase() }, guidInText.lastIndex);
    } else {
      template += char;
      at++;
    }
  }
  return { template, literals };
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text.charAt(at) !== "'") continue;
    if (text.charAt(at + 1) !== "'") return at + 1;
    at++;
  }
  throw badUri(`There is an unterminated literal at position ${text.length} in '${text}'.`, "0x0");
}
