import { badPayload, errorCodes, ServiceError, segmentNotFound, rowNotFound } from "../errors.ts";
import type { CatalogTable } from "../metadata/catalog.ts";
import { findId, parseAddress } from "../odata/address.ts";
import { decodePayload, isObject, parseJson, type Payload } from "../odata/payload.ts";
import { parsePath } from "../odata/path.ts";
import { updateRow } from "../store/write.ts";
import { createDeep, idOf, writeContext } from "./change.ts";
import { emptyAnswer, jsonAnswer, type ApiRequest, type ApiResponse } from "./exchange.ts";

/** `CreateMultiple` and its kin: all or nothing on a standard table. */
export function answerBulk(request: ApiRequest, table: CatalogTable, message: string): ApiResponse {
  switch (message) {
    case "CreateMultiple":
      return createMultiple(request, table);
    case "UpdateMultiple":
      return updateMultiple(request, table);
    case "UpsertMultiple":
      return upsertMultiple(request, table);
    case "DeleteMultiple":
      throw new ServiceError(400, errorCodes.notSupported, "DeleteMultiple has not yet been implemented.");
    default:
      throw segmentNotFound(`Microsoft.Dynamics.CRM.${message}`);
  }
}

interface Target {
  readonly payload: Payload;
  readonly address: string | undefined;
}

function targetsOf(request: ApiRequest, table: CatalogTable): Target[] {
  const targets = parseJson(request.body)["Targets"];
  if (!Array.isArray(targets)) throw badPayload(table.facts.entitySet, "The parameter 'Targets' is missing.");
  return targets.filter(isObject).map((target) => {
    if (
      target["@odata.type"] !== `Microsoft.Dynamics.CRM.${table.name}` &&
      target["@odata.type"] !== `#Microsoft.Dynamics.CRM.${table.name}`
    ) {
      throw badPayload(table.facts.entitySet, "A target must have '@odata.type' with the type of the table.");
    }
    const address = target["@odata.id"];
    return {
      payload: decodePayload(request, table, target),
      address: typeof address === "string" ? address : undefined,
    };
  });
}

function createMultiple(request: ApiRequest, table: CatalogTable): ApiResponse {
  const context = writeContext(request, table);
  const targets = targetsOf(request, table);
  const ids = request.organization.store.transaction(() =>
    targets.map(({ payload }) => idOf(table, createDeep(context, table, payload))),
  );
  return jsonAnswer(200, {
    "@odata.context": `${request.organization.base}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`,
    Ids: ids,
  });
}

function updateMultiple(request: ApiRequest, table: CatalogTable): ApiResponse {
  const context = writeContext(request, table);
  const targets = targetsOf(request, table);
  request.organization.store.transaction(() => {
    for (const { payload } of targets) {
      if (payload.id === undefined) throw badPayload(table.facts.entitySet, "A target must have its primary key.");
      if (request.organization.store.get(table.name, payload.id) === undefined)
        throw rowNotFound(table.name, payload.id);
      updateRow(context, table.name, payload.id, payload.values);
    }
  });
  return emptyAnswer();
}

// The status of a success was not found in public pages; clients accept this one. assumed
function upsertMultiple(request: ApiRequest, table: CatalogTable): ApiResponse {
  const context = writeContext(request, table);
  const targets = targetsOf(request, table);
  request.organization.store.transaction(() => {
    for (const { payload, address } of targets) upsertTarget(request, table, context, payload, address);
  });
  return emptyAnswer();
}

function upsertTarget(
  request: ApiRequest,
  table: CatalogTable,
  context: ReturnType<typeof writeContext>,
  payload: Payload,
  addressText: string | undefined,
): void {
  const { organization } = request;
  const argument = addressText === undefined ? payload.id : parsePath(addressText).at(-1)?.argument;
  if (argument === undefined)
    throw badPayload(table.facts.entitySet, "A target must have its primary key or '@odata.id'.");
  const address = parseAddress(table, argument);
  const repeated = Object.keys(address.key ?? {}).find((column) => column in payload.values);
  if (repeated !== undefined)
    throw badPayload(table.facts.entitySet, `The key column '${repeated}' must not be repeated.`);
  const id = findId(organization, address);
  const exists = id !== undefined && organization.store.get(table.name, id) !== undefined;
  if (exists) updateRow(context, table.name, id, payload.values);
  else createDeep(context, table, { ...payload, values: { ...address.key, ...payload.values } }, id);
}
