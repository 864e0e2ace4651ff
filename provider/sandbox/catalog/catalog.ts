import type { Column, LookupTarget, Table } from "../../../schema/tables/table.ts";
import type { Switches } from "../switches.ts";
import { presentColumns } from "./present-columns.ts";
import { secretColumns } from "./secret-columns.ts";

export interface CatalogColumn {
  readonly name: string;
  readonly facts: Column;
  readonly secured: boolean;
  /** The name in requests and responses: `_name_value` for lookups. */
  readonly property: string;
}

/** A lookup, seen from the row that has it. */
export interface Navigation {
  readonly name: string;
  readonly column: string;
  readonly target: string;
  readonly onDelete: LookupTarget["onDelete"];
}

/** One-to-many, or many-to-many if there is no column. */
export interface Collection {
  readonly name: string;
  readonly table: string;
  readonly column?: string;
  readonly onDelete?: LookupTarget["onDelete"];
}

export interface CatalogTable {
  readonly facts: Table;
  readonly name: string;
  readonly columns: ReadonlyMap<string, CatalogColumn>;
  readonly byProperty: ReadonlyMap<string, CatalogColumn>;
  readonly navigations: ReadonlyMap<string, Navigation>;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly optimisticConcurrency: boolean;
  readonly changeTracking: boolean;
}

/** The tables as this environment shows them: the collected facts, limited by the switches. */
export interface Catalog {
  readonly tables: ReadonlyMap<string, CatalogTable>;
  readonly bySet: ReadonlyMap<string, CatalogTable>;
}

export function buildCatalog(tables: ReadonlyMap<string, Table>, switches: Switches): Catalog {
  const collections = collectCollections(tables);
  const built = [...tables.values()].map((table) =>
    buildTable(table, switches, collections.get(table.logicalName) ?? new Map<string, Collection>()),
  );
  return {
    tables: new Map(built.map((table) => [table.name, table])),
    bySet: new Map(built.map((table) => [table.facts.entitySet, table])),
  };
}

function buildTable(table: Table, switches: Switches, collections: ReadonlyMap<string, Collection>): CatalogTable {
  const secured = secretColumns(switches).secured;
  const columns = Object.entries(presentColumns(table, switches)).map(([name, facts]): CatalogColumn => ({
    name,
    facts,
    secured: secured.has(`${table.logicalName}.${name}`),
    property: facts.type === "Lookup" ? `_${name.toLowerCase()}_value` : name,
  }));
  return {
    facts: table,
    name: table.logicalName,
    columns: new Map(columns.map((column) => [column.name, column])),
    byProperty: new Map(columns.map((column) => [column.property, column])),
    navigations: new Map(columns.flatMap((column) => navigationsOf(column).map((each) => [each.name, each]))),
    collections,
    keys: declaredKeys(table, switches),
    optimisticConcurrency: switches.optimisticConcurrency,
    changeTracking: switches.changeTracking,
  };
}

/** Several targets can share a navigation property (`ownerid`). It is listed once, with the first target. */
function navigationsOf(column: CatalogColumn): Navigation[] {
  if (column.facts.type !== "Lookup") return [];
  const byName = new Map<string, Navigation>();
  for (const target of column.facts.targets) {
    if (byName.has(target.navigation)) continue;
    byName.set(target.navigation, {
      name: target.navigation,
      column: column.name,
      target: target.table,
      onDelete: target.onDelete,
    });
  }
  return [...byName.values()];
}

function collectCollections(tables: ReadonlyMap<string, Table>): Map<string, Map<string, Collection>> {
  const found = new Map<string, Map<string, Collection>>();
  const add = (owner: string, collection: Collection): void => {
    const known = found.get(owner) ?? new Map<string, Collection>();
    found.set(owner, known.set(collection.name, collection));
  };
  for (const table of tables.values()) {
    for (const [column, facts] of Object.entries(table.columns)) {
      if (facts.type !== "Lookup") continue;
      for (const target of facts.targets) {
        const name = relationshipName(table.logicalName, column, target);
        add(target.table, { name, table: table.logicalName, column, onDelete: target.onDelete });
      }
    }
    for (const [name, other] of Object.entries(table.manyToMany ?? {})) {
      add(table.logicalName, { name, table: other });
      add(other, { name, table: table.logicalName });
    }
  }
  return found;
}

/** The name that the platform generates if none is known. */
export const relationshipName = (table: string, column: string, target: LookupTarget): string =>
  target.relationship ?? `${target.table}_${table}_${column}`;

/** That the unique name is a declared key is assumed: exports name rows by it. */
function declaredKeys(table: Table, switches: Switches): Readonly<Record<string, readonly string[]>> {
  const keys = Object.entries(table.alternateKeys ?? {});
  const kept = keys.filter(
    ([, columns]) => switches.uniqueNameKey === "declared" || !columns.includes("msdyn_uniquename"),
  );
  return Object.fromEntries(kept);
}
