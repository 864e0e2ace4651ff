import { unknownColumn } from "../errors.ts";
import type { CatalogColumn, CatalogTable, Collection } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import { hiddenFrom, type Caller } from "../identity/caller.ts";
import { linkedIds } from "../store/many-to-many.ts";
import type { Row, Value } from "../store/row.ts";
import { edmType } from "./payload.ts";

/** What a filter or an order can name in rows or in metadata. */
export interface Scope<Item> {
  property(path: readonly string[]): Operand<Item>;
  collection(path: readonly string[]): { readonly scope: Scope<Item>; readonly items: (item: Item) => readonly Item[] };
  /** What query functions need. Metadata has none. */
  readonly functions?: FunctionScope<Item>;
}

export interface FunctionScope<Item> {
  readonly userId: string;
  readonly businessUnitId: string;
  /** A property, or a lookup by the name of its column. */
  column(path: readonly string[]): Operand<Item>;
}

export interface Operand<Item> {
  /** `undefined` if it may be compared with any literal. */
  readonly edmType: string | undefined;
  read(item: Item): Value;
}

export function rowScope(organization: Organization, table: CatalogTable, caller: Caller): Scope<Row> {
  const unknown = (name: string): Error => unknownColumn(name, table.name, organization.switches.unknownColumnCode);
  const operand = (column: CatalogColumn): Operand<Row> => {
    if (hiddenFrom(caller, table)(column.name)) return { edmType: undefined, read: () => null };
    return { edmType: edmType(column), read: (row) => row[column.name] ?? null };
  };
  /** A filter can only compare a lookup's navigation property with null. */
  const single = (name: string): Operand<Row> => {
    const column = table.byProperty.get(name);
    if (column !== undefined) return operand(column);
    const navigation = table.navigations.get(name);
    if (navigation === undefined) throw unknown(name);
    const { target } = navigation;
    return { edmType: `Microsoft.Dynamics.CRM.${target}`, read: (row) => row[navigation.column] ?? null };
  };
  const property = (path: readonly string[]): Operand<Row> => {
    const [first = "", ...rest] = path;
    if (rest.length === 0) return single(first);
    const navigation = table.navigations.get(first);
    if (navigation === undefined) throw unknown(first);
    const target = organization.table(navigation.target);
    const inner = rowScope(organization, target, caller).property(rest);
    return {
      edmType: inner.edmType,
      read(row) {
        const found = organization.store.get(target.name, String(row[navigation.column] ?? ""));
        return found === undefined ? null : inner.read(found);
      },
    };
  };
  return {
    property,
    collection(path) {
      const collection = path.length === 1 ? table.collections.get(path[0] ?? "") : undefined;
      if (collection === undefined) throw unknown(path.join("/"));
      const child = organization.table(collection.table);
      return {
        scope: rowScope(organization, child, caller),
        items: (row) => childRows(organization, table, collection, String(row[table.facts.primaryId])),
      };
    },
    functions: {
      userId: caller.userId,
      businessUnitId: organization.businessUnitId,
      column(path) {
        const named = path.length === 1 ? table.columns.get(path[0] ?? "") : undefined;
        return named === undefined ? property(path) : operand(named);
      },
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
