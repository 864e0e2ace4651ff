import { randomUUID } from "node:crypto";
import type { ApiResponse } from "../http/exchange.ts";
import { STATUS_CODES } from "node:http";

export interface PartAnswer {
  readonly contentId: string | undefined;
  readonly response: ApiResponse;
}

/** The responses to a change set that succeeded as a whole. */
export interface ChangeSetAnswer {
  readonly parts: readonly PartAnswer[];
}

export type BatchPart = PartAnswer | ChangeSetAnswer;

export function batchResponse(status: number, answers: readonly BatchPart[]): ApiResponse {
  const boundary = `batchresponse_${randomUUID()}`;
  return {
    status,
    headers: { "OData-Version": "4.0", "Content-Type": `multipart/mixed; boundary=${boundary}` },
    body: multipart(
      boundary,
      answers.map((answer) => ("parts" in answer ? changeSet(answer) : operation(answer))),
    ),
  };
}

const multipart = (boundary: string, parts: readonly string[]): string =>
  [...parts.map((part) => `--${boundary}\r\n${part}\r\n`), `--${boundary}--\r\n`].join("");

function changeSet({ parts }: ChangeSetAnswer): string {
  const boundary = `changesetresponse_${randomUUID()}`;
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${multipart(boundary, parts.map(operation))}`;
}

function operation({ contentId, response }: PartAnswer): string {
  const { status, headers, body = "" } = response;
  const entityId = headers["OData-EntityId"];
  const shown = {
    ...headers,
    ...(headers["Content-Type"]?.startsWith("application/json") === true
      ? { "Content-Type": "application/json; odata.metadata=minimal; odata.streaming=true" }
      : {}),
    ...(entityId === undefined ? {} : { Location: entityId }),
    ...(status >= 400 ? { REQ_ID: randomUUID() } : {}),
  };
  return [
    "Content-Type: application/http",
    "Content-Transfer-Encoding: binary",
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    "",
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(shown).map(([name, value]) => `${name}: ${value}`),
    "",
    body,
  ].join("\r\n");
}
