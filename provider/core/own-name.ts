import { quotedName } from "../dataverse/quoted.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { ProviderError } from "./errors.ts";
import { computedInput } from "./hidden-inputs.ts";
import { labelOf } from "./run.ts";

/**
 * Runs the work of one resource. Whoever asks Dataverse knows a row by table and id only; an error that names the
 * resource's own row like that names it as the program does instead. Other rows keep their ids: no program names them.
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
