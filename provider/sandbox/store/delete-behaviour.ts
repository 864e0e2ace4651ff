import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable, Collection } from "../catalog/catalog.ts";
import { removeAllLinks } from "./many-to-many.ts";
import { leaveSolutions } from "./solutions.ts";
import { targetTableOf, type Row } from "./row.ts";
import { modification, type WriteContext } from "./write-context.ts";

/** Removes a row, and treats the rows that point at it as their relationship says. */
export function removeRow(context: WriteContext, table: CatalogTable, id: string): void {
  const { store } = context.organization;
  const pointing = [...table.collections.values()].map((collection) => ({
    collection,
    rows: rowsPointingAt(context, collection, table.name, id),
  }));
  const restricted = pointing.some(({ collection, rows }) => collection.onDelete === "Restrict" && rows.length > 0);
  if (restricted) throw associated();
  for (const { collection, rows } of pointing) {
    for (const [childId, child] of rows) settle(context, collection, childId, child);
  }
  removeAllLinks(store, table, id);
  leaveSolutions(context, table, id);
  store.delete(table.name, id);
}

function settle(context: WriteContext, collection: Collection, id: string, row: Row): void {
  const { organization } = context;
  if (organization.store.get(collection.table, id) === undefined || collection.column === undefined) return;
  if (collection.onDelete === "Cascade") {
    removeRow(context, organization.table(collection.table), id);
  } else if (collection.onDelete === "RemoveLink") {
    organization.store.put(collection.table, id, { ...row, [collection.column]: null, ...modification(context) });
  }
}

export function rowsPointingAt(
  { organization }: WriteContext,
  { table, column }: Collection,
  target: string,
  id: string,
): [string, Row][] {
  if (column === undefined) return [];
  const kind = targetTableOf(column);
  return [...organization.store.table(table)].filter(
    ([, row]) => row[column] === id && (row[kind] === undefined || row[kind] === target),
  );
}

const associated = (): ServiceError =>
  new ServiceError(
    405,
    errorCodes.cannotDeleteAssociated,
    "The object you tried to delete is associated with another object and cannot be deleted.",
  );
