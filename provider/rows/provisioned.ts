import type { CheckFailure } from "../../schema/resource-schema.ts";
import type { OperationContext } from "../core/definition.ts";
import type { TableName } from "../dataverse/types.ts";

/**
 * Before channels are provisioned, the environment lacks tables and columns, and Dataverse complains of unknown
 * properties. `column` is one that comes with the channels; `lack` says what the environment lacks.
 */
export async function channelsProvisioned(
  { session }: OperationContext,
  table: TableName,
  column: string,
  lack: string,
): Promise<CheckFailure[]> {
  if ((await session.client.tableMetadata(table))?.columns.has(column) === true) return [];
  return [
    {
      code: "not-provisioned",
      path: "",
      reason: `channels are not provisioned in ${session.client.environmentUrl}: ${lack}`,
      remedy:
        "turn the channels on in the admin center (Customer support > Channels > Manage channels), then run again",
    },
  ];
}
