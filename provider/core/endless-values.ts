import type { CheckFailure } from "../../schema/resource-schema.ts";
import { UNKNOWN } from "../../schema/unknown.ts";

/** Lists and objects in each other. A condition of the rule designer has a handful. */
const deepestNesting = 100;

/** Arguments that can be walked to their end, and what is wrong with the others. */
export interface Bounded {
  /** Unknown in the place of every argument that has no end. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly failures: readonly CheckFailure[];
}

/**
 * Takes out what holds itself or is nested without an end: whatever else looks at an argument walks it, and would end the
 * process. `isWhole` says what is not walked into.
 */
export function bounded(
  values: Readonly<Record<string, unknown>>,
  isWhole: (value: unknown) => boolean = () => false,
): Bounded {
  const sound: Record<string, unknown> = { ...values };
  const failures: CheckFailure[] = [];
  for (const [path, value] of Object.entries(values)) {
    const failure = endlessness(value, isWhole, new Set());
    if (failure === undefined) continue;
    sound[path] = UNKNOWN;
    failures.push({ ...failure, path });
  }
  return { values: sound, failures };
}

function endlessness(
  value: unknown,
  isWhole: (value: unknown) => boolean,
  around: Set<object>,
): Omit<CheckFailure, "path"> | undefined {
  if (typeof value !== "object" || value === null || isWhole(value)) return undefined;
  if (around.has(value)) return { code: "wrong-type", reason: "holds itself", remedy: "give a value that ends" };
  if (around.size === deepestNesting) {
    const most = `${deepestNesting} levels`;
    return { code: "over-limit", reason: `is nested deeper than ${most}`, remedy: `use at most ${most}` };
  }
  around.add(value);
  for (const inner of Object.values(value)) {
    const failure = endlessness(inner, isWhole, around);
    if (failure !== undefined) return failure;
  }
  around.delete(value);
  return undefined;
}
