import { containsUnknown } from "../../schema/unknown.ts";
import { asManaged } from "./as-managed.ts";
import type { OperationContext, Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, metadataOf, sameMeaning } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";

const longestValue = 100;

/**
 * Adoption overwrites values that people set, yet the engine shows only a create. This warning says what will change.
 */
export async function warnOfOverwrites(
  definition: ResourceDefinition,
  operation: OperationContext,
  inputs: Properties,
): Promise<void> {
  const rowId = String(inputs[computedInput.adopts]);
  const found = await definition.read(operation, rowId, inputs);
  if (found === undefined) return;
  const observed = asManaged(definition, found, inputs);
  const changes = argumentNames(definition.schema)
    .filter(
      (argument) => inputs[argument] !== undefined && metadataOf(definition.schema, argument)?.providerOption !== true,
    )
    .flatMap((argument) => changeOf(definition, argument, observed[argument], inputs[argument]));
  operation.session.reporter.warn(
    `${operation.label} takes over row ${rowId}: ${changes.length === 0 ? "nothing in it changes" : changes.join("; ")}`,
  );
}

function changeOf({ schema }: ResourceDefinition, argument: string, before: unknown, after: unknown): string[] {
  if (metadataOf(schema, argument)?.secret === true) return [`${argument}: will be written`];
  if (containsUnknown(after)) return [`${argument}: ${shown(before)} → not known yet`];
  if (sameMeaning(schema, argument, before, after)) return [];
  return [`${argument}: ${shown(before)} → ${shown(after)}`];
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return "(empty)";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}
