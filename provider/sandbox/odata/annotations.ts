import type { CatalogColumn, CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import { targetTableOf, type Row, type Value } from "../store/row.ts";

export const formattedValue = "OData.Community.Display.V1.FormattedValue";
const lookupTable = "Microsoft.Dynamics.CRM.lookuplogicalname";
const lookupNavigation = "Microsoft.Dynamics.CRM.associatednavigationproperty";

/** `odata.include-annotations` is a list with `*` wildcards. */
export function annotationFilter(pattern: string | undefined): (name: string) => boolean {
  if (pattern === undefined) return () => false;
  const parts = pattern.split(",").map((part) => part.trim());
  if (parts.includes("*")) return () => true;
  return (name) => parts.some((part) => fits(name, part.split("*")));
}

/** The texts between the stars must appear in this order. Taking the first match of each is always enough. */
function fits(name: string, [first = "", ...others]: readonly string[]): boolean {
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}

export function annotate(
  organization: Organization,
  table: CatalogTable,
  column: CatalogColumn,
  row: Row,
  value: Value,
  wanted: (name: string) => boolean,
  result: Record<string, unknown>,
): void {
  const { property, facts, name } = column;
  if (value === null) return;
  const target = facts.type === "Lookup" ? lookupTarget(column, row) : undefined;
  const text = target === undefined ? formatted(column, value) : targetName(organization, target, value);
  if (text !== undefined && wanted(formattedValue)) result[`${property}@${formattedValue}`] = text;
  if (target === undefined || facts.type !== "Lookup") return;
  const navigation = facts.targets.find((each) => each.table === target)?.navigation ?? name;
  if (table.navigations.has(navigation) && wanted(lookupNavigation))
    result[`${property}@${lookupNavigation}`] = navigation;
  if (wanted(lookupTable)) result[`${property}@${lookupTable}`] = target;
}

function lookupTarget(column: CatalogColumn, row: Row): string | undefined {
  const kind = row[targetTableOf(column.name)];
  if (typeof kind === "string") return kind;
  return column.facts.type === "Lookup" ? column.facts.targets[0]?.table : undefined;
}

function targetName(organization: Organization, target: string, id: Value): string | undefined {
  const table = organization.catalog.tables.get(target);
  const name = table && organization.store.get(target, String(id))?.[table.facts.primaryName];
  return typeof name === "string" ? name : undefined;
}

function formatted({ facts }: CatalogColumn, value: Value): string | undefined {
  switch (facts.type) {
    case "Picklist":
    case "State":
    case "Status":
      return facts.options[Number(value)];
    case "MultiSelectPicklist":
      return String(value)
        .split(",")
        .map((each) => facts.options[Number(each)] ?? each)
        .join("; ");
    case "Integer":
    case "BigInt":
      return Number(value).toLocaleString("en-US");
    case "Boolean":
      return value === true ? "Yes" : "No";
    case "DateTime":
      return new Date(String(value)).toLocaleString("en-US", {
        timeZone: "UTC",
        dateStyle: "short",
        timeStyle: "short",
      });
    case "String":
    case "Memo":
    case "Uniqueidentifier":
    case "ManagedProperty":
    case "Lookup":
      return undefined;
  }
}
