import { badUri, unknownColumn } from "../errors.ts";
import type { CatalogTable, Collection } from "../metadata/catalog.ts";
import type { Organization } from "../organization.ts";
import { linkedIds } from "../store/many-to-many.ts";
import type { Row, Value } from "../store/row.ts";
import { edmType } from "./payload.ts";

/** What a filter or an order can name: of rows, or of metadata. */
export interface Scope<Item> {
  property(path: readonly string[]): Operand<Item>;
  collection(path: readonly string[]): { readonly scope: Scope<Item>; readonly items: (item: Item) => readonly Item[] };
}

export interface Operand<Item> {
  /** `undefined` where any literal may be compared. */
  readonly edmType: string | undefined;
  read(item: Item): Value;
}

export function rowScope(
  organization: Organization,
  table: CatalogTable,
  hidden: (column: string) => boolean,
): Scope<Row> {
  return {
    property(path) {
      const [first = "", ...rest] = path;
      if (rest.length === 0) return ownColumn(organization, table, first, hidden);
      const navigation = table.navigations.get(first);
      if (navigation === undefined) throw unknownColumn(first, table.name, organization.switches.unknownColumnCode);
      const target = organization.table(navigation.target);
      const inner = rowScope(organization, target, () => false).property(rest);
      return {
        edmType: inner.edmType,
        read(row) {
          const found = organization.store.get(target.name, String(row[navigation.column] ?? ""));
          return found === undefined ? null : inner.read(found);
        },
      };
    },
    collection(path) {
      const collection = path.length === 1 ? table.collections.get(path[0] ?? "") : undefined;
      if (collection === undefined)
        throw unknownColumn(path.join("/"), table.name, organization.switches.unknownColumnCode);
      const child = organization.table(collection.table);
      return {
        scope: rowScope(organization, child, () => false),
        items: (row) => childRows(organization, table, collection, String(row[table.facts.primaryId])),
      };
    },
  };
}

export function childRows(organization: Organization, owner: CatalogTable, collection: Collection, id: string): Row[] {
  const { store } = organization;
  const { column, table } = collection;
  if (column !== undefined) return [...store.table(table).values()].filter((row) => row[column] === id);
  const others = linkedIds(store, collection.name, owner.name, id, table).map((other) => store.get(table, other));
  return others.filter((row) => row !== undefined);
}

function ownColumn(
  organization: Organization,
  table: CatalogTable,
  name: string,
  hidden: (column: string) => boolean,
): Operand<Row> {
  const column = table.byProperty.get(name);
  if (column === undefined) throw unknownColumn(name, table.name, organization.switches.unknownColumnCode);
  if (hidden(column.name)) return { edmType: undefined, read: () => null };
  return { edmType: edmType(column), read: (row) => row[column.name] ?? null };
}

/** Metadata is plain JSON: what a property holds tells its type. */
export const jsonScope: Scope<Readonly<Record<string, unknown>>> = {
  property(path) {
    return {
      edmType: undefined,
      read(item) {
        let value: unknown = item;
        for (const name of path) {
          value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : null;
        }
        return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
      },
    };
  },
  collection(path) {
    throw badUri(`The collection '${path.join("/")}' cannot be filtered.`);
  },
};
