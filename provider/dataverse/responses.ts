import type { Row, TableMetadata, TableName, WhoAmI } from "./types.ts";
import { BadResponseError, type Attempted } from "./errors.ts";
import { isGuid } from "./guid.ts";
import { UnreadableJson, parseExactJson } from "./json.ts";
import type { ServiceResponse, Request } from "./transport.ts";
import { quotedName } from "./quoted.ts";

/** One page of a list. */
export interface Page {
  readonly rows: readonly Row[];
  readonly nextLink: string | undefined;
}

export function readRow(response: ServiceResponse, request: Attempted): Row {
  const body = readJson(response, request);
  if (!isObject(body)) throw badResponse(response, request, "It is JSON, but not an object.");
  return body;
}

/** Throws if the response shows another row than the requested one: what is read becomes the state of a resource. */
export function readRowOf(response: ServiceResponse, request: Request, table: TableName, id: string): Row {
  const row = readRow(response, request);
  const named = row[table.primaryId];
  if (typeof named !== "string" || named.toLowerCase() === id.toLowerCase()) return row;
  throw badResponse(response, request, `It holds the row ${quotedName(named)}, not the one that it was asked for.`);
}

export function readPage(response: ServiceResponse, request: Request): Page {
  const { value, "@odata.nextLink": nextLink } = readRow(response, request);
  if (!Array.isArray(value) || !value.every(isObject))
    throw badResponse(response, request, "It holds no list of rows.");
  if (nextLink !== undefined && typeof nextLink !== "string") {
    throw badResponse(response, request, "Its link to the next page is not text.");
  }
  return { rows: value, nextLink };
}

export function readWhoAmI(response: ServiceResponse, request: Request): WhoAmI {
  const { OrganizationId: organizationId, UserId: userId } = readRow(response, request);
  if (typeof organizationId !== "string" || typeof userId !== "string" || ![organizationId, userId].every(isGuid)) {
    throw badResponse(response, request, "It names no organization and user.");
  }
  return { organizationId: organizationId.toLowerCase(), userId: userId.toLowerCase() };
}

export function holdsPrivileges(response: ServiceResponse, request: Request): boolean {
  const { RolePrivileges: privileges } = readRow(response, request);
  if (!Array.isArray(privileges)) throw badResponse(response, request, "It holds no list of privileges.");
  return privileges.length > 0;
}

/** By logical name. A table that the environment does not have is missing. */
export function readTableMetadata(response: ServiceResponse, request: Request): ReadonlyMap<string, TableMetadata> {
  const { rows, nextLink } = readPage(response, request);
  // Only few tables are requested, and one on a second page would count as missing.
  if (nextLink !== undefined) throw badResponse(response, request, "It does not list all tables at once.");
  return new Map(
    rows.map((table) => {
      const { LogicalName: name, Attributes: attributes, IsOptimisticConcurrencyEnabled: lock } = table;
      if (typeof name !== "string") throw badResponse(response, request, "It lists a table without its name.");
      if (!Array.isArray(attributes) || !attributes.every(isColumn)) {
        throw badResponse(response, request, `It lists no columns of ${quotedName(name)}.`);
      }
      return [name, { optimisticConcurrency: lock === true, columns: columnsOf(attributes) }];
    }),
  );
}

function columnsOf(attributes: readonly { LogicalName: string; IsSecured: unknown }[]): TableMetadata["columns"] {
  return new Map(
    attributes.map(({ LogicalName, IsSecured }) => [
      LogicalName,
      { logicalName: LogicalName, isSecured: IsSecured === true },
    ]),
  );
}

/**
 * A write does not ask for the row, so the service responds 204. Any other success without the service's own header
 * comes from something on the way, such as a sign-in page, and the write may never have arrived.
 */
export function confirmWrite(response: ServiceResponse, request: Request): void {
  if (response.status === 204 || response.isOfService) return;
  throw badResponse(response, request, "It does not say that the write was done.");
}

export function badResponse(response: ServiceResponse, { action, subject }: Attempted, fault: string): Error {
  const { status, requestId, attempts } = response;
  return new BadResponseError({ action, subject, status, code: "", message: "", requestId, attempts }, fault);
}

function readJson(response: ServiceResponse, request: Attempted): unknown {
  try {
    return parseExactJson(response.body);
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    const kind = response.contentType === "" ? "without a content type" : `of type ${quotedName(response.contentType)}`;
    const size = `${response.body.length} characters`;
    throw badResponse(response, request, `A body ${kind}, ${size}, is not readable as JSON: it ${error.fault}.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isColumn(value: unknown): value is { LogicalName: string; IsSecured: unknown } {
  return isObject(value) && typeof value["LogicalName"] === "string";
}
