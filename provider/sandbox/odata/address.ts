import { badUri, errorCodes, keyNotFound, segmentNotFound, ServiceError } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import type { Value } from "../store/row.ts";
import { guidPattern, parseLiteral } from "./literal.ts";
import { parseArguments, parsePath } from "./path.ts";

/** Addresses a row by its id, or by the values of an alternate key. */
export type Address =
  | { readonly table: CatalogTable; readonly id: string; readonly key?: undefined }
  | { readonly table: CatalogTable; readonly key: Readonly<Record<string, Value>> };

export function parseAddress(table: CatalogTable, argument: string): Address {
  const text = argument.trim();
  if (guidPattern.test(text)) return { table, id: text.toLowerCase() };
  const pairs = parseArguments(text);
  const byId = principals.has(table.name) ? undefined : pairs.get(table.facts.primaryId);
  if (pairs.size === 1 && byId !== undefined && guidPattern.test(byId)) return { table, id: byId.toLowerCase() };
  return { table, key: keyValues(table, pairs) };
}

function keyValues(table: CatalogTable, pairs: ReadonlyMap<string, string>): Record<string, Value> {
  const columns = [...pairs.keys()].map((name) => table.byProperty.get(name)?.name);
  const declared = Object.values(table.keys).some(
    (key) => key.length === columns.length && key.every((column) => columns.includes(column)),
  );
  if (!declared) throw wrongKey(table.name);
  return Object.fromEntries([...pairs.values()].map((text, at) => [columns[at] ?? "", keyValue(text)]));
}

/** use-alternate-key-reference-record.md: the name of their primary key does not address users and teams. */
const principals: ReadonlySet<string> = new Set(["systemuser", "team"]);

function keyValue(text: string): Value {
  if (text.startsWith("@")) throw unimplemented("parameter alias in a key", text);
  const value = parseLiteral(text);
  if (value === undefined) throw badUri(`The value '${text}' of a key is not valid.`);
  return value;
}

const wrongKey = (table: string): ServiceError =>
  badUri(
    `The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${table}'. Ensure that the names and ` +
      "number of key properties match the declared or alternate key properties for the resource " +
      `'Microsoft.Dynamics.CRM.${table}'.`,
  );

/** The id of the addressed row. `undefined` if no row has the key. */
export function findId(organization: Organization, address: Address): string | undefined {
  if (address.key === undefined) return address.id;
  const wanted = Object.entries(address.key);
  for (const [id, row] of organization.store.table(address.table.name)) {
    if (wanted.every(([column, value]) => fold(row[column]) === fold(value))) return id;
  }
  return undefined;
}

const fold = (value: Value | undefined): string => String(value ?? "").toLowerCase();

export interface RowReference {
  readonly table: string;
  readonly id: string;
}

/** Reads the value of `@odata.bind` or `@odata.id`: relative, rooted, absolute, by key, or `$1` inside a batch. */
export function resolveReference(
  organization: Organization,
  text: string,
  contentIds: ReadonlyMap<string, string>,
): RowReference {
  const path = replaceContentId(text, contentIds)
    .replace(/^https?:\/\/[^/]+/i, "")
    .replace(/^\/?api\/data\/v9\.\d+\//i, "");
  const [segment, ...more] = parsePath(path);
  const table = organization.catalog.bySet.get(segment?.name ?? "");
  if (segment === undefined || table === undefined) throw segmentNotFound(segment?.name ?? text);
  if (segment.argument === undefined || more.length > 0) throw badUri(`The URI '${text}' does not address a row.`);
  const address = parseAddress(table, segment.argument);
  const id = findId(organization, address);
  if (id === undefined) throw keyNotFound(table.name);
  return { table: table.name, id };
}

export function replaceContentId(text: string, contentIds: ReadonlyMap<string, string>): string {
  const match = /^\/?\$([^/?]+)/.exec(text);
  if (match === null || match[1] === undefined || /^(batch|metadata)$/.test(match[1])) return text;
  const target = contentIds.get(match[1]);
  if (target === undefined) {
    throw new ServiceError(
      400,
      errorCodes.payload,
      `Content-ID Reference: '$${match[1]}' does not exist in the batch context.`,
    );
  }
  return target + text.slice(match[0].length);
}
