import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import type { Organization } from "../organization.ts";
import type { Row } from "./row.ts";

/** Refuses a value that must be unique in its table, even if clients cannot address rows by it. */
export function refuseDuplicateKeys(organization: Organization, table: CatalogTable, id: string, row: Row): void {
  const keys = Object.entries({ ...table.keys, ...table.facts.alternateKeys });
  for (const [name, columns] of keys) {
    if (columns.some((column) => row[column] === undefined || row[column] === null)) continue;
    for (const [otherId, other] of organization.store.table(table.name)) {
      if (otherId === id || !columns.every((column) => same(other[column], row[column]))) continue;
      throw duplicateKey(name, columns);
    }
  }
}

// The database ignores case when it compares text.
const same = (left: unknown, right: unknown): boolean => String(left).toLowerCase() === String(right).toLowerCase();

const duplicateKey = (name: string, columns: readonly string[]): ServiceError =>
  new ServiceError(
    412,
    errorCodes.duplicateKey,
    `Entity Key ${name} violated. A record with the same value for ${columns.join(", ")} already exists. A duplicate ` +
      "record cannot be created. Select one or more unique values and try again.",
  );
