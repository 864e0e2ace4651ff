import type { DataverseClient, Row, TableName, WriteOptions } from "../dataverse/types.ts";

/** The condition that nobody wrote the row since it was read. There is none if the service gave no version. */
export function unchangedSince(row: Row): WriteOptions {
  const etag = row["@odata.etag"];
  return typeof etag === "string" ? { ifMatch: etag } : {};
}

/** Whether the environment refuses a write that names an old version of a row. */
export async function guardsVersions(client: DataverseClient, table: TableName): Promise<boolean> {
  return (await client.tableMetadata(table))?.optimisticConcurrency === true;
}
