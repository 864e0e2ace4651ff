import { quotedName } from "../dataverse/quoted.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { ProviderError } from "./errors.ts";
import { computedInput } from "./hidden-inputs.ts";
import { labelOf } from "./run.ts";

/**
 * Runs an operation on one resource. The Dataverse client knows a row only by its table and id. If an error names the
 * resource's own row that way, this replaces it with the name that the program uses. Other rows keep their ids, because
 * the program has no name for them.
 */
export async function inOwnName<T>(
  definition: ResourceDefinition,
  properties: Properties,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const own = String(properties[computedInput.rowId] ?? id);
    if (error instanceof ProviderError)
      error.message = error.message.replaceAll(/\brow (\S+) of [a-z_]+/g, (row, named) =>
        named === own ? quotedName(labelOf(definition, properties, id)) : row,
      );
    throw error;
  }
}
