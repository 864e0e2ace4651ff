import type { OperationContext } from "../core/definition.ts";
import type { Filter, Row, TableName } from "../dataverse/types.ts";
import { idIn, textIn } from "./row-values.ts";

/** What state knows of a resource. A resource that is only read has no `rowId`. */
export interface Known {
  readonly rowId?: unknown;
}

/**
 * The row from the list of its table, which a refresh asks for once. A row that the list lacks may still exist, so the
 * caller asks for it by its id. The row of a resource that is only read may have been written in this process, so the
 * caller always asks for it.
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

/** Rows that belong to another row. */
export interface Children {
  readonly table: TableName;
  readonly select: readonly string[];
  /** Which rows of the table can belong to such a row at all. */
  readonly kind?: Filter;
  /** Column that names the row that they belong to. */
  readonly parent: string;
  /** Finds those of one row. */
  readonly of: (parentId: string) => Filter;
  /** Ids of those that we make for one row. They count, whatever row their column names. */
  readonly own?: (parentId: string) => readonly string[];
}

/** The rows that belong to a row. A refresh takes them from one list for all of them. */
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
