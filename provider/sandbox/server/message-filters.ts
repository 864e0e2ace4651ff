import { createHash } from "node:crypto";
import { methodNotAllowed } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { Segment } from "../odata/path.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";

const question = /^sdkmessageid\/name eq ('[^']*'|@\w+) and primaryobjecttypecode eq ('[^']*'|@\w+)$/;

/**
 * Which messages a table supports, for the query that bulk-operations.md shows. The table of messages itself does not
 * exist here. Every table here supports the bulk messages: assumed for tables whose page does not list them.
 */
export function messageFilters({ method, query, organization }: ApiRequest, segment: Segment): ApiResponse {
  if (method !== "GET") throw methodNotAllowed(method);
  if (segment.argument !== undefined) throw unimplemented("segment", `${segment.name}(${segment.argument})`);
  const [, message, table] = question.exec(query.get("$filter") ?? "") ?? [];
  if (message === undefined || table === undefined) throw unimplemented("query option", "$filter");
  if (query.get("$select") !== "sdkmessagefilterid") throw unimplemented("query option", "$select");
  const [messageName, tableName] = [message, table].map((text) =>
    unquoted(text.startsWith("@") ? query.get(text) : text),
  );
  const known = organization.catalog.tables.has(tableName ?? "") && bulkMessages.has(messageName ?? "");
  const id = createHash("md5")
    .update(`${tableName}/${messageName}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return jsonAnswer(200, {
    "@odata.context": `${organization.base}$metadata#sdkmessagefilters(sdkmessagefilterid)`,
    value: known ? [{ sdkmessagefilterid: id }] : [],
  });
}

const bulkMessages = new Set([
  "CreateMultiple",
  "UpdateMultiple",
  "UpsertMultiple",
  "Create",
  "Update",
  "Delete",
  "Upsert",
]);

const unquoted = (text: string | null): string | undefined => text?.replace(/^'|'$/g, "");
