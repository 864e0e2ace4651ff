import { foreignName } from "../../schema/foreign-text.ts";
import { responseDepth, responseValues } from "./limits.ts";

/** Why a text is not readable JSON: `fault` is part of a sentence about it. */
export class UnreadableJson extends Error {
  readonly fault: string;

  constructor(fault: string) {
    super(fault);
    this.fault = fault;
  }
}

/** Parses a text from outside. */
export function parseJson(text: string): unknown {
  return parsed(text);
}

/** The same for values that are compared or written back, so every number must be exactly what the text says. */
export function parseExactJson(text: string): unknown {
  return mayRound.test(text) ? parsed(text, exactly) : parsed(text);
}

function parsed(text: string, revive?: typeof exactly): unknown {
  const fault = beyondBounds(text);
  if (fault !== undefined) throw new UnreadableJson(fault);
  try {
    return JSON.parse(text, revive) as unknown;
  } catch (error) {
    throw error instanceof UnreadableJson ? error : new UnreadableJson("cannot be parsed");
  }
}

/** Digits that may be too many, or an exponent. A match inside a string costs only time. */
const mayRound = /\d{16}|[:,[]\s*-?\d[\d.]*e/i;

interface Source {
  readonly source?: string;
}

/** A whole number beyond 2^53 would be rounded, and an infinite one written back as `null`. */
function exactly(_name: string, value: unknown, { source = "" }: Source = {}): unknown {
  const isInexact =
    typeof value === "number" && (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value));
  if (isInexact) throw new UnreadableJson(`holds the number ${foreignName(source)}, which cannot be read exactly`);
  return value;
}

/** Check this before any text is parsed: the parsed value may take many times the memory of the text. */
export function beyondBounds(text: string): string | undefined {
  const [depth, values] = measure(text);
  if (depth > responseDepth) return `is nested deeper than ${responseDepth} levels, the most that are read`;
  return values > responseValues ? `holds more than ${responseValues} values, the most that are read` : undefined;
}

/**
 * The deepest nesting of lists and objects, and the number of values. Values inside each other count twice. Stops when
 * either is too large.
 */
function measure(json: string): readonly [depth: number, values: number] {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let inText = false;
  for (let at = 0; at < json.length && deepest <= responseDepth && values <= responseValues; at++) {
    const character = json[at];
    if (inText) {
      if (character === "\\") at++;
      else if (character === '"') inText = false;
    } else if (character === '"') inText = true;
    else if (character === ",") values += 1;
    else if (character === "[" || character === "{") {
      values += 1;
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character === "]" || character === "}") depth -= 1;
  }
  return [deepest, values];
}
