import { badPayload, errorCodes, methodNotAllowed, ServiceError, segmentNotFound, rowNotFound } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { SetActionName } from "../metadata/message-signatures.ts";
import { findId, parseAddress } from "../odata/address.ts";
import { isObject, parseJson } from "../odata/json-body.ts";
import { decodePayload, type Payload } from "../odata/payload.ts";
import { parsePath } from "../odata/path.ts";
import { updateRow } from "../store/write.ts";
import { createDeep, idOf, writeContext } from "./change.ts";
import { emptyAnswer, jsonAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";

/** `CreateMultiple` and similar messages: all or nothing on a standard table. */
export function answerBulk(request: ApiRequest, table: CatalogTable, message: string): ApiResponse {
  const answer = answers.get(message);
  if (answer === undefined) throw segmentNotFound(`Microsoft.Dynamics.CRM.${message}`);
  if (request.method !== "POST") throw methodNotAllowed(request.method);
  return answer(request, table);
}

interface Target {
  readonly payload: Payload;
  readonly address: string | undefined;
}

/** Whether rows are identified by their primary key, or by `@odata.id` if the message accepts it. */
type Identification = "key" | "address";

function targetsOf(request: ApiRequest, table: CatalogTable, by: Identification): Target[] {
  const { Targets: targets, ...others } = parseJson(request.body);
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw badPayload(table.facts.entitySet, `The parameter '${stray}' is not expected.`);
  if (!Array.isArray(targets)) throw badPayload(table.facts.entitySet, "The parameter 'Targets' is missing.");
  const { organization, contentIds } = request;
  const decoding = { organization, contentIds, addressed: by === "address" };
  return targets.map((target: unknown) => {
    if (!isObject(target)) throw badPayload(table.facts.entitySet, "The parameter 'Targets' does not hold rows only.");
    if (target["@odata.type"] === undefined) {
      throw badPayload(table.facts.entitySet, "A target must have '@odata.type' with the type of the table.");
    }
    const address = target["@odata.id"];
    return {
      payload: decodePayload(decoding, table, target),
      address: typeof address === "string" ? address : undefined,
    };
  });
}

function createMultiple(request: ApiRequest, table: CatalogTable): ApiResponse {
  const context = writeContext(request, table);
  const targets = targetsOf(request, table, "key");
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
  const targets = targetsOf(request, table, "key");
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

// Public pages do not show the status of a success. Clients accept this one. assumed
function upsertMultiple(request: ApiRequest, table: CatalogTable): ApiResponse {
  const context = writeContext(request, table);
  const targets = targetsOf(request, table, "address");
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

function deleteMultiple(): never {
  throw new ServiceError(400, errorCodes.notSupported, "DeleteMultiple has not yet been implemented.");
}

const messages: Readonly<Record<SetActionName, (request: ApiRequest, table: CatalogTable) => ApiResponse>> = {
  CreateMultiple: createMultiple,
  UpdateMultiple: updateMultiple,
  UpsertMultiple: upsertMultiple,
  DeleteMultiple: deleteMultiple,
};

const answers = new Map(Object.entries(messages));

export const bulkMessages: readonly string[] = [...answers.keys()];
