import type { Query, TableName } from "./types.ts";
import { DataverseError } from "./errors.ts";
import { literal } from "./filter.ts";
import { isGuid, requireGuid } from "./guid.ts";

/** Addresses below the service's root. This is the only place that encodes values. */
export function rowAddress(table: TableName, id: string): string {
  return `${table.set}(${requireGuid(id)})`;
}

export function queryAddress(address: string, query: Query): string {
  const options = [`$select=${query.select.join(",")}`];
  if (query.expand !== undefined && Object.keys(query.expand).length > 0) {
    const parts = Object.entries(query.expand).map(
      ([navigation, columns]) => `${navigation}($select=${columns.join(",")})`,
    );
    options.push(`$expand=${parts.join(",")}`);
  }
  if (query.filter !== undefined) options.push(`$filter=${encoded(query.filter.odata)}`);
  if (query.orderBy !== undefined) options.push(`$orderby=${encoded(query.orderBy)}`);
  return `${address}?${options.join("&")}`;
}

/** An unbound function with its parameters. A GUID is written bare, everything else as text. */
export function functionAddress(name: string, parameters: Readonly<Record<string, string>>): string {
  const list = Object.entries(parameters).map(
    ([parameter, value]) => `${parameter}=${encoded(isGuid(value) ? value : literal(value))}`,
  );
  return `${name}(${list.join(",")})`;
}

/**
 * Columns, optimistic concurrency and existence of tables. A filter makes an unknown table missing from the list
 * instead of a 404.
 */
export function metadataAddress(tables: readonly TableName[]): string {
  const columns = "Attributes($select=LogicalName,IsSecured)";
  const filter = encoded(tables.map(({ logicalName }) => `LogicalName eq ${literal(logicalName)}`).join(" or "));
  return (
    "EntityDefinitions?$select=LogicalName,IsOptimisticConcurrencyEnabled" + `&$filter=${filter}&$expand=${columns}`
  );
}

function encoded(text: string): string {
  if (!text.isWellFormed()) throw new IllFormedTextError(text);
  return encodeURIComponent(text);
}

/** Not thrown for unusual characters: an address can hold every complete character. */
export class IllFormedTextError extends DataverseError {
  constructor(text: string) {
    super({
      code: "ill-formed-text",
      what: `Could not look for ${JSON.stringify(text)} in the environment.`,
      why: "It holds half of a character (a lone surrogate), which no address can carry.",
      remedy: "Take it out, or give the whole character.",
    });
  }
}
