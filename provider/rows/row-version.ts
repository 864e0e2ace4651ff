import type { DataverseClient, Row, TableName, WriteOptions } from "../dataverse/types.ts";

/** The condition that nobody wrote the row since it was read; none where the service gave no version. */
export function unchangedSince(row: Row): WriteOptions {
  const etag = row["@odata.etag"];
  return typeof etag === "string" ? { ifMatch: etag } : {};
}

/** Whether the environment refuses a write of a version that is not the newest one any more. */
export async function guardsVersions(client: DataverseClient, table: TableName): Promise<boolean> {
  return (await client.tableMetadata(table))?.optimisticConcurrency === true;
}
