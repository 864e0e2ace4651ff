import type { Row } from "../../../provider/sandbox/index.ts";
import type { World } from "../../support/sandbox-process.ts";

/** Columns and fields that say when and how something was made, not what it is. */
const provenance = new Set([
  ...["createdon", "modifiedon", "overwritetime", "versionnumber", "componentidunique"],
  ...["etag", "keyId", "startDate", "endDate", "siteId", "key", "key2"],
]);
/** How Azure names end if the program gives none. */
const chosenName = /(?<=\bcontoso-chat)[0-9a-f]{8}\b/g;
/** The random ids that the service generates. */
const made = /[0-9a-f]{8}[-_][0-9a-f]{4}[-_]f011[-_]8544[-_][0-9a-f]{12}/g;
const identifier = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * Everything that exists, without times and random values. Each id or secret is replaced by the name of its owner. So
 * two deployments that made the same things are equal, unless a lookup or a stored secret leads nowhere.
 */
export function finalWorld({ rows, azure, entra }: World): Record<string, string[]> {
  const names = new Map<string, string>();
  for (const { objectId, clientId, displayName, passwords } of entra.applications) {
    names.set(objectId, `<object of ${displayName}>`);
    names.set(clientId, `<application ${displayName}>`);
    for (const { secretText } of passwords) names.set(secretText, `<secret of ${displayName}>`);
  }
  for (const { objectId, clientId } of entra.servicePrincipals)
    names.set(objectId, `<principal of ${names.get(clientId)}>`);
  const [tables = {}] = Object.values(rows);
  for (const [table, found] of Object.entries(tables)) {
    for (const row of found) names.set(String(row[`${table}id`]), `<${table} ${nameOf(row)}>`);
  }
  const bare = (thing: object): string =>
    JSON.stringify(thing, (key, value: unknown) =>
      provenance.has(key) ? undefined : typeof value === "string" ? (names.get(value) ?? value) : value,
    )
      .replace(identifier, (id) => names.get(id) ?? id)
      .replace(made, "<made by the service>")
      .replace(chosenName, "<chosen>");
  const things: Readonly<Record<string, readonly object[]>> = { ...tables, ...azure, ...entra };
  return Object.fromEntries(
    Object.entries(things)
      // For a deleted row the service records only that it existed.
      .filter(([kind, found]) => kind !== "@deleted" && Array.isArray(found) && found.length > 0)
      .map(([kind, found]) => [kind, found.map(bare).toSorted()]),
  );
}

function nameOf(row: Row): string {
  return String(row["msdyn_name"] ?? row["name"] ?? "");
}
