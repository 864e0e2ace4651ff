import { badUri, ServiceError } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import { contextUrl } from "../odata/context.ts";
import { cutPage } from "../odata/paging.ts";
import { parseSelection } from "../odata/query-options.ts";
import { serializeRow } from "../odata/serialize.ts";
import { jsonAnswer, preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { largestPage, linkWith, viewOf } from "../server/read.ts";
import type { Row } from "../store/row.ts";
import { readDeltaToken, writeDeltaToken, type DeltaToken } from "./delta-token.ts";

const tokenOption = "$deltatoken";
const trackedTo = /trackedto="([^"]*)"/;

/** A client asks for tracking with a preference, with a delta link, or with the link to the next page of either. */
export function isTracked(request: ApiRequest): boolean {
  const { query } = request;
  return preferences(request).trackChanges || query.has(tokenOption) || trackedTo.test(query.get("$skiptoken") ?? "");
}

/** Returns all rows and a delta link. With a delta link, returns what has changed since, and a new link. */
export function listTracked(request: ApiRequest, table: CatalogTable): ApiResponse {
  const { organization, query } = request;
  const { maxPageSize, trackChanges } = preferences(request);
  // Whether the service supports counting here is not documented.
  if (query.has("$count")) throw unimplemented("option of change tracking", "$count");
  const since = trackedSince(request, table);
  const selection = parseSelection(organization, table, query);
  const skip = query.get("$skiptoken");
  // Changes made while a client reads page after page belong to the next link.
  const upTo =
    trackedTo.exec(skip ?? "")?.[1] ?? writeDeltaToken({ version: organization.store.version, at: new Date() });
  const page = cutPage(table, changesSince(request, table, since), maxPageSize ?? largestPage, skip);
  const view = viewOf(request);
  const value = page.rows.map((row) =>
    isGone(row) ? deletedEntity(request, table, row) : serializeRow(view, table, row, selection),
  );
  const context = contextUrl(organization.base, table, selection, false);
  const next = page.next?.replace('istracking="False"', `istracking="True" trackedto="${upTo}"`);
  return jsonAnswer(
    200,
    {
      "@odata.context": since === undefined ? context : `${context}/$delta`,
      ...(next === undefined
        ? { "@odata.deltaLink": linkWith(request, { $skiptoken: undefined, [tokenOption]: upTo }) }
        : { "@odata.nextLink": linkWith(request, { $skiptoken: next }) }),
      value,
    },
    trackChanges ? { "Preference-Applied": "odata.track-changes" } : {},
  );
}

/** How many rows a delta link would return. */
export function countChanges(request: ApiRequest, table: CatalogTable): number {
  return changesSince(request, table, trackedSince(request, table)).length;
}

const refusedOptions = ["$filter", "$orderby", "$expand", "$top"] as const;

/** `undefined` if the client has seen nothing yet. */
function trackedSince({ query }: ApiRequest, table: CatalogTable): DeltaToken | undefined {
  // The status is assumed.
  if (!table.changeTracking)
    throw new ServiceError(400, "0x80072491", `Entity ${table.name} isn't enabled for change tracking.`);
  const refused = refusedOptions.find((name) => query.has(name));
  if (refused !== undefined)
    throw badUri(`The "${refused}" query parameter isn't supported when Change Tracking is enabled.`);
  const token = query.get(tokenOption);
  return token === null ? undefined : readDeltaToken(token, new Date());
}

/** New and changed rows by version, then deleted ones. A deleted row has only its id. */
function changesSince(
  { organization }: ApiRequest,
  table: CatalogTable,
  since: DeltaToken | undefined,
): readonly Row[] {
  const { store } = organization;
  const rows = [...store.table(table.name).values()];
  if (since === undefined) return rows;
  const changed = rows.filter((row) => versionOf(row) > since.version);
  const gone = store.deletions(table.name).filter((row) => versionOf(row) > since.version);
  return [
    ...changed.toSorted(byVersion),
    ...gone.toSorted(byVersion).map(({ id = null }) => ({ [table.facts.primaryId]: id })),
  ];
}

const versionOf = (row: Row): number => Number(row["versionnumber"] ?? 0);

const byVersion = (left: Row, right: Row): number => versionOf(left) - versionOf(right);

const isGone = (row: Row): boolean => row["versionnumber"] === undefined;

const deletedEntity = ({ organization }: ApiRequest, { facts }: CatalogTable, row: Row): Record<string, unknown> => ({
  "@odata.context": `${organization.base}$metadata#${facts.entitySet}/$deletedEntity`,
  id: row[facts.primaryId],
  reason: "deleted",
});
