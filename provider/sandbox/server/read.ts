import { keyNotFound, methodNotAllowed, rowNotFound, segmentNotFound } from "../errors.ts";
import type { CatalogTable, Collection } from "../catalog/catalog.ts";
import { findId, type Address } from "../odata/address.ts";
import { annotationFilter } from "../odata/annotations.ts";
import { contextUrl } from "../odata/context.ts";
import { compileFilter, type Aliases } from "../odata/filter.ts";
import { sortRows } from "../odata/order.ts";
import { cutPage } from "../odata/paging.ts";
import { parseSelection } from "../odata/query-options.ts";
import { childRows, rowScope } from "../odata/scope.ts";
import { etagOf, serializeRow, type View } from "../odata/serialize.ts";
import type { Row } from "../store/row.ts";
import { jsonAnswer, preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";

export const largestPage = 5000;

export function addressedRow({ organization }: ApiRequest, address: Address): { id: string; row: Row } {
  const id = findId(organization, address);
  const row = id === undefined ? undefined : organization.store.get(address.table.name, id);
  if (id !== undefined && row !== undefined) return { id, row };
  throw address.key === undefined ? rowNotFound(address.table.name, address.id) : keyNotFound(address.table.name);
}

export function viewOf(request: ApiRequest): View {
  const { organization, caller } = request;
  return { organization, caller, annotation: annotationFilter(preferences(request).annotations) };
}

export function retrieve(request: ApiRequest, address: Address): ApiResponse {
  const { row } = addressedRow(request, address);
  const { annotations } = preferences(request);
  const known = request.headers["if-none-match"];
  const comparable = address.table.optimisticConcurrency && annotations === undefined && !request.query.has("$expand");
  if (comparable && known === etagOf(row)) return { status: 304, headers: { ETag: etagOf(row) } };
  return answerWithRow(request, address.table, row, 200);
}

export function answerWithRow(request: ApiRequest, table: CatalogTable, row: Row, status: number): ApiResponse {
  const { organization } = request;
  const selection = parseSelection(organization, table, request.query);
  const { representation, annotations } = preferences(request);
  const applied = [
    ...(representation && request.method !== "GET" ? ["return=representation"] : []),
    ...(annotations === undefined ? [] : [`odata.include-annotations="${annotations}"`]),
  ];
  return jsonAnswer(
    status,
    {
      "@odata.context": contextUrl(organization.base, table, selection, true),
      ...serializeRow(viewOf(request), table, row, selection),
    },
    { ETag: etagOf(row), ...(applied.length === 0 ? {} : { "Preference-Applied": applied.join(",") }) },
  );
}

export function list(request: ApiRequest, table: CatalogTable, candidates?: readonly Row[]): ApiResponse {
  const { organization, query, caller } = request;
  const selection = parseSelection(organization, table, query);
  const view = viewOf(request);
  const scope = rowScope(organization, table, caller);
  const filter = query.get("$filter");
  const aliases = aliasesOf(query);
  let rows = [...(candidates ?? organization.store.table(table.name).values())];
  if (filter !== null) rows = rows.filter(compileFilter(filter, scope, aliases));
  const orderBy = query.get("$orderby");
  if (orderBy !== null) rows = sortRows(organization, table, rows, orderBy, scope, aliases);
  const count = rows.length;
  const { maxPageSize, annotations } = preferences(request);
  const top = query.get("$top");
  if (top !== null && maxPageSize === undefined) rows = rows.slice(0, Number(top));
  const page = cutPage(table, rows, maxPageSize ?? largestPage, query.get("$skiptoken"));
  const counted = query.get("$count") === "true";
  const applied = [
    ...(maxPageSize === undefined ? [] : [`odata.maxpagesize=${maxPageSize}`]),
    ...(annotations === undefined ? [] : [`odata.include-annotations="${annotations}"`]),
  ];
  return jsonAnswer(
    200,
    {
      "@odata.context": contextUrl(organization.base, table, selection, false),
      ...(counted ? { "@odata.count": Math.min(count, largestPage) } : {}),
      ...totals(view, counted ? count : undefined),
      value: page.rows.map((row) => serializeRow(view, table, row, selection)),
      ...(page.next === undefined ? {} : { "@odata.nextLink": linkWith(request, { $skiptoken: page.next }) }),
    },
    applied.length === 0 ? {} : { "Preference-Applied": applied.join(",") },
  );
}

const aliasesOf =
  (query: URLSearchParams): Aliases =>
  (name) =>
    query.get(`@${name}`);

function totals(view: View, count: number | undefined): Record<string, unknown> {
  if (!view.annotation("Microsoft.Dynamics.CRM.totalrecordcount")) return {};
  return {
    "@Microsoft.Dynamics.CRM.totalrecordcount": count === undefined ? -1 : Math.min(count, largestPage),
    "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded": (count ?? 0) > largestPage,
  };
}

/** The address of this request with other options. An `undefined` option is left out. */
export function linkWith(
  { organization, path, query }: ApiRequest,
  changed: Readonly<Record<string, string | undefined>>,
): string {
  const kept = [...query].filter(([name]) => !Object.hasOwn(changed, name));
  const options = [...kept, ...Object.entries(changed)].flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `${organization.base}${path}?${options.join("&")}`;
}

export function countRows(request: ApiRequest, table: CatalogTable, candidates?: readonly Row[]): ApiResponse {
  const { organization, caller, query } = request;
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const filter = query.get("$filter");
  const rows = [...(candidates ?? organization.store.table(table.name).values())];
  const scope = rowScope(organization, table, caller);
  const kept = filter === null ? rows : rows.filter(compileFilter(filter, scope, aliasesOf(query)));
  return countAnswer(kept.length);
}

/** A byte order mark precedes the number, as the documentation shows. */
export const countAnswer = (count: number): ApiResponse => ({
  status: 200,
  headers: { "Content-Type": "text/plain" },
  body: `\uFEFF${Math.min(count, largestPage)}`,
});

/** `set(id)/name` where name is a column, a lookup or a collection. */
export function retrieveProperty(
  request: ApiRequest,
  address: Address,
  name: string,
  rest: readonly string[],
): ApiResponse {
  const { organization } = request;
  const { table } = address;
  const known = table.byProperty.has(name) || table.navigations.has(name) || table.collections.has(name);
  if (!known) throw segmentNotFound(name);
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const { id, row } = addressedRow(request, address);
  const column = table.byProperty.get(name);
  if (column !== undefined) {
    const shown = serializeRow(viewOf(request), table, row, { columns: [column], expansions: [] })[name] ?? null;
    if (rest[0] === "$value")
      return { status: 200, headers: { "Content-Type": "text/plain" }, body: String(shown ?? "") };
    if (shown === null) return { status: 204, headers: {} };
    const context = `${organization.base}$metadata#${table.facts.entitySet}(${id})/${name}`;
    return jsonAnswer(200, { "@odata.context": context, value: shown });
  }
  const navigation = table.navigations.get(name);
  if (navigation !== undefined) {
    const target = organization.table(navigation.target);
    const linked = organization.store.get(target.name, String(row[navigation.column] ?? ""));
    if (linked === undefined) return { status: 204, headers: {} };
    if (rest[0] === "$ref") return referenceAnswer(request, target, linked);
    return answerWithRow(request, target, linked, 200);
  }
  const collection = table.collections.get(name);
  if (collection === undefined) throw segmentNotFound(name);
  return listCollection(request, table, collection, id, rest[0]);
}

function listCollection(
  request: ApiRequest,
  table: CatalogTable,
  collection: Collection,
  id: string,
  segment: string | undefined,
): ApiResponse {
  const { organization } = request;
  const child = organization.table(collection.table);
  const rows = childRows(organization, table, collection, id);
  if (segment === "$count") return countRows(request, child, rows);
  if (segment !== "$ref") return list(request, child, rows);
  return jsonAnswer(200, {
    "@odata.context": `${organization.base}$metadata#Collection($ref)`,
    value: rows.map((row) => ({ "@odata.id": uriOf(request, child, row) })),
  });
}

const referenceAnswer = (request: ApiRequest, table: CatalogTable, row: Row): ApiResponse =>
  jsonAnswer(200, {
    "@odata.context": `${request.organization.base}$metadata#$ref`,
    "@odata.id": uriOf(request, table, row),
  });

const uriOf = ({ organization }: ApiRequest, table: CatalogTable, row: Row): string =>
  `${organization.base}${table.facts.entitySet}(${String(row[table.facts.primaryId])})`;
