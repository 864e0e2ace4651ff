import type { CatalogTable } from "../metadata/catalog.ts";
import type { Organization } from "../organization.ts";
import type { Row, Value } from "../store/row.ts";
import { compare } from "./comparison.ts";
import type { Scope } from "./scope.ts";

/** Lookups are ordered by the name of their target, as documented; choices by their number. */
export function sortRows(
  organization: Organization,
  table: CatalogTable,
  rows: Row[],
  orderBy: string,
  scope: Scope<Row>,
): Row[] {
  const keys = orderBy.split(",").map((part) => {
    const [name = "", direction] = part.trim().split(/\s+/);
    const column = table.byProperty.get(name);
    const operand = scope.property(name.split("/"));
    const targets = column?.facts.type === "Lookup" ? column.facts.targets : [];
    const read = (row: Row): Value =>
      targets.length === 0 ? operand.read(row) : targetName(organization, targets[0]?.table ?? "", operand.read(row));
    return { read, sign: direction === "desc" ? -1 : 1 };
  });
  return rows.sort((left, right) => {
    for (const { read, sign } of keys) {
      const order = compare(read(left), read(right)) * sign;
      if (order !== 0) return order;
    }
    return 0;
  });
}

function targetName(organization: Organization, table: string, id: Value): Value {
  const target = organization.catalog.tables.get(table);
  const row = organization.store.get(table, String(id));
  return target === undefined || row === undefined ? null : (row[target.facts.primaryName] ?? null);
}
