import { badUri } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import type { Row, Value } from "../store/row.ts";
import { compare } from "./comparison.ts";
import type { Aliases } from "./filter.ts";
import { splitOutside } from "./path.ts";
import type { Scope } from "./scope.ts";

/** Sorts lookups by the name of their target, as documented, and choices by their number. */
export function sortRows(
  organization: Organization,
  table: CatalogTable,
  rows: Row[],
  orderBy: string,
  scope: Scope<Row>,
  aliases: Aliases,
): Row[] {
  const keys = splitOutside(orderBy, ",").map((part) => {
    const { name, direction } = parsePart(part, orderBy, aliases);
    const column = table.byProperty.get(name);
    const operand = scope.property([name]);
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

function parsePart(part: string, orderBy: string, aliases: Aliases): { name: string; direction: string } {
  const [named = "", direction = "asc", ...more] = part.trim().split(/\s+/);
  if (more.length > 0 || (direction !== "asc" && direction !== "desc"))
    throw badUri(`Syntax error in '${orderBy}'.`, "0x0");
  const name = named.startsWith("@") ? aliases(named.slice(1)) : named;
  // What the service does with an empty order is not documented.
  if (name === null) throw unimplemented("parameter alias without a value", named);
  if (name.includes("(")) throw badUri(`The expression '${name}' is not supported in $orderby.`);
  if (name.includes("/")) throw unimplemented("order by", name);
  return { name, direction };
}

function targetName(organization: Organization, table: string, id: Value): Value {
  const target = organization.catalog.tables.get(table);
  const row = organization.store.get(table, String(id));
  return target === undefined || row === undefined ? null : (row[target.facts.primaryName] ?? null);
}
