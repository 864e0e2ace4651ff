import type { LookupTarget } from "../../../schema/tables/table.ts";
import { relationshipName, type Catalog, type CatalogTable } from "../catalog/catalog.ts";
import type { Definition } from "./definition-scope.ts";
import { metadataId } from "./entity-definitions.ts";

export const manyToOneOf = (table: CatalogTable): Definition[] =>
  [...table.columns.values()].flatMap(({ name, facts }) =>
    facts.type === "Lookup" ? facts.targets.map((target) => relationship(table.name, name, target)) : [],
  );

export const oneToManyOf = (catalog: Catalog, table: CatalogTable): Definition[] =>
  [...catalog.tables.values()].flatMap((child) =>
    manyToOneOf(child).filter((definition) => definition["ReferencedEntity"] === table.name),
  );

function relationship(child: string, column: string, target: LookupTarget): Definition {
  const name = relationshipName(child, column, target);
  return {
    "@odata.type": "#Microsoft.Dynamics.CRM.OneToManyRelationshipMetadata",
    MetadataId: metadataId("relationship", name),
    SchemaName: name,
    RelationshipType: "OneToManyRelationship",
    ReferencingEntity: child,
    ReferencingAttribute: column,
    ReferencingEntityNavigationPropertyName: target.navigation,
    ReferencedEntity: target.table,
    ReferencedEntityNavigationPropertyName: name,
    CascadeConfiguration: { Delete: target.onDelete },
  };
}

/** Both tables list the relationship. The table that declares it is the first one. */
export const manyToManyOf = (catalog: Catalog, { name: table }: CatalogTable): Definition[] =>
  allManyToMany(catalog).filter((each) => each["Entity1LogicalName"] === table || each["Entity2LogicalName"] === table);

export const relationshipsOf = (catalog: Catalog): Definition[] => [
  ...[...catalog.tables.values()].flatMap(manyToOneOf),
  ...allManyToMany(catalog),
];

const allManyToMany = (catalog: Catalog): Definition[] =>
  [...catalog.tables.values()].flatMap(({ name: table, facts }) =>
    Object.entries(facts.manyToMany ?? {}).map(([name, other]) => ({
      "@odata.type": "#Microsoft.Dynamics.CRM.ManyToManyRelationshipMetadata",
      MetadataId: metadataId("relationship", name),
      SchemaName: name,
      RelationshipType: "ManyToManyRelationship",
      Entity1LogicalName: table,
      Entity1NavigationPropertyName: name,
      Entity2LogicalName: other,
      Entity2NavigationPropertyName: name,
    })),
  );
