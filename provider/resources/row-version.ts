import type { Row, WriteOptions } from "../dataverse/contract.ts";

/** The condition that nobody wrote the row since it was read; none where the service gave no version. */
export function unchangedSince(row: Row): WriteOptions {
  const etag = row["@odata.etag"];
  return typeof etag === "string" ? { ifMatch: etag } : {};
}
