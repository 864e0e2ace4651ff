import type { CatalogTable } from "../catalog/catalog.ts";
import type { Store } from "./store.ts";

/** A many-to-many relationship has a table of its own name, with one row per pair of ids. */
export interface Pair {
  readonly relationship: string;
  readonly table: string;
  readonly id: string;
  readonly otherTable: string;
  readonly otherId: string;
}

const key = ({ table, id, otherTable, otherId }: Pair): string =>
  [`${table}/${id}`, `${otherTable}/${otherId}`].sort().join(":");

export function link(store: Store, pair: Pair): void {
  const id = key(pair);
  store.put(pair.relationship, id, { pair: id, [pair.table]: pair.id, [pair.otherTable]: pair.otherId });
}

export const isLinked = (store: Store, pair: Pair): boolean => store.get(pair.relationship, key(pair)) !== undefined;

export const unlink = (store: Store, pair: Pair): void => store.delete(pair.relationship, key(pair));

export function linkedIds(store: Store, relationship: string, table: string, id: string, otherTable: string): string[] {
  const rows = [...store.table(relationship).values()];
  return rows.filter((row) => row[table] === id).map((row) => String(row[otherTable]));
}

export function removeAllLinks(store: Store, table: CatalogTable, id: string): void {
  for (const collection of table.collections.values()) {
    if (collection.column !== undefined) continue;
    for (const [pairId, row] of [...store.table(collection.name)]) {
      if (row[table.name] === id) store.delete(collection.name, pairId);
    }
  }
}
