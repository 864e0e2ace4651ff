import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { diff, knownOf } from "./diff.ts";
import { computedInput } from "./hidden-inputs.ts";
import type { Run } from "./run.ts";
import type { WhoseRow } from "./whose-row.ts";

export interface Replacement {
  /** The row that is deleted before the new one is created. */
  readonly old: string;
}

/**
 * Whether the row of this resource is about to be replaced. The first check compares with the prior inputs. The second
 * check has none. It also runs for `state taint` and `--target-replace`, which never call diff.
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

/**
 * Records that the row will be deleted. The resources that depend on it then ask whether that is possible before they
 * are deleted.
 */
export function noteDeparture(
  run: Run,
  { old }: Replacement,
  preflightRemove: (() => Promise<void>) | undefined,
): void {
  if (preflightRemove === undefined || run.retained.has(old)) return;
  let asked: Promise<void> | undefined;
  run.departures.set(old, () => (asked ??= preflightRemove()));
}
