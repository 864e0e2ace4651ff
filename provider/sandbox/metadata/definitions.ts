import { methodNotAllowed, rowNotFound, segmentNotFound } from "../errors.ts";
import { compileFilter } from "../odata/filter.ts";
import { parseLiteral } from "../odata/literal.ts";
import { parseArguments, splitOutside, type Segment } from "../odata/path.ts";
import { jsonScope } from "../odata/scope.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "../server/exchange.ts";
import { attributesOf } from "./attribute-definitions.ts";
import type { CatalogTable } from "./catalog.ts";
import { entityDefinition, keysOf, manyToOneOf, oneToManyOf } from "./entity-definitions.ts";

type Definition = Readonly<Record<string, unknown>>;

/** Serves `EntityDefinitions`, read-only: the tables as this environment shows them. */
export function answerMetadata(request: ApiRequest, first: Segment, rest: readonly Segment[]): ApiResponse {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const tables = [...request.organization.catalog.tables.values()];
  if (first.argument === undefined) return listTables(request, tables);
  const table = findByKey(tables, first.argument, (each) => [each.name, String(entityDefinition(each)["MetadataId"])]);
  if (table === undefined) throw rowNotFound("EntityMetadata", first.argument);
  const [part, cast] = rest;
  if (part === undefined) return answerOne(request, "EntityDefinitions", shown(request, table));
  const parts = partOf(request, table, part.name);
  const name = `EntityDefinitions('${table.name}')/${part.name}`;
  if (part.argument === undefined) return answerList(request, name, narrowed(withCast(parts, cast), request.query));
  const found = findByKey(parts, part.argument, (each) => [String(each["LogicalName"]), String(each["MetadataId"])]);
  if (found === undefined) throw rowNotFound("AttributeMetadata", part.argument);
  return answerOne(request, name, found);
}

/** Filtered before the parts are expanded: a definition with all of its columns is large. */
function listTables(request: ApiRequest, tables: readonly CatalogTable[]): ApiResponse {
  const kept = filtered(tables.map(entityDefinition), request.query);
  const names = new Set(kept.map((definition) => definition["LogicalName"]));
  const definitions = tables.filter(({ name }) => names.has(name)).map((table) => shown(request, table));
  return answerList(
    request,
    "EntityDefinitions",
    definitions.map((definition) => selected(definition, request.query)),
  );
}

const withCast = (parts: Definition[], cast: Segment | undefined): Definition[] =>
  cast === undefined ? parts : parts.filter((each) => each["@odata.type"] === `#${cast.name}`);

function findByKey<Item>(items: readonly Item[], argument: string, names: (item: Item) => string[]): Item | undefined {
  const value = parseArguments(argument).get("LogicalName") ?? argument;
  const wanted = parseLiteral(value.replace(/^[^=]*=/, ""));
  return items.find((item) => names(item).some((name) => name === wanted));
}

const parts: Readonly<Record<string, (request: ApiRequest, table: CatalogTable) => Definition[]>> = {
  Attributes: (_request, table) => attributesOf(table),
  Keys: (_request, table) => keysOf(table),
  ManyToOneRelationships: (_request, table) => manyToOneOf(table),
  OneToManyRelationships: (request, table) => oneToManyOf(request.organization.catalog, table),
};

function partOf(request: ApiRequest, table: CatalogTable, name: string): Definition[] {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  if (part === undefined) throw segmentNotFound(name);
  return part(request, table);
}

/** A definition with the parts that `$expand` asks for. */
function shown(request: ApiRequest, table: CatalogTable): Definition {
  const result: Record<string, unknown> = { ...entityDefinition(table) };
  for (const item of splitOutside(request.query.get("$expand") ?? "", ",").filter((each) => each !== "")) {
    const [, name = item, options = ""] = /^([^(]+)(?:\((.*)\))?$/s.exec(item.trim()) ?? [];
    const nested = new URLSearchParams(splitOutside(options, ";").join("&"));
    result[name] = narrowed(partOf(request, table, name), nested);
  }
  return result;
}

function narrowed(definitions: readonly Definition[], query: URLSearchParams): Definition[] {
  return filtered(definitions, query).map((definition) => selected(definition, query));
}

function filtered(definitions: readonly Definition[], query: URLSearchParams): readonly Definition[] {
  const filter = query.get("$filter");
  if (filter === null) return definitions;
  return definitions.filter(compileFilter(filter, jsonScope, (name) => query.get(`@${name}`)));
}

/** What is expanded comes along with what is selected; option sets are expanded on choice columns only. */
function selected(definition: Definition, query: URLSearchParams): Definition {
  const expanded = splitOutside(query.get("$expand") ?? "", ",").map((item) => (item.split("(", 1)[0] ?? "").trim());
  const select = query.get("$select");
  if (select === null) return definition;
  const names = new Set(["@odata.type", "MetadataId", ...expanded, ...select.split(",").map((name) => name.trim())]);
  return Object.fromEntries(Object.entries(definition).filter(([name]) => names.has(name)));
}

function answerList(request: ApiRequest, name: string, definitions: readonly Definition[]): ApiResponse {
  const select = request.query.get("$select");
  const context = `${request.organization.base}$metadata#${name}${select === null ? "" : `(${select})`}`;
  return jsonAnswer(200, { "@odata.context": context, value: definitions });
}

function answerOne(request: ApiRequest, name: string, definition: Definition): ApiResponse {
  const context = `${request.organization.base}$metadata#${name}/$entity`;
  return jsonAnswer(200, { "@odata.context": context, ...selected(definition, request.query) });
}
