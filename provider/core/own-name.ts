import type { Doing, Properties, ResourceDefinition } from "./definition.ts";
import { ProviderError } from "../errors.ts";
import { couldNot, NotReadyError } from "./errors.ts";
import { computedInput } from "./hidden-inputs.ts";
import { labelOf } from "./run.ts";
import { nameBeside } from "../dataverse/subject.ts";

/** What is done to which resource. */
interface Operation {
  readonly doing: Doing;
  readonly definition: ResourceDefinition;
  readonly properties: Properties;
  readonly id: string;
}

/**
 * Runs an operation on one resource. The Dataverse client knows a row only by its table and id, and a look-up knows an
 * argument only by its path. This tells their errors in the name of the resource. Others may hold the same error, so it
 * is not changed.
 */
export async function inOwnName<T>(operation: Operation, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw retold(error, operation);
  }
}

function retold(error: unknown, { doing, definition, properties, id }: Operation): unknown {
  if (!(error instanceof ProviderError) || error.attempt !== undefined) return error;
  const { request, propertyPath } = error;
  if (request === undefined && propertyPath === undefined) return error;
  const own = { table: definition.table, id: String(properties[computedInput.rowId] ?? id) };
  const named = new ProviderError(
    {
      ...error,
      attempt: couldNot({ doing, label: labelOf(definition, properties, id) }),
      what: request === undefined ? error.what : request.reason(nameBeside(request.subject, own)),
    },
    { cause: error },
  );
  return error instanceof NotReadyError ? new NotReadyError(error.id, error.properties, named) : named;
}
