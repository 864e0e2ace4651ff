import type { CheckFailure } from "../../schema/resource-schema.ts";
import { ServiceError } from "../dataverse/errors.ts";
import type { OperationContext, ResourceDefinition } from "./definition.ts";
import type { Session } from "./session.ts";

/**
 * A replacement deletes first. A user who may delete rows of a table but not create them would lose the row. Asked once
 * per process and table, and only if a resource is replaced.
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

/** False only if the service says so. If the user may not ask, or nothing answers, the create reports it. */
async function mayHold({ client }: Session, privilege: string): Promise<boolean> {
  try {
    return await client.holdsPrivilege(privilege);
  } catch (error) {
    if (error instanceof ServiceError) return true;
    throw error;
  }
}
