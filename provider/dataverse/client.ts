import { functionAddress, metadataAddress, queryAddress, rowAddress } from "./address.ts";
import {
  badResponse,
  confirmWrite,
  holdsPrivileges,
  readPage,
  readRow,
  readRowOf,
  readTableMetadata,
  readWhoAmI,
} from "./responses.ts";
import { changeSetRequest, confirmChangeSet } from "./change-set.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import type { Columns, DataverseClient, ETag, Query, Reporter, Row, TableMetadata, TableName, Write } from "./types.ts";
import { plural, type Subject } from "./subject.ts";
import { normalizeEnvironmentUrl } from "./environment-url.ts";
import { RowMissingError } from "./errors.ts";
import { requireVersion } from "./header-value.ts";
import { attemptDeadline, defaultRetryLimits, listPages, listRows } from "./limits.ts";
import type { RetryLimits } from "./limits.ts";
import { memoizeAsync } from "./memoize-async.ts";
import type { TokenSource } from "./sign-in/token-source.ts";
import { SERVICE_PATH, createTransport } from "./transport.ts";
import type { Request, ShownRow } from "./transport.ts";

export interface DataverseClientOptions {
  readonly environmentUrl: string;
  readonly credential: TokenSource;
  readonly reporter: Reporter;
  readonly userAgent: string;
  /** Tables whose definitions are all read with the first of them. */
  readonly tables?: readonly TableName[] | undefined;
  /** Unmanaged solution that rows of solution-aware tables are added to. */
  readonly solution?: string | undefined;
  readonly maxConcurrency?: number | undefined;
  readonly retry?: RetryLimits | undefined;
  /** Milliseconds after which an attempt without a complete response is abandoned. */
  readonly timeout?: number | undefined;
  readonly clock?: Clock | undefined;
}

const userTable: TableName = { noun: "user", set: "systemusers", logicalName: "systemuser", primaryId: "systemuserid" };

/** The service allows 52 concurrent requests per user. Some are left for the person in the admin center. */
const MAX_CONCURRENCY = 48;

/** Reads return names beside option numbers and lookups. Caches must not serve an old expanded row. */
const SHOW_HEADERS = { Prefer: 'return=representation,odata.include-annotations="*"' };
const READ_HEADERS = { Prefer: 'odata.include-annotations="*"', "If-None-Match": "null" };

export function createDataverseClient(options: DataverseClientOptions): DataverseClient {
  const environmentUrl = normalizeEnvironmentUrl(options.environmentUrl);
  const { solution } = options;
  const transport = createTransport({
    environmentUrl,
    credential: options.credential,
    reporter: options.reporter,
    userAgent: options.userAgent,
    maxConcurrency: options.maxConcurrency ?? MAX_CONCURRENCY,
    retry: options.retry ?? defaultRetryLimits,
    deadline: options.timeout ?? attemptDeadline,
    clock: options.clock ?? systemClock,
  });

  const together = options.tables ?? [];
  const once = memoizeAsync();
  const metadata = (tables: readonly TableName[]) =>
    once(`definition of ${nameOf(tables)}`, async () => {
      const request = read(metadataAddress(tables), `read the definition of ${nameOf(tables)}`);
      return readTableMetadata(await transport.send(request), request);
    });
  const tableMetadata = async (table: TableName): Promise<TableMetadata | undefined> => {
    const isAmong = together.some(({ logicalName }) => logicalName === table.logicalName);
    return (await metadata(isAmong ? together : [table])).get(table.logicalName);
  };
  const whoAmI = () =>
    once("who is signed in", async () => {
      const request = read("WhoAmI", "ask the environment who is signed in");
      return readWhoAmI(await transport.send(request), request);
    });

  return {
    environmentUrl,
    solution,
    whoAmI,
    tableMetadata,

    async holdsPrivilege(name) {
      const { userId } = await whoAmI();
      const call = functionAddress("Microsoft.Dynamics.CRM.RetrieveUserPrivilegeByPrivilegeName", {
        PrivilegeName: name,
      });
      const request = read(`${rowAddress(userTable, userId)}/${call}`, `ask for the privilege ${name}`);
      return holdsPrivileges(await transport.send(request), request);
    },

    async retrieve(table, id, query) {
      const request = read(queryAddress(rowAddress(table, id), query), rowAction("read", table, id), { table, id });
      try {
        return readRowOf(await transport.send(request), request, table, id);
      } catch (error) {
        if (error instanceof RowMissingError && error.isAbout(id)) return undefined;
        throw error;
      }
    },

    async list(table, query: Query) {
      const rows = new Map<unknown, Row>();
      const visited = new Set<string>();
      let url: string | undefined = queryAddress(table.set, query);
      while (url !== undefined) {
        visited.add(url);
        const request = read(url, `list ${plural(table.noun)}`, { table });
        const response = await transport.send(request);
        const page = readPage(response, request);
        // Rows that are created or deleted while pages are read shift others, so two pages may hold the same row. The
        // later one is newer.
        for (const row of page.rows) rows.set(row[table.primaryId] ?? row, row);
        url = page.nextLink;
        if (url === undefined) break;
        const fault = faultOfLink(url, visited, rows.size);
        if (fault !== undefined) throw badResponse(response, request, fault);
      }
      return [...rows.values()];
    },

    async create(table, id, columns) {
      await write(await createRequest(table, id, columns));
    },

    async createAndShow(table, id, columns, query) {
      return show(await createRequest(table, id, columns), table, id, query);
    },

    async update(table, id, columns, writeOptions) {
      await write(await updateRequest(table, id, columns, writeOptions?.ifMatch));
    },

    async updateAndShow(table, id, columns, select, writeOptions) {
      return show(await updateRequest(table, id, columns, writeOptions?.ifMatch), table, id, { select });
    },

    async delete(table, id, writeOptions) {
      try {
        await write(await deleteRequest(table, id, writeOptions?.ifMatch));
        return "deleted";
      } catch (error) {
        if (error instanceof RowMissingError && error.isAbout(id)) return "missing";
        throw error;
      }
    },

    async changeSet(writes) {
      if (writes.length === 0) return [];
      const parts = (await Promise.all(writes.map(writeRequest))).map((part) => ({
        ...part,
        url: SERVICE_PATH + part.url,
      }));
      const request = changeSetRequest(parts, new URL(environmentUrl).host);
      return confirmChangeSet(await transport.send(request), parts);
    },

    async call(functionName, parameters) {
      const request = read(functionAddress(functionName, parameters), `call ${functionName}`, {});
      return readRow(await transport.send(request), request);
    },
  };

  async function write(request: Request): Promise<void> {
    confirmWrite(await transport.send(request), request);
  }

  async function show(request: Request, table: TableName, id: string, query: Query): Promise<Row | undefined> {
    const response = await transport.send(showing(request, query, { table, id }));
    return response.status === 204 ? undefined : readRowOf(response, request, table, id);
  }

  async function writeRequest(write: Write): Promise<Request> {
    switch (write.kind) {
      case "create": {
        const request = await createRequest(write.table, write.id, write.columns);
        return write.show === undefined ? request : showing(request, { select: write.show }, write);
      }
      case "update":
        return updateRequest(write.table, write.id, write.columns, write.ifMatch);
      case "delete":
        return deleteRequest(write.table, write.id, write.ifMatch);
    }
  }

  async function createRequest(table: TableName, id: string, columns: Columns): Promise<Request> {
    const headers = { ...(await solutionHeader(table)), "If-None-Match": "*" };
    return patch("create", table, id, columns, headers);
  }

  async function updateRequest(
    table: TableName,
    id: string,
    columns: Columns,
    ifMatch: ETag | undefined,
  ): Promise<Request> {
    // Without a condition, a PATCH would create the row again after somebody deleted it.
    const version = (await usableVersion("update", table, id, ifMatch)) ?? "*";
    const headers = { ...(await solutionHeader(table)), "If-Match": version };
    return patch("update", table, id, columns, headers);
  }

  async function deleteRequest(table: TableName, id: string, ifMatch: ETag | undefined): Promise<Request> {
    const version = await usableVersion("delete", table, id, ifMatch);
    const headers = { ...(await solutionHeader(table)), ...(version === undefined ? {} : { "If-Match": version }) };
    return {
      method: "DELETE",
      url: rowAddress(table, id),
      headers,
      action: rowAction("delete", table, id),
      subject: { table, id },
    };
  }

  /** A table without optimistic concurrency refuses a version instead of ignoring it. */
  async function usableVersion(
    verb: string,
    table: TableName,
    id: string,
    ifMatch: ETag | undefined,
  ): Promise<ETag | undefined> {
    if (ifMatch === undefined) return undefined;
    requireVersion(ifMatch, { action: rowAction(verb, table, id), subject: { table, id } });
    return (await tableMetadata(table))?.optimisticConcurrency === true ? ifMatch : undefined;
  }

  /** assumed: a table is solution-aware if it has the column that every solution component has. */
  async function solutionHeader(table: TableName): Promise<Record<string, string>> {
    if (solution === undefined) return {};
    const aware = (await tableMetadata(table))?.columns.has("solutionid") === true;
    return aware ? { "MSCRM.SolutionUniqueName": solution } : {};
  }

  function faultOfLink(link: string, visited: ReadonlySet<string>, rows: number): string | undefined {
    // The token is sent to wherever this link points.
    if (!isOfService(link)) return "Its link to the next page leaves the environment.";
    if (visited.has(link)) return "Its link to the next page leads back.";
    if (visited.size >= listPages)
      return `It links to yet another page after ${listPages} pages, the most that are read.`;
    return rows > listRows ? `It is one of a list of more than ${listRows} rows, the most that are read.` : undefined;
  }

  function isOfService(link: string): boolean {
    // URL parsers drop these characters, but requests send them. Check the link as it will be requested.
    if (!/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(link)) return false;
    const url = URL.parse(link);
    // A user name in a link would replace the token.
    if (url === null || url.username !== "" || url.password !== "") return false;
    return url.origin === environmentUrl && url.pathname.startsWith(SERVICE_PATH);
  }
}

function read(url: string, action: string, subject?: Subject): Request {
  return { method: "GET", url, headers: READ_HEADERS, action, subject };
}

function patch(
  verb: "create" | "update",
  table: TableName,
  id: string,
  columns: Columns,
  conditions: Record<string, string>,
): Request {
  return {
    method: "PATCH",
    url: rowAddress(table, id),
    headers: { "Content-Type": "application/json", ...conditions },
    body: JSON.stringify(columns),
    action: rowAction(verb, table, id),
    subject: { table, id },
  };
}

/** The response shows the row as the service left it. */
function showing(request: Request, query: Query, { table, id }: ShownRow): Request {
  return {
    ...request,
    shows: { table, id },
    url: queryAddress(request.url, query),
    headers: { ...request.headers, ...SHOW_HEADERS },
  };
}

function nameOf(tables: readonly TableName[]): string {
  return tables.length > 1 ? "the tables" : (tables[0]?.logicalName ?? "");
}

function rowAction(verb: string, table: TableName, id: string): string {
  return `${verb} ${table.noun} ${id}`;
}
