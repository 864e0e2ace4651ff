import { isDeepStrictEqual } from "node:util";
import { containsUnknown } from "../../schema/unknown.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import type { Difference } from "./diff.ts";
import { argumentsOf, valuesAt } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import { heldAfter, heldBefore, observedIn } from "./observed.ts";
import { labelOf, type Run } from "./run.ts";

/** Reports the reason for a replacement: the engine prints only the names of the arguments. */
export async function reportReplacement(
  definition: ResourceDefinition,
  run: Run,
  state: Properties,
  inputs: Properties,
  { replaces }: Difference,
): Promise<void> {
  // Refresh calls diff, too, but replaces nothing. It never calls check, so nothing is claimed.
  if (replaces.length === 0 || run.claims.size === 0) return;
  const session = await run.session();
  const defaults = definition.defaults?.(inputs, session, state) ?? {};
  const reasons = replaces.flatMap((argument) => {
    const before = { [argument]: heldBefore(state, argument) };
    const after = { [argument]: heldAfter(state, observedIn(state), inputs, defaults, argument) };
    return reasonsOf(definition, argument, before, after);
  });
  await tell(definition, run, String(state[computedInput.rowId]), labelOf(definition, state), reasons.join("; "));
}

/** Reports a resource that was tainted or that the command line names: none of its arguments differs. */
export function reportMarked(definition: ResourceDefinition, run: Run, old: string, label: string): Promise<void> {
  return tell(
    definition,
    run,
    old,
    label,
    "it is marked for replacement (pulumi state taint), or --target-replace names it",
  );
}

async function tell(definition: ResourceDefinition, run: Run, old: string, label: string, why: string): Promise<void> {
  if (run.told.has(old)) return;
  run.told.add(old);
  const meanwhile = run.retained.has(old)
    ? `Its old row ${old} stays, because of retainOnDelete.`
    : `The old row is deleted before the new one is made. ${definition.whileReplaced}`;
  (await run.session())?.reporter.warn(`${label} is replaced: ${why}. ${meanwhile}`);
}

function reasonsOf(
  { schema }: ResourceDefinition,
  argument: string,
  state: Properties,
  inputs: Properties,
): readonly string[] {
  const reasons = argumentsOf(schema)
    .filter(
      ({ path, metadata }) => path[0] === argument && (metadata.replaces === true || metadata.resource !== undefined),
    )
    .flatMap(({ path, metadata }) => {
      const [before, after] = [state, inputs].map((root) => valuesAt(root, path).map(({ value }) => value));
      if (isDeepStrictEqual(before, after)) return [];
      const name = path.join(".");
      if (metadata.resource !== undefined && containsUnknown(after)) return [`its ${name} is replaced`];
      if (metadata.secret === true) return [`${name} changes`];
      return [`${name} changes from ${shown(before)} to ${shown(after)}`];
    });
  return reasons.length > 0 ? reasons : [`${argument} changes, which the option replaceOnChanges names`];
}

function shown(values: readonly unknown[] | undefined): string {
  if (containsUnknown(values)) return "a value that is not known yet";
  const [value] = values ?? [];
  return value === undefined ? "no value" : JSON.stringify(value);
}
