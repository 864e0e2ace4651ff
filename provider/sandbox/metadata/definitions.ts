import { badUri, rowNotFound, segmentNotFound } from "../errors.ts";
import { checkOptions } from "../implemented/query-options.ts";
import { unimplemented } from "../unimplemented.ts";
import { parseLiteral } from "../odata/literal.ts";
import { parseArguments, type Segment } from "../odata/path.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { attributesOf } from "./attribute-definitions.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Definition } from "./definition-scope.ts";
import { entityType, relationshipType, type DefinitionType } from "./definition-types.ts";
import { entityDefinition, keysOf } from "./entity-definitions.ts";
import { filtered, shown, type PartsOf } from "./narrowed.ts";
import { manyToManyOf, manyToOneOf, oneToManyOf, relationshipsOf } from "./relationship-definitions.ts";

const relationships = "RelationshipDefinitions";

export const isMetadata = ({ name }: Segment): boolean => name === "EntityDefinitions" || name === relationships;

/** Serves `EntityDefinitions` and `RelationshipDefinitions`, read-only: the tables as this environment shows them. */
export function answerMetadata(request: ApiRequest, first: Segment, rest: readonly Segment[]): ApiResponse {
  if (request.method !== "GET") throw unimplemented("request", `${request.method} ${first.name}`);
  if (first.name === relationships) {
    const definitions = relationshipsOf(request.organization.catalog);
    return answerPart(
      request,
      { name: relationships, type: relationshipType, key: "SchemaName", definitions },
      first,
      rest,
    );
  }
  return answerTables(request, first, rest);
}

function answerTables(request: ApiRequest, { name, argument }: Segment, rest: readonly Segment[]): ApiResponse {
  const tables = [...request.organization.catalog.tables.values()];
  const [part, ...more] = rest;
  if (argument === undefined) {
    if (part !== undefined) throw unimplemented("segment", part.name);
    return listTables(request, tables);
  }
  const key = keyOf(argument, "LogicalName");
  const table = tables.find((each) => [each.name, entityDefinition(each)["MetadataId"]].includes(key));
  if (table === undefined) throw rowNotFound("EntityMetadata", key);
  const { organization } = request;
  if (part === undefined) {
    checkOptions(request.query, "definition");
    return answerOne(request, name, shown(entityDefinition(table), entityType, request.query, partsOf(request, table)));
  }
  const type = entityType.parts.get(part.name);
  if (type === undefined) throw segmentNotFound(part.name);
  const definitions = partsOf({ organization }, table)(part.name);
  const partName = `${name}('${table.name}')/${part.name}`;
  return answerPart(request, { name: partName, type, key: "LogicalName", definitions }, part, more);
}

/** Filters before it expands, because a definition with all its columns is large. */
function listTables(request: ApiRequest, tables: readonly CatalogTable[]): ApiResponse {
  checkOptions(request.query, "definitions");
  const kept = new Set(filtered(tables.map(entityDefinition), entityType, request.query));
  const names = new Set([...kept].map((definition) => definition["LogicalName"]));
  const definitions = tables
    .filter((table) => names.has(table.name))
    .map((table) => shown(entityDefinition(table), entityType, request.query, partsOf(request, table)));
  return answerList(request, "EntityDefinitions", definitions);
}

function partsOf({ organization }: Pick<ApiRequest, "organization">, table: CatalogTable): PartsOf {
  const { catalog } = organization;
  const parts: ReadonlyMap<string, () => readonly Definition[]> = new Map([
    ["Attributes", () => attributesOf(table)],
    ["Keys", () => keysOf(table)],
    ["ManyToOneRelationships", () => manyToOneOf(table)],
    ["OneToManyRelationships", () => oneToManyOf(catalog, table)],
    ["ManyToManyRelationships", () => manyToManyOf(catalog, table)],
  ]);
  return (name) => parts.get(name)?.() ?? [];
}

interface Part {
  readonly name: string;
  readonly type: DefinitionType;
  readonly key: string;
  readonly definitions: readonly Definition[];
}

const noParts: PartsOf = () => [];

/** A list of definitions or a single one, with or without a cast to a derived type. */
function answerPart(request: ApiRequest, part: Part, { argument }: Segment, rest: readonly Segment[]): ApiResponse {
  const { query } = request;
  const [cast, further] = rest;
  const type = cast === undefined ? part.type : castTo(part.type, cast);
  if (further !== undefined) throw unimplemented("segment", further.name);
  const ofType = ({ "@odata.type": own }: Definition): boolean =>
    cast === undefined || part.type.casts.size === 0 || own === `#${cast.name}`;
  const name = cast === undefined ? part.name : `${part.name}/${cast.name}`;
  if (argument === undefined) {
    checkOptions(query, "definitions");
    const kept = filtered(part.definitions.filter(ofType), type, query);
    return answerList(
      request,
      name,
      kept.map((each) => shown(each, type, query, noParts)),
    );
  }
  const key = keyOf(argument, part.key);
  const found = part.definitions.find((each) => [each[part.key], each["MetadataId"]].includes(key));
  if (found === undefined) throw rowNotFound(type.name, key);
  if (!ofType(found)) throw segmentNotFound(cast?.name ?? "");
  checkOptions(query, "definition");
  return answerOne(request, name, shown(found, type, query, noParts));
}

function castTo(type: DefinitionType, { name, argument }: Segment): DefinitionType {
  if (name === "$count") throw unimplemented("segment", name);
  const cast = argument === undefined ? type.casts.get(name) : undefined;
  if (cast === undefined) throw segmentNotFound(name);
  return cast;
}

/** `LogicalName='x'` or just the MetadataId. */
function keyOf(argument: string, name: string): string {
  const bare = parseLiteral(argument);
  if (typeof bare === "string" && !argument.includes("'")) return bare;
  const pairs = parseArguments(argument);
  const value = pairs.size === 1 ? parseLiteral(pairs.get(name) ?? "") : undefined;
  if (typeof value !== "string") throw badUri(`The key '${argument}' is neither '${name}' nor a MetadataId.`);
  return value;
}

function answerList(request: ApiRequest, name: string, definitions: readonly Definition[]): ApiResponse {
  const select = request.query.get("$select");
  const context = `${request.organization.base}$metadata#${name}${select === null ? "" : `(${select})`}`;
  return jsonAnswer(200, { "@odata.context": context, value: definitions });
}

function answerOne(request: ApiRequest, name: string, definition: Definition): ApiResponse {
  const context = `${request.organization.base}$metadata#${name}/$entity`;
  return jsonAnswer(200, { "@odata.context": context, ...definition });
}
