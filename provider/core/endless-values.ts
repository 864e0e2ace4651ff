import type { CheckFailure } from "../../schema/resource-schema.ts";
import { UNKNOWN } from "../../schema/unknown.ts";

/** Levels of lists and objects in each other. A condition in the rule designer has a handful. */
const deepestNesting = 100;

/** Arguments that can be walked to their end, and check failures for the others. */
export interface Bounded {
  /** Endless arguments are replaced by unknown. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly failures: readonly CheckFailure[];
}

/**
 * Replaces values that contain themselves or are nested too deep: all later code walks the arguments, and such a value
 * would end the process. `isWhole` says which values are not walked into.
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
