import { badUri } from "../errors.ts";
import type { ApiRequest } from "../http/exchange.ts";
import type { Part } from "./multipart.ts";

/** One request inside a batch. */
export interface Operation {
  readonly contentId: string | undefined;
  readonly method: string;
  /** Relative to the service's root. May start with a Content-ID. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function parseOperation(part: Part): Operation {
  const end = part.body.indexOf("\r\n\r\n");
  const head = end < 0 ? part.body.trimEnd() : part.body.slice(0, end);
  const [requestLine = "", ...headerLines] = head.split("\r\n");
  const [, method, target] =
    /^([A-Z]+)\s+(\S.*)$/.exec(
      requestLine
        .trim()
        .replace(/\sHTTP\/1\.\d$/, "")
        .trimEnd(),
    ) ?? [];
  if (method === undefined || target === undefined) throw badUri(`The request line '${requestLine}' is not valid.`);
  const [address = "", query = ""] = splitOnce(target, "?");
  return {
    contentId: part.headers["content-id"],
    method,
    path: address.replace(/^https?:\/\/[^/]+/i, "").replace(/^\/?api\/data\/v9\.\d+\//i, ""),
    query: new URLSearchParams(query),
    headers: Object.fromEntries(headerLines.map((line) => header(line))),
    body: end < 0 ? "" : part.body.slice(end + 4).trim(),
  };
}

function header(line: string): [string, string] {
  const [name = "", value = ""] = splitOnce(line, ":");
  return [name.trim().toLowerCase(), value.trim()];
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

export const asRequest = (
  outer: ApiRequest,
  { method, path, query, headers, body }: Operation,
  contentIds: ReadonlyMap<string, string>,
): ApiRequest => ({ ...outer, method, path, query, headers, body, contentIds });
