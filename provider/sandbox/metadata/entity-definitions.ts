import { identifier } from "../identity/identifiers.ts";
import type { CatalogTable } from "../catalog/catalog.ts";

type Definition = Readonly<Record<string, unknown>>;

const knownIds = new Map<string, string>();

/** Cached, because every response needs the id of each column of a table, and each one is a hash. */
export function metadataId(kind: string, name: string): string {
  const key = `${kind}/${name}`;
  const id = knownIds.get(key) ?? identifier(`metadata/${kind}`, name);
  knownIds.set(key, id);
  return id;
}

export const label = (text: string): Definition => ({
  LocalizedLabels: [{ Label: text, LanguageCode: 1033, IsManaged: true }],
  UserLocalizedLabel: { Label: text, LanguageCode: 1033, IsManaged: true },
});

export function entityDefinition(table: CatalogTable): Definition {
  const { facts } = table;
  return {
    MetadataId: metadataId("entity", table.name),
    LogicalName: table.name,
    SchemaName: table.name,
    EntitySetName: facts.entitySet,
    LogicalCollectionName: facts.entitySet,
    CollectionSchemaName: facts.entitySet,
    PrimaryIdAttribute: facts.primaryId,
    PrimaryNameAttribute: facts.primaryName,
    OwnershipType: facts.ownership,
    DisplayName: label(facts.displayName),
    IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
    IsCustomEntity: facts.logicalName.startsWith("msdyn_"),
    IsManaged: true,
    IsIntersect: false,
    // We assume that none of these tables is internal.
    IsPrivate: false,
    HasNotes: false,
    ChangeTrackingEnabled: table.changeTracking,
  };
}

export const keysOf = (table: CatalogTable): Definition[] =>
  Object.entries(table.keys).map(([name, columns]) => ({
    MetadataId: metadataId("key", `${table.name}/${name}`),
    LogicalName: name,
    SchemaName: name,
    EntityLogicalName: table.name,
    KeyAttributes: columns,
    EntityKeyIndexStatus: "Active",
    IsExportKey: columns.includes("msdyn_uniquename"),
  }));
