import { countChanges, isTracked, listTracked } from "../changes/tracked-list.ts";
import { methodNotAllowed, segmentNotFound } from "../errors.ts";
import { requireImplemented } from "../implemented/require-implemented.ts";
import { answerMetadata, isMetadata } from "../metadata/definitions.ts";
import { metadataDocument } from "../metadata/document.ts";
import { parseAddress, replaceContentId } from "../odata/address.ts";
import { parsePath, type Segment } from "../odata/path.ts";
import { answerBulk } from "./bulk.ts";
import { changeColumn, create, remove, upsert } from "./change.ts";
import type { ApiRequest, ApiResponse } from "../http/exchange.ts";
import { boundMessages, unboundMessages } from "./messages.ts";
import { countAnswer, countRows, list, retrieve, retrieveProperty } from "./read.ts";
import { changeReference } from "./references.ts";
import { serviceDocument } from "./service-document.ts";

const namespace = "Microsoft.Dynamics.CRM.";

/** Answers one Web API call. It runs without interruption, so that no other call sees an intermediate state. */
export function route(received: ApiRequest): ApiResponse {
  const request = { ...received, path: resolvedPath(received) };
  requireImplemented(request);
  const [first, ...rest] = parsePath(request.path);
  if (first === undefined) return serviceDocument(request);
  if (first.name === "$metadata") return metadataDocument(request);
  if (isMetadata(first)) return answerMetadata(request, first, rest);
  const message = unboundMessages.get(first.name);
  if (message !== undefined) return message(request, first);
  const table = request.organization.catalog.bySet.get(first.name);
  if (table === undefined) throw segmentNotFound(first.name);
  if (first.argument === undefined) return onSet(request, first, rest);
  const address = parseAddress(table, first.argument);
  const [second, third] = rest;
  if (second === undefined) return onRow(request, address);
  if (third?.name === "$ref" && request.method !== "GET") return changeReference(request, address, second);
  if (second.name.startsWith(namespace)) return onBoundMessage(request, address, second);
  if (table.byProperty.has(second.name) && request.method !== "GET") return changeColumn(request, address, second.name);
  return retrieveProperty(
    request,
    address,
    second.name,
    rest.slice(1).map((segment) => segment.name),
  );
}

/** Inside a batch, the path may start with the Content-ID of an earlier part. */
function resolvedPath({ path, contentIds, organization }: ApiRequest): string {
  const replaced = replaceContentId(path, contentIds);
  return replaced.startsWith(organization.base) ? replaced.slice(organization.base.length) : replaced;
}

function onSet(request: ApiRequest, set: Segment, [second]: readonly Segment[]): ApiResponse {
  const table = request.organization.catalog.bySet.get(set.name);
  if (table === undefined) throw segmentNotFound(set.name);
  if (second === undefined) {
    if (request.method === "GET") return isTracked(request) ? listTracked(request, table) : list(request, table);
    if (request.method === "POST") return create(request, table);
    throw methodNotAllowed(request.method);
  }
  if (second.name === "$count")
    return isTracked(request) ? countAnswer(countChanges(request, table)) : countRows(request, table);
  if (second.name.startsWith(namespace)) return answerBulk(request, table, second.name.slice(namespace.length));
  throw segmentNotFound(second.name);
}

function onRow(request: ApiRequest, address: ReturnType<typeof parseAddress>): ApiResponse {
  switch (request.method) {
    case "GET":
      return retrieve(request, address);
    case "PATCH":
      return upsert(request, address);
    case "DELETE":
      return remove(request, address);
    default:
      throw methodNotAllowed(request.method);
  }
}

function onBoundMessage(request: ApiRequest, address: ReturnType<typeof parseAddress>, segment: Segment): ApiResponse {
  const name = segment.name.slice(namespace.length);
  const message = boundMessages.get(`${address.table.name}/${name}`);
  if (message === undefined) throw segmentNotFound(segment.name);
  return message(request, address, segment);
}
