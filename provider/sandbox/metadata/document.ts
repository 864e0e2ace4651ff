import { methodNotAllowed } from "../errors.ts";
import { annotationFilter } from "../odata/annotations.ts";
import { preferences, type ApiRequest, type ApiResponse } from "../server/exchange.ts";
import type { Catalog, CatalogTable } from "./catalog.ts";
import { setAnnotations, type Wanted } from "./document-annotations.ts";
import { entityType, principalType } from "./entity-type.ts";
import { element } from "./xml-element.ts";

const edmx = "http://docs.oasis-open.org/odata/ns/edmx";
const edm = "http://docs.oasis-open.org/odata/ns/edm";

/** `$metadata`: the tables as a CSDL document. Annotations come on request, since they make it long. */
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
    ...complexTypes,
    ...functions.map(({ name, returns }) =>
      element("Function", { Name: name }, [element("ReturnType", { Type: `mscrm.${returns}`, Nullable: "false" })]),
    ),
    container(catalog, tables, wanted),
  ]);
  return element("edmx:Edmx", { Version: "4.0", "xmlns:edmx": edmx }, [element("edmx:DataServices", {}, [schema])]);
}

const properties = (types: Readonly<Record<string, string>>): string[] =>
  Object.entries(types).map(([name, type]) => element("Property", { Name: name, Type: type }));

const complexTypes = [
  element(
    "ComplexType",
    { Name: "BooleanManagedProperty" },
    properties({ Value: "Edm.Boolean", CanBeChanged: "Edm.Boolean", ManagedPropertyLogicalName: "Edm.String" }),
  ),
  element(
    "ComplexType",
    { Name: "WhoAmIResponse" },
    properties({ BusinessUnitId: "Edm.Guid", UserId: "Edm.Guid", OrganizationId: "Edm.Guid" }),
  ),
  element("ComplexType", { Name: "RetrieveVersionResponse" }, properties({ Version: "Edm.String" })),
];

/** The functions whose shape is documented; the others of this environment are left out. */
const functions = [
  { name: "WhoAmI", returns: "WhoAmIResponse" },
  { name: "RetrieveVersion", returns: "RetrieveVersionResponse" },
] as const;

function container(catalog: Catalog, tables: readonly CatalogTable[], wanted: Wanted): string {
  const sets = tables.map((table) => {
    const attributes = { Name: table.facts.entitySet, EntityType: `Microsoft.Dynamics.CRM.${table.name}` };
    return element("EntitySet", attributes, [...bindings(catalog, table), ...setAnnotations(table, wanted)]);
  });
  const imports = functions.map(({ name }) =>
    element("FunctionImport", { Name: name, Function: `Microsoft.Dynamics.CRM.${name}` }),
  );
  return element("EntityContainer", { Name: "System" }, [...sets, ...imports]);
}

/** Which set a navigation property leads to. */
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
