import { badUri, unknownColumn } from "../errors.ts";
import { requireTop } from "../implemented/query-options.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogColumn, CatalogTable, Collection, Navigation } from "../catalog/catalog.ts";
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

const mostExpansions = 15;

export function parseSelection(organization: Organization, table: CatalogTable, query: URLSearchParams): Selection {
  const select = query.get("$select");
  const expand = query.get("$expand");
  return {
    columns: select === null ? undefined : selectedColumns(organization, table, select),
    expansions: expand === null ? [] : parseExpand(organization, table, expand, "top"),
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

/** Whether an expansion is inside another one. */
type Nesting = "top" | "nested";

function parseExpand(organization: Organization, table: CatalogTable, expand: string, nesting: Nesting): Expansion[] {
  const items = splitOutside(expand, ",").map((item) => item.trim());
  if (items.length > mostExpansions)
    throw badUri(`The number of $expand options exceeds the limit of ${mostExpansions}.`);
  const repeated = items.find((item, at) => items.indexOf(item) !== at);
  if (repeated !== undefined) throw badUri(`Found multiple select/expand terms for the property '${repeated}'.`);
  return items.map((item) => parseExpansion(organization, table, item, nesting));
}

function parseExpansion(organization: Organization, table: CatalogTable, item: string, nesting: Nesting): Expansion {
  const { name, referenceOnly, text } = expansionSyntax(item);
  const navigation = table.navigations.get(name);
  const collection = table.collections.get(name);
  const targetName = navigation?.target ?? collection?.table;
  if (targetName === undefined) throw unknownColumn(name, table.name, organization.switches.unknownColumnCode);
  if (referenceOnly && navigation === undefined) {
    throw badUri("Expand with $ref is only supported on lookup type navigation property.");
  }
  const options = expandOptions(text);
  if ((navigation !== undefined || nesting === "nested") && (options.has("$top") || options.has("$orderby"))) {
    throw badUri(
      "Only $select and $filter clause can be provided while doing $expand on many-to-one relationship or nested " +
        "one-to-many relationship.",
    );
  }
  // The service allows this, but does not say what happens to a lookup whose row does not match.
  if (navigation !== undefined && options.has("$filter"))
    throw unimplemented("option in the $expand of a lookup", "$filter");
  // join-tables.md: many-to-many relationships accept no nested $expand. The text is assumed.
  if (collection !== undefined && collection.column === undefined && options.has("$expand"))
    throw badUri(`Nested $expand is not supported for the many-to-many relationship '${name}'.`);
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
      expansions: inner === undefined ? [] : parseExpand(organization, target, inner, "nested"),
    },
    filter: options.get("$filter"),
    orderBy: options.get("$orderby"),
    top: top === undefined ? undefined : requireTop(top),
  };
}

function expansionSyntax(item: string): { name: string; referenceOnly: boolean; text: string } {
  if (item === "*") throw unimplemented("query option", "$expand=*");
  const [, name = item, segment, text = ""] = /^([^(/]+)(\/[^(]*)?(?:\((.*)\))?$/s.exec(item) ?? [];
  if (segment !== undefined && segment !== "/$ref") throw unimplemented("segment in $expand", segment.slice(1));
  return { name: name.trim(), referenceOnly: segment !== undefined, text };
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
