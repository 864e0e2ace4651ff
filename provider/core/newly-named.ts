import { isUnknown } from "../../schema/unknown.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, metadataOf, sameMeaning } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import type { Run } from "./run.ts";

/**
 * A program may newly name a value that its row already holds. That is no change and must not replace the row. State
 * shows what the row holds, except state of version 0.1.0. Check cannot tell the two apart, so it reads the row, once,
 * and only for arguments whose change would replace it.
 */
export async function confirmNewlyNamed(
  definition: ResourceDefinition,
  run: Run,
  operation: OperationContext,
  prior: Properties,
  inputs: Properties,
): Promise<void> {
  const rowId = prior[computedInput.rowId];
  if (typeof rowId !== "string" || isUnknown(rowId)) return;
  const { schema } = definition;
  const named = argumentNames(schema).filter(
    (argument) =>
      metadataOf(schema, argument)?.replaces === true &&
      prior[argument] === undefined &&
      inputs[argument] !== undefined &&
      !isUnknown(inputs[argument]),
  );
  if (named.length === 0) return;
  const row = (await definition.list(operation)).find((each) => each[computedInput.rowId] === rowId) ?? {};
  const held = named.filter((argument) => sameMeaning(schema, argument, row[argument], inputs[argument]));
  run.confirmed.set(rowId, held);
}
