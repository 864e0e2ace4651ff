import type { Properties } from "../core/definition.ts";
import { kept } from "../core/hidden-inputs.ts";
import type { Row, TableName } from "../dataverse/contract.ts";

/**
 * The row from the list of its table, which one refresh asks for once. A row that the list lacks is not proven gone, so
 * the caller asks for it by its id. A row that is only looked at may have been written in this very process, and is
 * always asked for.
 */
export async function listedRow(
  remembered: Properties,
  table: TableName,
  id: string,
  list: () => Promise<readonly Row[]>,
): Promise<Row | undefined> {
  if (remembered[kept.rowId] === undefined) return undefined;
  return (await list()).find((row) => row[table.primaryId] === id);
}
