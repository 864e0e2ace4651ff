import { edmType } from "../odata/payload.ts";
import {
  relationshipName,
  type Catalog,
  type CatalogColumn,
  type CatalogTable,
  type Collection,
} from "../catalog/catalog.ts";
import { columnAnnotations, tableAnnotations, type Wanted } from "./document-annotations.ts";
import { element } from "./xml-element.ts";

/** Users and teams, the owners of rows, derive from this base. */
const principals: ReadonlySet<string> = new Set(["systemuser", "team"]);

const typeOf = (table: string): string => `mscrm.${table}`;

export const principalType = element(
  "EntityType",
  { Name: "principal", BaseType: "mscrm.crmbaseentity", Abstract: "true" },
  [
    element("Key", {}, [element("PropertyRef", { Name: "ownerid" })]),
    element("Property", { Name: "ownerid", Type: "Edm.Guid", Nullable: "false" }),
  ],
);

/** One table as an entity type. */
export function entityType(catalog: Catalog, table: CatalogTable, wanted: Wanted): string {
  const isPrincipal = principals.has(table.name);
  const key = element("Key", {}, [element("PropertyRef", { Name: table.facts.primaryId })]);
  return element(
    "EntityType",
    { Name: table.name, BaseType: isPrincipal ? "mscrm.principal" : "mscrm.crmbaseentity" },
    [
      ...(isPrincipal ? [] : [key]),
      ...[...table.columns.values()].filter(isShown).map((column) => property(table, column, wanted)),
      ...[...table.columns.values()].flatMap((column) => navigations(catalog, table, column)),
      ...[...table.collections.values()]
        .filter((collection) => catalog.tables.has(collection.table))
        .map((collection) => collectionProperty(catalog, table, collection)),
      ...tableAnnotations(table, wanted),
    ],
  );
}

const isShown = ({ facts }: CatalogColumn): boolean => facts.validForRead !== false;

function property(table: CatalogTable, column: CatalogColumn, wanted: Wanted): string {
  const type = column.facts.type === "ManagedProperty" ? "mscrm.BooleanManagedProperty" : edmType(column);
  const required = column.name === table.facts.primaryId ? "false" : undefined;
  return element(
    "Property",
    { Name: column.property, Type: type, Nullable: required },
    columnAnnotations(column, wanted),
  );
}

/** One per target that this environment has. Targets that share a name are principals. */
function navigations(catalog: Catalog, table: CatalogTable, column: CatalogColumn): string[] {
  const { facts } = column;
  if (facts.type !== "Lookup") return [];
  const targets = facts.targets.flatMap((target) => {
    const primaryId = catalog.tables.get(target.table)?.facts.primaryId;
    return primaryId === undefined ? [] : [{ ...target, primaryId }];
  });
  const names = [...new Set(targets.map((target) => target.navigation))];
  return names.map((name) => {
    const [target, ...others] = targets.filter((each) => each.navigation === name);
    if (target === undefined || others.length > 0) return navigation(name, "mscrm.principal", "ownerid");
    return navigation(name, typeOf(target.table), target.primaryId, relationshipName(table.name, column.name, target));
  });

  function navigation(name: string, type: string, referenced: string, partner?: string): string {
    const constraint = { Property: column.property, ReferencedProperty: referenced };
    const attributes = { Name: name, Type: type, Nullable: facts.required === "SystemRequired" ? "false" : undefined };
    return element("NavigationProperty", { ...attributes, Partner: partner }, [
      element("ReferentialConstraint", constraint),
    ]);
  }
}

function collectionProperty(catalog: Catalog, owner: CatalogTable, { name, table, column }: Collection): string {
  const lookup = column === undefined ? undefined : catalog.tables.get(table)?.columns.get(column)?.facts;
  const target =
    lookup?.type === "Lookup" ? lookup.targets.find((each) => each.table === owner.name)?.navigation : undefined;
  const partner = column === undefined ? name : target;
  return element("NavigationProperty", { Name: name, Type: `Collection(${typeOf(table)})`, Partner: partner });
}
