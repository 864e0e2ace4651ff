import { foreignName } from "../core/foreign-text.ts";
import { responseDepth, responseValues } from "./limits.ts";

/** Why a text is no JSON that is read: a half sentence about it. */
export class UnreadableJson extends Error {
  readonly fault: string;

  constructor(fault: string) {
    super(fault);
    this.fault = fault;
  }
}

/** The value of a text from outside. */
export function parseJson(text: string): unknown {
  return parsed(text);
}

/** The same for what is compared or written back, and so must not be another number than the text says. */
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

/** Digits that may be too many, or an exponent; also where they stand in a text, which costs no more than time. */
const mayRound = /\d{16}|[:,[]\s*-?\d[\d.]*e/i;

interface Source {
  readonly source?: string;
}

/** A whole number beyond 2^53 would be rounded, and one without bounds be written back as `null`. */
function exactly(_name: string, value: unknown, { source = "" }: Source = {}): unknown {
  const isInexact =
    typeof value === "number" && (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value));
  if (isInexact) throw new UnreadableJson(`holds the number ${foreignName(source)}, which cannot be read exactly`);
  return value;
}

/** Asked before a text is parsed, by whomever: its value may take many times the memory that it takes itself. */
export function beyondBounds(text: string): string | undefined {
  const [depth, values] = measure(text);
  if (depth > responseDepth) return `is nested deeper than ${responseDepth} levels, the most that are read`;
  return values > responseValues ? `holds more than ${responseValues} values, the most that are read` : undefined;
}

/** How deep lists and objects stand in each other, and how many values there are: those in each other count twice. Stops where either is too much. */
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
