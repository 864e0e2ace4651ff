import { badPayload, badUri, methodNotAllowed, rowNotFound, segmentNotFound, keyNotFound } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import { findId, type Address } from "../odata/address.ts";
import { parseJson } from "../odata/json-body.ts";
import { decodePayload, decodeValue, lookupValue, type Payload } from "../odata/payload.ts";
import type { Row, Values } from "../store/row.ts";
import { joinSolution, requireSolution } from "../store/solutions.ts";
import type { WriteContext } from "../store/write-context.ts";
import { createRow, deleteRow, updateRow } from "../store/write.ts";
import { conditions, requireVersion } from "./conditions.ts";
import { emptyAnswer, preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { addressedRow, answerWithRow } from "./read.ts";

export function writeContext(request: ApiRequest, table: CatalogTable): WriteContext {
  const { organization, caller } = request;
  const solution = requireSolution(organization, table, request.headers["mscrm.solutionuniquename"]);
  return { organization, caller, solution };
}

const payloadOf = (request: ApiRequest, table: CatalogTable): Payload =>
  decodePayload(request, table, parseJson(request.body));

/** Creates a row and the rows nested in its body, in one transaction. */
export function createDeep(context: WriteContext, table: CatalogTable, payload: Payload, id?: string): Row {
  const { organization } = context;
  return organization.store.transaction(() => {
    const values: Values = { ...payload.values };
    for (const { navigation, payload: parent } of payload.parents) {
      const made = createDeep(context, organization.table(navigation.target), parent);
      values[navigation.column] = idOf(organization.table(navigation.target), made);
    }
    const row = createRow(context, table.name, id ?? payload.id, values);
    joinSolution(context, table, idOf(table, row));
    for (const { collection, payloads } of payload.children) {
      if (collection.column === undefined) throw badUri(`Rows cannot be created through '${collection.name}'.`);
      for (const child of payloads) {
        const linked = { ...child, values: { ...child.values, [collection.column]: idOf(table, row) } };
        createDeep(context, organization.table(collection.table), linked);
      }
    }
    return row;
  });
}

export const idOf = (table: CatalogTable, row: Row): string => String(row[table.facts.primaryId]);

export function create(request: ApiRequest, table: CatalogTable): ApiResponse {
  const row = createDeep(writeContext(request, table), table, payloadOf(request, table));
  const rowUri = `${request.organization.base}${table.facts.entitySet}(${idOf(table, row)})`;
  if (preferences(request).representation) return { ...answerWithRow(request, table, row, 201), rowUri };
  return { ...emptyAnswer({ "OData-EntityId": rowUri }), rowUri };
}

/** PATCH creates a missing row unless a header says otherwise. */
export function upsert(request: ApiRequest, address: Address): ApiResponse {
  const { organization } = request;
  const { table } = address;
  const condition = conditions(request);
  const id = findId(organization, address);
  const existing = id === undefined ? undefined : organization.store.get(table.name, id);
  const payload = payloadOf(request, table);
  const context = writeContext(request, table);
  const rowUri = `${organization.base}${request.path}`;
  const hidden = request.contentIds !== undefined && organization.switches.changeSetRows === "hidden";
  const answer = (row: Row, status: number): ApiResponse => ({
    ...(preferences(request).representation && !hidden
      ? answerWithRow(request, table, row, status)
      : emptyAnswer({ "OData-EntityId": rowUri })),
    rowUri,
  });
  if (existing !== undefined && id !== undefined && !condition.createOnly) {
    requireVersion(condition, table, existing);
    refuseNested(table, payload);
    const values = withoutKey(payload.values, address);
    if (organization.switches.emptyWrite === "sameVersion" && changesNothing(existing, values)) {
      return answer(existing, 200);
    }
    const row = updateRow(context, table.name, id, values);
    joinSolution(context, table, id);
    return answer(row, 200);
  }
  if (condition.updateOnly) {
    throw address.key === undefined ? rowNotFound(table.name, address.id) : keyNotFound(table.name);
  }
  // A key value in the body overrides the one in the URL, as documented.
  const values = { ...address.key, ...payload.values };
  const row = createDeep(context, table, { ...payload, values }, address.key === undefined ? address.id : id);
  return answer(row, 201);
}

const changesNothing = (row: Row, values: Values): boolean =>
  Object.entries(values).every(([column, value]) => (row[column] ?? null) === (value ?? null));

/** Only creates may nest rows. The text of the error is assumed. */
function refuseNested(table: CatalogTable, { parents, children }: Payload): void {
  if (parents.length + children.length === 0) return;
  throw badPayload(table.facts.entitySet, "Deep update of navigation properties is not allowed.");
}

const withoutKey = (values: Values, { key }: Address): Values =>
  Object.fromEntries(Object.entries(values).filter(([column]) => key === undefined || !Object.hasOwn(key, column)));

export function remove(request: ApiRequest, address: Address): ApiResponse {
  const { id, row } = addressedRow(request, address);
  requireVersion(conditions(request), address.table, row);
  deleteRow(writeContext(request, address.table), address.table.name, id);
  return emptyAnswer();
}

/** `PUT` and `DELETE` of a single column. */
export function changeColumn(request: ApiRequest, address: Address, name: string): ApiResponse {
  const { table } = address;
  const column = table.byProperty.get(name);
  if (column === undefined) throw segmentNotFound(name);
  const { id } = addressedRow(request, address);
  if (request.method !== "PUT" && request.method !== "DELETE") throw methodNotAllowed(request.method);
  // update-delete-entities-using-web-api.md: this does not clear a lookup.
  if (column.facts.type === "Lookup") throw lookupValue(table, column);
  const value = request.method === "PUT" ? decodeValue(table, column, valueInBody(request, table)) : null;
  updateRow(writeContext(request, table), table.name, id, { [column.name]: value });
  return emptyAnswer();
}

/** Accepts only `{"value": …}`. The texts are assumed. */
function valueInBody(request: ApiRequest, table: CatalogTable): unknown {
  const body = parseJson(request.body);
  for (const member of Object.keys(body)) {
    if (member.startsWith("@")) throw unimplemented("body member", member);
    if (member !== "value") throw badPayload(table.facts.entitySet, `The member '${member}' is not expected.`);
  }
  if (!Object.hasOwn(body, "value")) throw badPayload(table.facts.entitySet, "The member 'value' is missing.");
  return body["value"];
}
