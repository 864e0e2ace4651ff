import type { OperationContext } from "../core/definition.ts";
import type { Filter, Row, TableName } from "../dataverse/types.ts";
import { idIn, textIn } from "./row-values.ts";

/** What state knows of a resource: of one that is only looked at no `rowId`. */
export interface Known {
  readonly rowId?: unknown;
}

/**
 * The row from the list of its table, which one refresh asks for once. A row that the list lacks is not proven gone, so
 * the caller asks for it by its id. A row that is only looked at may have been written in this very process, and is
 * always asked for.
 */
export async function listedRow(
  prior: Known,
  table: TableName,
  id: string,
  list: () => Promise<readonly Row[]>,
): Promise<Row | undefined> {
  if (prior.rowId === undefined) return undefined;
  return (await list()).find((row) => row[table.primaryId] === id);
}

/** Rows that hang on another row. */
export interface Children {
  readonly table: TableName;
  readonly select: readonly string[];
  /** Which rows of the table can be such rows at all. */
  readonly kind?: Filter;
  /** Column that names the row they hang on. */
  readonly parent: string;
  /** Asks for those of one row. */
  readonly of: (parentId: string) => Filter;
  /** Ids that our rows on it have, whatever they say that they hang on. */
  readonly own?: (parentId: string) => readonly string[];
}

/** The rows that hang on a row: in a refresh out of one list for all of them, else asked for. */
export async function childRows(
  { session }: OperationContext,
  prior: Known,
  { table, select, kind, parent, of, own }: Children,
  parentId: string,
): Promise<readonly Row[]> {
  const { client } = session;
  if (prior.rowId === undefined) return client.list(table, { select, filter: of(parentId) });
  const rows = await session.once(`list ${table.logicalName}`, () =>
    client.list(table, kind === undefined ? { select } : { select, filter: kind }),
  );
  const ids = own?.(parentId) ?? [];
  return rows.filter(
    (row) => textIn(row, parent)?.toLowerCase() === parentId.toLowerCase() || ids.includes(idIn(row, table)),
  );
}
