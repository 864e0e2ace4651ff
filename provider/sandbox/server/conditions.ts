import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import { etagOf } from "../odata/serialize.ts";
import type { Row } from "../store/row.ts";
import type { ApiRequest } from "../http/exchange.ts";

export interface Conditions {
  readonly createOnly: boolean;
  readonly updateOnly: boolean;
  readonly version: string | undefined;
}

/** `If-None-Match: null` is the documented way to switch caching off, and not a condition. */
export function conditions({ headers }: ApiRequest): Conditions {
  const match = headers["if-match"];
  return {
    createOnly: headers["if-none-match"] === "*",
    updateOnly: match !== undefined,
    version: match === undefined || match === "*" ? undefined : match,
  };
}

export function requireVersion({ version }: Conditions, table: CatalogTable, row: Row): void {
  if (version === undefined) return;
  if (!table.optimisticConcurrency) {
    // The status of this error is assumed.
    throw new ServiceError(
      400,
      errorCodes.concurrencyNotEnabled,
      `Optimistic concurrency isn't enabled for entity type ${table.name}. The IsOptimisticConcurrencyEnabled property ` +
        "must be true for the entity type.",
    );
  }
  if (version === etagOf(row)) return;
  throw new ServiceError(
    412,
    errorCodes.versionMismatch,
    "The version of the existing record doesn't match the RowVersion property provided.",
  );
}
