import type { CheckFailure } from "../../schema/resource-schema.ts";
import { ServiceError } from "../dataverse/errors.ts";
import type { OperationContext, ResourceDefinition } from "./definition.ts";
import type { Session } from "./session.ts";

/**
 * A replacement deletes first: who may delete rows of a table and make none would be left without the row. Asked once a
 * process for each table, and only where a resource is replaced.
 */
export function rightFailures(
  { table }: ResourceDefinition,
  { session }: OperationContext,
): Promise<readonly CheckFailure[]> {
  if (table === undefined) return Promise.resolve([]);
  // Microsoft's page "Verifying access in code" says how privileges are named. That msdyn_ tables follow it is assumed.
  const privilege = `prvCreate${table.logicalName}`;
  return session.once(`privilege ${privilege}`, async () => {
    if (await mayHold(session, privilege)) return [];
    return [
      {
        code: "missing-privilege",
        path: "",
        reason: `the deploying user lacks the privilege ${privilege}: it could delete the old row, and make no new one`,
        remedy:
          "give the application user a security role that holds it (Power Platform admin center, Application users)",
      },
    ];
  });
}

/** False only where the service says so. Who may not ask, or asks where nothing answers, is told by the create. */
async function mayHold({ client }: Session, privilege: string): Promise<boolean> {
  try {
    return await client.holdsPrivilege(privilege);
  } catch (error) {
    if (error instanceof ServiceError) return true;
    throw error;
  }
}
