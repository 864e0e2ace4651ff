import { badPayload, badUri, methodNotAllowed, rowNotFound, segmentNotFound } from "../errors.ts";
import type { CatalogTable, Collection, Navigation } from "../catalog/catalog.ts";
import { resolveReference, type Address, type RowReference } from "../odata/address.ts";
import { guidPattern } from "../odata/literal.ts";
import { parseJson } from "../odata/json-body.ts";
import { targetsOf } from "../odata/payload.ts";
import type { Segment } from "../odata/path.ts";
import { link, unlink } from "../store/many-to-many.ts";
import { targetTableOf, type Values } from "../store/row.ts";
import { updateRow } from "../store/write.ts";
import { writeContext } from "./change.ts";
import { emptyAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { addressedRow } from "./read.ts";

/** `$ref`: PUT and DELETE of a lookup, POST and DELETE in a collection. */
export function changeReference(request: ApiRequest, address: Address, segment: Segment): ApiResponse {
  const { table } = address;
  const { id } = addressedRow(request, address);
  const navigation = table.navigations.get(segment.name);
  if (navigation !== undefined) return changeLookup(request, table, id, navigation);
  const collection = table.collections.get(segment.name);
  if (collection === undefined) throw segmentNotFound(segment.name);
  if (request.method === "POST")
    return changeMember(request, table, id, collection, referenceInBody(request, table), true);
  if (request.method === "DELETE") {
    return changeMember(request, table, id, collection, memberInUrl(request, collection, segment), false);
  }
  throw methodNotAllowed(request.method);
}

function changeLookup(request: ApiRequest, table: CatalogTable, id: string, navigation: Navigation): ApiResponse {
  if (request.method !== "PUT" && request.method !== "DELETE") throw methodNotAllowed(request.method);
  const reference = request.method === "PUT" ? referenceInBody(request, table) : undefined;
  const targets = targetsOf(table, navigation);
  if (reference !== undefined) requireTable(reference, targets, navigation.name);
  const values: Values = { [navigation.column]: reference?.id ?? null };
  if (targets.length > 1) values[targetTableOf(navigation.column)] = reference?.table ?? null;
  updateRow(writeContext(request, table), table.name, id, values);
  return emptyAnswer();
}

function changeMember(
  request: ApiRequest,
  table: CatalogTable,
  id: string,
  collection: Collection,
  member: RowReference,
  linked: boolean,
): ApiResponse {
  const { organization } = request;
  requireTable(member, [collection.table], collection.name);
  const row = organization.store.get(member.table, member.id);
  if (row === undefined) throw rowNotFound(member.table, member.id);
  if (collection.column !== undefined) {
    const child = organization.table(collection.table);
    // We assume that the service ignores the request if the row belongs to another owner.
    if (!linked && row[collection.column] !== id) return emptyAnswer();
    updateRow(writeContext(request, child), child.name, member.id, { [collection.column]: linked ? id : null });
    return emptyAnswer();
  }
  const pair = {
    relationship: collection.name,
    table: table.name,
    id,
    otherTable: collection.table,
    otherId: member.id,
  };
  organization.store.transaction(() => (linked ? link : unlink)(organization.store, pair));
  return emptyAnswer();
}

/** The text of the error is assumed. */
function requireTable({ table }: RowReference, allowed: readonly string[], name: string): void {
  if (!allowed.includes(table)) throw badUri(`A row of '${table}' cannot be referred to by '${name}'.`);
}

/** The documentation shows `@odata.context` beside the reference. It has no further meaning. */
function referenceInBody(request: ApiRequest, { facts }: CatalogTable): RowReference {
  const { "@odata.id": text, "@odata.context": _context, ...others } = parseJson(request.body);
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw badPayload(facts.entitySet, `The member '${stray}' is not expected in a reference.`);
  if (typeof text !== "string") throw badUri("The body of a $ref request holds '@odata.id'.");
  return resolveReference(request.organization, text, request.contentIds);
}

function memberInUrl(request: ApiRequest, collection: Collection, segment: Segment): RowReference {
  if (segment.argument !== undefined && guidPattern.test(segment.argument)) {
    return { table: collection.table, id: segment.argument.toLowerCase() };
  }
  const text = request.query.get("$id");
  if (text === null) throw badUri("A member of a collection is named by its id or by '$id'.");
  return resolveReference(request.organization, text, request.contentIds);
}
