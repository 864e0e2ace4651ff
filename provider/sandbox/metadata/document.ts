import { methodNotAllowed } from "../errors.ts";
import { annotationFilter } from "../odata/annotations.ts";
import { preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import type { Catalog, CatalogTable } from "../catalog/catalog.ts";
import { setAnnotations, type Wanted } from "./document-annotations.ts";
import { functionImports, messageElements, structure } from "./document-messages.ts";
import { entityType, principalType } from "./entity-type.ts";
import { element } from "./xml-element.ts";

const edmx = "http://docs.oasis-open.org/odata/ns/edmx";
const edm = "http://docs.oasis-open.org/odata/ns/edm";

/** `$metadata`: tables, functions and actions as a CSDL document. Annotations make it long, so they come on request. */
export function metadataDocument(request: ApiRequest): ApiResponse {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const all = request.query.get("annotations") === "true";
  const wanted = all ? () => true : annotationFilter(preferences(request).annotations);
  const body = `<?xml version="1.0" encoding="utf-8"?>${document(request.organization.catalog, wanted)}`;
  return { status: 200, headers: { "Content-Type": "application/xml" }, body };
}

function document(catalog: Catalog, wanted: Wanted): string {
  const tables = [...catalog.tables.values()];
  const schema = element("Schema", { Namespace: "Microsoft.Dynamics.CRM", Alias: "mscrm", xmlns: edm }, [
    element("EntityType", { Name: "crmbaseentity", Abstract: "true" }),
    principalType,
    ...tables.map((table) => entityType(catalog, table, wanted)),
    managedProperty,
    ...messageElements(tables),
    container(catalog, tables, wanted),
  ]);
  return element("edmx:Edmx", { Version: "4.0", "xmlns:edmx": edmx }, [element("edmx:DataServices", {}, [schema])]);
}

const managedProperty = structure("BooleanManagedProperty", {
  Value: "Edm.Boolean",
  CanBeChanged: "Edm.Boolean",
  ManagedPropertyLogicalName: "Edm.String",
});

function container(catalog: Catalog, tables: readonly CatalogTable[], wanted: Wanted): string {
  const sets = tables.map((table) => {
    const attributes = { Name: table.facts.entitySet, EntityType: `Microsoft.Dynamics.CRM.${table.name}` };
    return element("EntitySet", attributes, [...bindings(catalog, table), ...setAnnotations(table, wanted)]);
  });
  return element("EntityContainer", { Name: "System" }, [...sets, ...functionImports]);
}

/** The set that a navigation property leads to. */
function bindings(catalog: Catalog, table: CatalogTable): string[] {
  const ways = [
    ...[...table.navigations.values()].map(({ name, target }) => ({ name, target })),
    ...[...table.collections.values()].map((collection) => ({ name: collection.name, target: collection.table })),
  ];
  return ways.flatMap(({ name, target }) => {
    const set = catalog.tables.get(target)?.facts.entitySet;
    return set === undefined ? [] : [element("NavigationPropertyBinding", { Path: name, Target: set })];
  });
}
