import type { Row, TableMetadata, TableName, WhoAmI } from "./contract.ts";
import { BadAnswerError } from "./errors.ts";
import { isGuid } from "./guid.ts";
import { UnreadableJson, parseExactJson } from "./json.ts";
import type { Answer, Request } from "./transport.ts";
import { quotedName } from "./quoted.ts";

/** One page of a list. */
export interface Page {
  readonly rows: readonly Row[];
  readonly nextLink: string | undefined;
}

export function readRow(answer: Answer, request: Pick<Request, "action" | "table">): Row {
  const body = readJson(answer, request);
  if (!isObject(body)) throw badAnswer(answer, request, "It is JSON, but not an object.");
  return body;
}

/** The row that was asked for, and no other: what is read becomes the state of a resource. */
export function readRowOf(answer: Answer, request: Request, table: TableName, id: string): Row {
  const row = readRow(answer, request);
  const named = row[table.primaryId];
  if (typeof named !== "string" || named.toLowerCase() === id.toLowerCase()) return row;
  throw badAnswer(answer, request, `It holds the row ${quotedName(named)}, not the one that it was asked for.`);
}

export function readPage(answer: Answer, request: Request): Page {
  const { value, "@odata.nextLink": nextLink } = readRow(answer, request);
  if (!Array.isArray(value) || !value.every(isObject)) throw badAnswer(answer, request, "It holds no list of rows.");
  if (nextLink !== undefined && typeof nextLink !== "string") {
    throw badAnswer(answer, request, "Its link to the next page is not text.");
  }
  return { rows: value, nextLink };
}

export function readWhoAmI(answer: Answer, request: Request): WhoAmI {
  const { OrganizationId: organizationId, UserId: userId } = readRow(answer, request);
  if (typeof organizationId !== "string" || typeof userId !== "string" || ![organizationId, userId].every(isGuid)) {
    throw badAnswer(answer, request, "It names no organization and user.");
  }
  return { organizationId: organizationId.toLowerCase(), userId: userId.toLowerCase() };
}

export function holdsPrivileges(answer: Answer, request: Request): boolean {
  const { RolePrivileges: privileges } = readRow(answer, request);
  if (!Array.isArray(privileges)) throw badAnswer(answer, request, "It holds no list of privileges.");
  return privileges.length > 0;
}

/** By logical name; a table that the environment does not have is missing. */
export function readTableMetadata(answer: Answer, request: Request): ReadonlyMap<string, TableMetadata> {
  const { rows, nextLink } = readPage(answer, request);
  // Few tables are asked for; one on a second page would count as missing.
  if (nextLink !== undefined) throw badAnswer(answer, request, "It does not list all tables at once.");
  return new Map(
    rows.map((table) => {
      const { LogicalName: name, Attributes: attributes, IsOptimisticConcurrencyEnabled: lock } = table;
      if (typeof name !== "string") throw badAnswer(answer, request, "It lists a table without its name.");
      if (!Array.isArray(attributes) || !attributes.every(isColumn)) {
        throw badAnswer(answer, request, `It lists no columns of ${quotedName(name)}.`);
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
 * A write asks for no row back, so the service says 204. A success of another kind without the service's own header
 * comes from something on the way, a sign-in page for example, and the write may never have arrived.
 */
export function confirmWrite(answer: Answer, request: Request): void {
  if (answer.status === 204 || answer.isOfService) return;
  throw badAnswer(answer, request, "It does not say that the write was done.");
}

export function badAnswer(answer: Answer, { action, table }: Pick<Request, "action" | "table">, fault: string): Error {
  const { status, requestId, attempts } = answer;
  return new BadAnswerError({ action, table, status, code: "", message: "", requestId, attempts }, fault);
}

function readJson(answer: Answer, request: Pick<Request, "action" | "table">): unknown {
  try {
    return parseExactJson(answer.body);
  } catch (error) {
    if (!(error instanceof UnreadableJson)) throw error;
    const kind = answer.contentType === "" ? "without a content type" : `of type ${quotedName(answer.contentType)}`;
    const size = `${answer.body.length} characters`;
    throw badAnswer(answer, request, `A body ${kind}, ${size}, is not readable as JSON: it ${error.fault}.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isColumn(value: unknown): value is { LogicalName: string; IsSecured: unknown } {
  return isObject(value) && typeof value["LogicalName"] === "string";
}
