import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";

const item = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(-?\d+(?:\.\d+)?|true|false|null)/y;

/** Where the array that starts at `start` ends. Quoted text may contain brackets. */
export function endOfArray(text: string, start: number): number {
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (quote === '"' && char === "\\") at++;
    else if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (char === "]") return at + 1;
  }
  return text.length;
}

/** Text is in single or double quotes. A text that contains a single quote must be in double quotes. */
export function parseArray(text: string): readonly Value[] {
  const values: Value[] = [];
  let at = afterBlanks(text, 1);
  if (isEnd(text, at)) return values;
  for (;;) {
    item.lastIndex = at;
    const match = item.exec(text);
    if (match === null) throw invalidArray();
    const [whole, double, single, plain] = match;
    values.push(double === undefined ? (single ?? plainValue(plain ?? "null")) : unescaped(double));
    at = afterBlanks(text, at + whole.length);
    if (isEnd(text, at)) return values;
    if (text.charAt(at) !== ",") throw invalidArray();
    at = afterBlanks(text, at + 1);
  }
}

const isEnd = (text: string, at: number): boolean => at === text.length - 1 && text.charAt(at) === "]";

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (text.charAt(at) === " ") at++;
  return at;
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    throw invalidArray();
  }
}

function plainValue(text: string): Value {
  if (text === "null") return null;
  return text === "true" || text === "false" ? text === "true" : Number(text);
}

const invalidArray = (): Error =>
  badUri(
    "Invalid JSON. A comma character ',' was expected in scope 'Array'. Every two elements in an array and properties " +
      "of an object must be separated by commas.",
    "0x0",
  );
