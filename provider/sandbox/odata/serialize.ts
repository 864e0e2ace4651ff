import { badUri } from "../errors.ts";
import { isSecretColumn } from "../catalog/secret-columns.ts";
import type { CatalogColumn, CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import { hiddenFrom, type Caller } from "../identity/caller.ts";
import type { Row, Value } from "../store/row.ts";
import { annotate } from "./annotations.ts";
import { compileFilter } from "./filter.ts";
import { sortRows } from "./order.ts";
import type { Expansion, Selection } from "./query-options.ts";
import { childRows, rowScope } from "./scope.ts";

/** How one client sees rows in one request. */
export interface View {
  readonly organization: Organization;
  readonly caller: Caller;
  readonly annotation: (name: string) => boolean;
}

export const etagOf = (row: Row): string => `W/"${Number(row["versionnumber"] ?? 0)}"`;

export function serializeRow(view: View, table: CatalogTable, row: Row, selection: Selection): Record<string, unknown> {
  const result: Record<string, unknown> = { "@odata.etag": etagOf(row) };
  for (const column of visibleColumns(view, table, selection)) {
    const value = shownValue(view, table, column, row[column.name] ?? null);
    annotate(view.organization, table, column, row, value, view.annotation, result);
    result[column.property] = column.facts.type === "ManagedProperty" ? managedProperty(column.name, value) : value;
  }
  for (const expansion of selection.expansions) expand(view, table, row, expansion, result);
  return result;
}

/** The response omits columns that the client may not see. That they are absent rather than null is assumed. */
function visibleColumns(view: View, table: CatalogTable, { columns }: Selection): CatalogColumn[] {
  const primary = table.columns.get(table.facts.primaryId);
  const chosen = columns === undefined ? [...table.columns.values()] : [...columns];
  if (primary !== undefined && !chosen.includes(primary)) chosen.push(primary);
  return chosen.filter((column) => {
    if (column.facts.validForRead === false || hiddenFrom(view.caller, table)(column.name)) return false;
    if (view.organization.switches.secretRead === "absent" && isSecretColumn(table.name, column.name)) return false;
    return columns === undefined || !queueLeftOut(view.organization, table, column);
  });
}

/** One tool saw that a plain `$select` leaves out the fallback queue. */
const queueLeftOut = (organization: Organization, table: CatalogTable, column: CatalogColumn): boolean =>
  organization.switches.defaultQueueSelect === "omitted" &&
  table.name === "msdyn_liveworkstream" &&
  column.name === "msdyn_defaultqueue";

function shownValue(view: View, table: CatalogTable, column: CatalogColumn, value: Value): Value {
  const masked = view.organization.switches.secretRead === "masked" && isSecretColumn(table.name, column.name);
  return masked && value !== null ? "********" : value;
}

const managedProperty = (name: string, value: Value): unknown => ({
  Value: value ?? true,
  CanBeChanged: true,
  ManagedPropertyLogicalName: name,
});

function expand(
  view: View,
  table: CatalogTable,
  row: Row,
  expansion: Expansion,
  result: Record<string, unknown>,
): void {
  const { organization } = view;
  const { target, name } = expansion;
  if (expansion.navigation !== undefined) {
    const id = row[expansion.navigation.column];
    const found = typeof id === "string" ? organization.store.get(target.name, id) : undefined;
    result[name] = found === undefined ? null : shownTarget(view, expansion, found);
    return;
  }
  if (expansion.collection === undefined) return;
  const id = String(row[table.facts.primaryId]);
  const scope = rowScope(organization, target, view.caller);
  let rows = childRows(organization, table, expansion.collection, id);
  if (expansion.filter !== undefined) rows = rows.filter(compileFilter(expansion.filter, scope, noAliases));
  if (expansion.orderBy !== undefined) rows = sortRows(organization, target, rows, expansion.orderBy, scope, noAliases);
  result[name] = rows
    .slice(0, expansion.top ?? 5000)
    .map((each) => serializeRow(view, target, each, expansion.selection));
  result[`${name}@odata.nextLink`] = `${organization.base}${table.facts.entitySet}(${id})/${name}`;
}

/** Documented for `$filter` and `$orderby`, "but not inside the $expand option". The text is assumed. */
function noAliases(name: string): never {
  throw badUri(`The parameter alias '@${name}' cannot be used inside $expand.`);
}

function shownTarget(view: View, { target, selection, referenceOnly }: Expansion, row: Row): unknown {
  if (!referenceOnly) return serializeRow(view, target, row, selection);
  return { "@odata.id": `${view.organization.base}${target.facts.entitySet}(${String(row[target.facts.primaryId])})` };
}
