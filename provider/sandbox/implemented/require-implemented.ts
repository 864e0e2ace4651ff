import type { CatalogTable } from "../catalog/catalog.ts";
import { parsePath, type Segment } from "../odata/path.ts";
import { preferences, type ApiRequest } from "../http/exchange.ts";
import { unboundMessages } from "../server/messages.ts";
import { checkConditions, checkHeaders } from "./headers.ts";
import { isRefusedMessage } from "./messages.ts";
import { checkOptions, type Operation } from "./query-options.ts";
import { unimplemented } from "../unimplemented.ts";

const namespace = "Microsoft.Dynamics.CRM.";

/** Sets of definitions that the service has and the sandbox does not. */
const refusedDefinitions: ReadonlySet<string> = new Set(["GlobalOptionSetDefinitions", "ManagedPropertyDefinitions"]);

/**
 * Checks, before any work is done, that the sandbox implements everything in a request: nothing may be ignored
 * silently. Filters, expansions and bodies are checked where they are parsed, because only there their context is
 * known.
 */
export function requireImplemented(request: ApiRequest): void {
  checkHeaders(request.headers);
  const operation = operationOf(request);
  checkConditions(request, operation ?? "definition");
  if (operation !== "list" && operation !== "count" && preferences(request).trackChanges)
    throw unimplemented("preference", "odata.track-changes");
  // The code that resolves a path refuses one that leads nowhere. Definitions have options at several depths.
  if (operation !== undefined) checkOptions(request.query, operation);
}

function operationOf(request: ApiRequest): Operation | undefined {
  const [first, ...rest] = parsePath(request.path);
  if (first === undefined) return "service document";
  if (first.name === "$metadata") return "metadata document";
  if (first.name === "$batch") return "batch";
  if (refusedDefinitions.has(first.name)) throw unimplemented("set", first.name);
  if (isRefusedMessage(first.name)) throw unimplemented("message", first.name);
  if (unboundMessages.has(first.name)) return onMessage(first, rest);
  const table = request.organization.catalog.bySet.get(first.name);
  if (table === undefined) return undefined;
  return first.argument === undefined ? onSet(request, rest) : onRow(request, table, rest);
}

function onMessage({ name }: Segment, [second]: readonly Segment[]): Operation {
  if (second !== undefined) throw unimplemented("segment", second.name);
  return name === "sdkmessagefilters" ? "message filters" : "message";
}

function onSet({ method }: ApiRequest, [second, third]: readonly Segment[]): Operation | undefined {
  if (third !== undefined) throw unimplemented("segment", third.name);
  if (second === undefined) return method === "GET" ? "list" : "write";
  if (second.name === "$count") return "count";
  return ofMessage(second);
}

function onRow(request: ApiRequest, table: CatalogTable, rest: readonly Segment[]): Operation | undefined {
  const [second, third, fourth] = rest;
  if (second === undefined) return onlyRow(request.method);
  if (second.name.startsWith(namespace)) return ofMessage(second);
  if (request.method !== "GET" && third?.name === "$ref") return request.method === "DELETE" ? "reference" : "value";
  if (second.argument !== undefined) throw unimplemented("segment", `${second.name}(${second.argument})`);
  const ways = waysOn(table, second.name);
  if (ways === undefined) return undefined;
  const operation = ways.get(third?.name ?? "");
  const stray = operation === undefined ? third : fourth;
  if (stray !== undefined) throw unimplemented("segment", stray.name);
  return request.method === "GET" ? operation : "value";
}

const ofMessage = ({ name }: Segment): Operation | undefined => {
  if (isRefusedMessage(name.slice(namespace.length))) throw unimplemented("message", name);
  return name.startsWith(namespace) ? "message" : undefined;
};

function onlyRow(method: string): Operation {
  if (method === "GET") return "row";
  return method === "DELETE" ? "delete" : "write";
}

/** The path segments that may follow a member of a row. */
function waysOn(table: CatalogTable, member: string): ReadonlyMap<string, Operation> | undefined {
  if (table.byProperty.has(member)) return ofColumn;
  if (table.navigations.has(member)) return ofLookup;
  return table.collections.has(member) ? ofCollection : undefined;
}

const ofColumn: ReadonlyMap<string, Operation> = new Map([
  ["", "value"],
  ["$value", "value"],
]);

const ofLookup: ReadonlyMap<string, Operation> = new Map([
  ["", "row"],
  ["$ref", "value"],
]);

const ofCollection: ReadonlyMap<string, Operation> = new Map([
  ["", "list of related rows"],
  ["$ref", "value"],
  ["$count", "count of related rows"],
]);
