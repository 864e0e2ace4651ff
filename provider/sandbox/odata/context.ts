import type { CatalogTable } from "../catalog/catalog.ts";
import type { Selection } from "./query-options.ts";

/** Clients read the set and the columns from this line, so it names the selection exactly. */
export function contextUrl(base: string, table: CatalogTable, selection: Selection, single: boolean): string {
  return `${base}$metadata#${table.facts.entitySet}${columnList(selection)}${single ? "/$entity" : ""}`;
}

function columnList({ columns, expansions }: Selection): string {
  const names = columns?.map((column) => column.property) ?? [];
  const expanded = expansions.map((expansion) =>
    expansion.referenceOnly ? `${expansion.name}/$ref` : `${expansion.name}${columnList(expansion.selection) || "()"}`,
  );
  const all = [...names, ...expanded];
  return all.length === 0 ? "" : `(${all.join(",")})`;
}
