import { badUri, unknownColumn } from "../errors.ts";
import type { CatalogColumn, CatalogTable, Collection, Navigation } from "../metadata/catalog.ts";
import type { Organization } from "../organization.ts";
import { splitOutside } from "./path.ts";

export interface Selection {
  /** `undefined` selects every column. */
  readonly columns: readonly CatalogColumn[] | undefined;
  readonly expansions: readonly Expansion[];
}

export interface Expansion {
  readonly name: string;
  readonly navigation: Navigation | undefined;
  readonly collection: Collection | undefined;
  readonly target: CatalogTable;
  readonly selection: Selection;
  readonly filter: string | undefined;
  readonly orderBy: string | undefined;
  readonly top: number | undefined;
  readonly referenceOnly: boolean;
}

const supported = new Set([
  "$select",
  "$filter",
  "$expand",
  "$orderby",
  "$top",
  "$count",
  "$skiptoken",
  "$deltatoken",
  "$apply",
  "$id",
]);
const mostExpansions = 15;

/** `$skip` and `$search` are not part of the service's OData. Options without `$` (`tag`, aliases) pass. */
export function refuseUnknownOptions(query: URLSearchParams): void {
  for (const name of query.keys()) {
    if (!name.startsWith("$") || supported.has(name)) continue;
    throw badUri(`The query parameter ${name} is not supported.`);
  }
}

export function parseSelection(organization: Organization, table: CatalogTable, query: URLSearchParams): Selection {
  const select = query.get("$select");
  const expand = query.get("$expand");
  return {
    columns: select === null ? undefined : selectedColumns(organization, table, select),
    expansions: expand === null ? [] : parseExpand(organization, table, expand, false),
  };
}

function selectedColumns(organization: Organization, table: CatalogTable, select: string): CatalogColumn[] | undefined {
  const names = select.split(",").map((name) => name.trim());
  if (names.includes("*")) return undefined;
  return names.map((name) => {
    const column = table.byProperty.get(name);
    if (column === undefined) throw unknownColumn(name, table.name, organization.switches.unknownColumnCode);
    return column;
  });
}

function parseExpand(organization: Organization, table: CatalogTable, expand: string, nested: boolean): Expansion[] {
  const items = splitOutside(expand, ",").map((item) => item.trim());
  if (items.length > mostExpansions)
    throw badUri(`The number of $expand options exceeds the limit of ${mostExpansions}.`);
  return items.map((item) => parseExpansion(organization, table, item, nested));
}

function parseExpansion(organization: Organization, table: CatalogTable, item: string, nested: boolean): Expansion {
  const match = /^([^(/]+)(\/\$ref)?(?:\((.*)\))?$/s.exec(item);
  const name = match?.[1]?.trim() ?? item;
  const navigation = table.navigations.get(name);
  const collection = table.collections.get(name);
  const targetName = navigation?.target ?? collection?.table;
  if (targetName === undefined) throw unknownColumn(name, table.name, organization.switches.unknownColumnCode);
  const referenceOnly = match?.[2] !== undefined;
  if (referenceOnly && navigation === undefined) {
    throw badUri("Expand with $ref is only supported on lookup type navigation property.");
  }
  const options = expandOptions(match?.[3] ?? "");
  if ((navigation !== undefined || nested) && (options.has("$top") || options.has("$orderby"))) {
    throw badUri(
      "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested " +
        "one-to-many relationship.",
    );
  }
  const target = organization.table(targetName);
  const select = options.get("$select");
  const inner = options.get("$expand");
  const top = options.get("$top");
  return {
    name,
    navigation,
    collection,
    target,
    referenceOnly,
    selection: {
      columns: select === undefined ? undefined : selectedColumns(organization, target, select),
      expansions: inner === undefined ? [] : parseExpand(organization, target, inner, true),
    },
    filter: options.get("$filter"),
    orderBy: options.get("$orderby"),
    top: top === undefined ? undefined : Number(top),
  };
}

const expandable = new Set(["$select", "$filter", "$orderby", "$top", "$expand"]);

function expandOptions(text: string): Map<string, string> {
  const options = new Map<string, string>();
  for (const part of splitOutside(text, ";").filter((each) => each.trim() !== "")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (!expandable.has(name)) throw badUri(`The option ${name || part} is not supported inside $expand.`);
    options.set(name, part.slice(at + 1).trim());
  }
  return options;
}
