import { randomUUID } from "node:crypto";
import { badResponse, readRowOf } from "./responses.ts";
import type { Row } from "./types.ts";
import { requireHeaderValues } from "./header-value.ts";
import { multipartParts, readPart } from "./multipart.ts";
import { isSuccess } from "./success.ts";
import { responseError } from "./transport.ts";
import type { ServiceResponse, Request } from "./transport.ts";

/** One write of a change set, addressed by an absolute path. */
export type ChangeSetPart = Request;

const EOL = "\r\n";

/**
 * All writes in one transaction. Lines end in CRLF, and each write has a `Content-ID` and its own `Content-Length`:
 * some servers were seen to refuse a change set without one of these, none with them.
 */
export function changeSetRequest(parts: readonly ChangeSetPart[], host: string): Request {
  const batch = `batch_${randomUUID()}`;
  const changeSet = `changeset_${randomUUID()}`;
  const lines = [
    `--${batch}`,
    `Content-Type: multipart/mixed; boundary="${changeSet}"`,
    "",
    ...parts.flatMap((part, index) => [`--${changeSet}`, ...partLines(part, index + 1, host)]),
    `--${changeSet}--`,
    "",
    `--${batch}--`,
    "",
  ];
  return {
    method: "POST",
    url: "$batch",
    headers: { "Content-Type": `multipart/mixed; boundary="${batch}"` },
    body: lines.join(EOL),
    action: changeSetAction(parts),
    subject: {},
    innerFailure: (response) => changeSetFailure(response, parts),
  };
}

function partLines(part: ChangeSetPart, contentId: number, host: string): string[] {
  requireHeaderValues(part.headers ?? {}, part);
  const headers = Object.entries({ Host: host, Accept: "application/json", ...part.headers });
  if (part.body !== undefined) headers.push(["Content-Length", String(Buffer.byteLength(part.body))]);
  return [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    `Content-ID: ${contentId}`,
    "",
    `${part.method} ${part.url} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "",
    part.body ?? "",
  ];
}

function changeSetAction(parts: readonly ChangeSetPart[]): string {
  return parts.map((part) => part.action).join(", ");
}

/**
 * The error of the write that failed, as if it had been sent alone. `undefined` if the response is not multipart and so
 * applies to the whole request.
 */
function changeSetFailure(response: ServiceResponse, parts: readonly ChangeSetPart[]): Error | undefined {
  const failed = innerResponses(response)?.find((inner) => !isSuccess(inner.status));
  if (failed === undefined) return undefined;
  // The response to a failed change set need not say which write failed.
  const named = parts[Number(failed.contentId) - 1];
  const culprit = named ?? (parts.length === 1 ? parts[0] : undefined);
  const inner: ServiceResponse = { ...response, ...failed, requestId: failed.requestId ?? response.requestId };
  return responseError(
    inner,
    culprit ?? { action: changeSetAction(parts), subject: {}, headers: sharedPrecondition(parts) },
  );
}

/** Succeeds only if every write is confirmed. Returns the rows in the order of the writes. */
export function confirmChangeSet(
  response: ServiceResponse,
  parts: readonly ChangeSetPart[],
): readonly (Row | undefined)[] {
  const failure = changeSetFailure(response, parts);
  if (failure !== undefined) throw failure;
  const responses = innerResponses(response) ?? [];
  const confirmed = responses.length === parts.length ? inOrder(responses) : responses;
  if (confirmed.length !== parts.length) {
    const fault = `It confirms ${confirmed.length} of ${parts.length} writes.`;
    throw badResponse(response, { action: changeSetAction(parts), subject: {} }, fault);
  }
  return confirmed.map((inner, index) => {
    const part = parts[index];
    if (part?.shows === undefined || inner.status === 204 || inner.body.trim() === "") return undefined;
    return readRowOf({ ...response, body: inner.body }, part, part.shows.table, part.shows.id);
  });
}

/** Either every response names its write, or none does. Two responses for the same write count once. */
function inOrder(responses: readonly InnerResponse[]): readonly InnerResponse[] {
  if (responses.every(({ contentId }) => contentId === undefined)) return responses;
  const byId = new Map(responses.map((inner) => [inner.contentId, inner]));
  return responses.flatMap((_, index) => byId.get(String(index + 1)) ?? []);
}

/** An id can be taken only if one of the writes creates a row. */
function sharedPrecondition(parts: readonly ChangeSetPart[]): Record<string, string> {
  const creates = parts.some((part) => part.headers?.["If-None-Match"] === "*");
  return creates ? { "If-None-Match": "*" } : {};
}

interface InnerResponse {
  readonly contentId: string | undefined;
  readonly status: number;
  readonly body: string;
  readonly requestId: string | undefined;
}

function innerResponses(response: ServiceResponse): readonly InnerResponse[] | undefined {
  return multipartParts(response.contentType, response.body)?.flatMap((part) => {
    const nested = multipartParts(part.headers.get("content-type") ?? "", part.body);
    return (nested ?? [part]).map(({ headers, body }) => readHttp(headers.get("content-id"), body));
  });
}

function readHttp(partContentId: string | undefined, text: string): InnerResponse {
  const { firstLine, headers, body } = readPart(text);
  return {
    contentId: partContentId ?? headers.get("content-id"),
    // Without a status line it is not a response, so it never counts as a success.
    status: Number(/^HTTP\/\d\.\d (\d{3})(?!\d)/.exec(firstLine)?.[1] ?? 0),
    body,
    requestId: headers.get("req_id") ?? headers.get("x-ms-service-request-id"),
  };
}
