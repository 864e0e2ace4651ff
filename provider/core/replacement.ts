import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { diff, knownOf } from "./diff.ts";
import { computedInput } from "./hidden-inputs.ts";
import type { Run } from "./run.ts";
import type { WhoseRow } from "./whose-row.ts";

export interface Replacement {
  /** The row that is deleted before the new one is made. */
  readonly old: string;
}

/**
 * Whether the row of this resource is about to be replaced. The first check compares with the old inputs. The second
 * one has none, and comes for `state taint` and `--target-replace` too, where diff is never asked.
 */
export function replacementOf(
  definition: ResourceDefinition,
  run: Run,
  { session }: OperationContext,
  prior: Properties,
  inputs: Properties,
  { inState, old }: WhoseRow,
): Replacement | undefined {
  if (!inState) return old === undefined ? undefined : { old };
  const { replaces } = diff(definition.schema, prior, inputs, knownOf(definition, run, session, prior, inputs));
  return replaces.length === 0 ? undefined : { old: String(prior[computedInput.rowId]) };
}

/** Notes that the row goes, so that what hangs on it asks before it is deleted whether the row can go at all. */
export function noteDeparture(run: Run, { old }: Replacement, letGo: (() => Promise<void>) | undefined): void {
  if (letGo === undefined || run.retained.has(old)) return;
  let asked: Promise<void> | undefined;
  run.departures.set(old, () => (asked ??= letGo()));
}
