import { badUri } from "../errors.ts";

/** `accounts(1)` → name `accounts`, argument `1`. Without parentheses there is no argument. */
export interface Segment {
  readonly name: string;
  readonly argument?: string;
}

export function parsePath(path: string): Segment[] {
  return splitOutside(decode(path), "/")
    .filter((part) => part !== "")
    .map(parseSegment);
}

export function parseSegment(text: string): Segment {
  const match = /^([^(]*)\((.*)\)$/s.exec(text);
  if (match === null) return { name: text };
  return { name: match[1] ?? "", argument: match[2] ?? "" };
}

/** Splits at separators outside parentheses, brackets and quoted text. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = "";
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote !== "") {
      if (char === quote) quote = "";
    } else if (char === "'" || char === '"') quote = char;
    else if (char === "(" || char === "[" || char === "{") depth++;
    else if (char === ")" || char === "]" || char === "}") depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `A='x',B=@p` → pairs. Aliases are not resolved yet. */
export function parseArguments(argument: string): Map<string, string> {
  const pairs = splitOutside(argument, ",").filter((part) => part.trim() !== "");
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    }),
  );
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badUri("The request URI is not valid.");
  }
}
