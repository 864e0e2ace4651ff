import { answerDepth, answerValues } from "./limits.ts";

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
  const fault = beyondBounds(text);
  if (fault !== undefined) throw new UnreadableJson(fault);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnreadableJson("cannot be parsed");
  }
}

/** Asked before a text is parsed, by whomever: its value may take many times the memory that it takes itself. */
export function beyondBounds(text: string): string | undefined {
  const [depth, values] = measure(text);
  if (depth > answerDepth) return `is nested deeper than ${answerDepth} levels, the most that are read`;
  return values > answerValues ? `holds more than ${answerValues} values, the most that are read` : undefined;
}

/** How deep lists and objects stand in each other, and how many values there are: those in each other count twice. Stops where either is too much. */
function measure(json: string): readonly [depth: number, values: number] {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let inText = false;
  for (let at = 0; at < json.length && deepest <= answerDepth && values <= answerValues; at++) {
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
