import { illFormedTexts } from "../core/ill-formed-text.ts";
import { propertyPath } from "../core/property-path.ts";
import { endOfSentence } from "../sentence.ts";
import { shapeFailures } from "../core/validate.ts";
import type { SandboxSeed, SeedFault } from "../sandbox/index.ts";
import { sandboxSeed } from "../../schema/sandbox-seed.ts";
import { UsageError } from "./errors.ts";
import { readGivenFile } from "./given-file.ts";

/** The most errors that are listed at once. */
const told = 10;

/** Reads the rows of a `--seed` file and checks their form. The sandbox checks whether they fit together. */
export function readSeed(file: string): SandboxSeed {
  // Some editors put a byte order mark at the beginning of a file.
  const text = readGivenFile("--seed", file, "JSON").replace(/^\ufeff/, "");
  const given = parsed(text, file);
  const ofShape = shapeFailures(sandboxSeed, given);
  // A misspelled property is also missing under its right name, and the misspelling is the cause.
  const unknown = ofShape.filter(({ code }) => code === "unknown-argument");
  const faults = [
    ...keysTwice(text).map((path) => ({ path, reason: "stands there twice", remedy: "keep one of the two" })),
    ...unknown.map((fault) => ({ ...fault, reason: "unknown property" })),
    ...ofShape.filter((fault) => !unknown.includes(fault)),
  ];
  if (faults.length > 0) throw unusableSeed(file, faults);
  const seed = sandboxSeed.parse(given);
  const illFormed = illFormedTexts(seed);
  if (illFormed.length > 0) throw unusableSeed(file, illFormed);
  return seed;
}

export function unusableSeed(file: string, faults: readonly SeedFault[], cause?: Error): UsageError {
  const listed = faults.slice(0, told);
  const more = faults.length > told ? ` And ${faults.length - told} more.` : "";
  const remedies = listed.map((fault) => (faults.length === 1 ? fault.remedy : at(fault, fault.remedy)));
  return new UsageError(
    {
      code: "seed-invalid",
      what: `Could not use the seed ${file}; nothing of it is applied.`,
      why: `${listed.map((fault) => endOfSentence(at(fault, fault.reason))).join(" ")}${more}`,
      remedy: remedies.map(endOfSentence).join(" "),
    },
    { cause },
  );
}

function at({ path }: SeedFault, text: string): string {
  return `${path === "" ? "The file" : path}: ${text}`;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = { path: "", reason: error instanceof Error ? error.message : String(error), remedy: "mend it there" };
    throw unusableSeed(file, [fault], error instanceof Error ? error : undefined);
  }
}

interface Level {
  /** The keys of an object. A list has none. */
  readonly keys: Set<string> | undefined;
  /** The key or the index that is being read. */
  at: string | number;
  atKey: boolean;
}

/** Paths where an object in a JSON text has the same key twice. JSON itself silently keeps the last one. */
function keysTwice(text: string): string[] {
  const found: string[] = [];
  const levels: Level[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]/g)) {
    const level = levels.at(-1);
    if (token === "{") levels.push({ keys: new Set(), at: "", atKey: true });
    else if (token === "[") levels.push({ keys: undefined, at: 0, atKey: false });
    else if (token === "}" || token === "]") levels.pop();
    else if (token === ",") next(level);
    else if (level?.keys !== undefined && level.atKey && token !== ":") {
      const key = String(JSON.parse(token));
      level.at = key;
      level.atKey = false;
      if (level.keys.has(key)) found.push(propertyPath(levels.map(({ at }) => at)));
      level.keys.add(key);
    }
  }
  return found;
}

function next(level: Level | undefined): void {
  if (level === undefined) return;
  if (level.keys !== undefined) level.atKey = true;
  else level.at = Number(level.at) + 1;
}
