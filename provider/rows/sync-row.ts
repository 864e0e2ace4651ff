import type { OperationContext, Properties } from "../core/definition.ts";
import { ProviderError, inOperation } from "../errors.ts";
import { NotReadyError } from "../core/errors.ts";
import type { Columns, Row, TableName } from "../dataverse/types.ts";
import { RowMissingError, VersionMismatchError } from "../dataverse/errors.ts";
import { tries, untilAccepted } from "./conflict.ts";
import { changedColumns } from "./own-row.ts";
import { unchangedSince } from "./row-version.ts";

/** Writes the columns that differ. If someone else wrote in between, reads the row and compares again. */
export async function syncRow(
  operation: OperationContext,
  table: TableName,
  id: string,
  wanted: Columns,
  found: Row,
  select: readonly string[],
  readAgain: () => Promise<Row | undefined> = () => operation.session.client.retrieve(table, id, { select }),
): Promise<void> {
  const { client } = operation.session;
  let row = found;
  await untilAccepted(tries.row, {
    read: async (refusal) => {
      if (refusal instanceof VersionMismatchError) {
        const again = await readAgain();
        if (again === undefined) throw new RowVanishedError(id, refusal);
        row = again;
      }
      const changes = changedColumns(wanted, row);
      return Object.keys(changes).length === 0 ? undefined : changes;
    },
    write: async (changes) => {
      try {
        await client.update(table, id, changes, unchangedSince(row));
      } catch (error) {
        // The answer does not say whether this row is missing, or one that a column points at.
        if (error instanceof RowMissingError && (await readAgain()) === undefined)
          throw new RowVanishedError(id, error);
        throw error;
      }
    },
    isStale: (error) => error instanceof VersionMismatchError,
  });
}

/** Someone else deleted the row between our read and our write. */
export class RowVanishedError extends ProviderError {
  constructor(id: string, cause?: VersionMismatchError | RowMissingError) {
    super(
      {
        code: "row-vanished",
        ...inOperation("someone else deleted its row at the same time"),
        why: `row ${id} is gone: someone else works on the same environment`,
        remedy: "run again: the row is made again under the same id",
      },
      { cause },
    );
  }
}

/**
 * If an error comes after the row of a new resource was made, the engine keeps the resource as created but not ready.
 * `made` is read only then, so it must hold no more than what is written by then. An update needs none of this: state
 * stays as it was, and the next run compares it with the row.
 */
export async function notReadyUnlessKnown<State>(
  id: string,
  made: Properties,
  prior: Properties | undefined,
  work: () => Promise<State>,
): Promise<State> {
  try {
    return await work();
  } catch (error) {
    if (prior !== undefined || !(error instanceof ProviderError)) throw error;
    throw new NotReadyError(id, made, error);
  }
}
