import type { Row, TableMetadata, WhoAmI } from "./contract.ts";
import { BadAnswerError } from "./errors.ts";
import type { Answer, Request } from "./transport.ts";

/** One page of a list. */
export interface Page {
  readonly rows: readonly Row[];
  readonly nextLink: string | undefined;
}

export function readRow(answer: Answer, request: Request): Row {
  const body = readJson(answer, request);
  if (!isObject(body)) throw badAnswer(answer, request, "It is JSON, but not an object.");
  return body;
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
  if (typeof organizationId !== "string" || typeof userId !== "string") {
    throw badAnswer(answer, request, "It names no organization and user.");
  }
  return { organizationId: organizationId.toLowerCase(), userId: userId.toLowerCase() };
}

/** `undefined` where the list of tables of that name is empty. */
export function readTableMetadata(answer: Answer, request: Request): TableMetadata | undefined {
  const [table] = readPage(answer, request).rows;
  if (table === undefined) return undefined;
  const { Attributes: attributes, IsOptimisticConcurrencyEnabled: optimisticConcurrency } = table;
  if (!Array.isArray(attributes) || !attributes.every(isColumn)) {
    throw badAnswer(answer, request, "It lists no columns of the table.");
  }
  return {
    optimisticConcurrency: optimisticConcurrency === true,
    columns: new Map(
      attributes.map(({ LogicalName, IsSecured }) => [
        LogicalName,
        { logicalName: LogicalName, isSecured: IsSecured === true },
      ]),
    ),
  };
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

function readJson(answer: Answer, request: Request): unknown {
  try {
    return JSON.parse(answer.body) as unknown;
  } catch {
    const kind = answer.contentType === "" ? "without a content type" : `of type ${answer.contentType}`;
    throw badAnswer(answer, request, `A body ${kind}, ${answer.body.length} characters, is not readable as JSON.`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isColumn(value: unknown): value is { LogicalName: string; IsSecured: unknown } {
  return isObject(value) && typeof value["LogicalName"] === "string";
}
