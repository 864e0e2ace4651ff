import type { OperationContext } from "../../core/definition.ts";
import type { Write } from "../../dataverse/types.ts";
import { BadResponseError, RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { refuseManaged } from "../../rows/managed-rows.ts";
import { stepTable } from "../../rows/tables.ts";
import { forgetRouting, knownRouting } from "./known-routing.ts";
import { renewedConfiguration } from "./renewed-configuration.ts";
import { rulesetNameOf } from "./rows.ts";
import { orderSteps, type WantedOrder } from "./step-order.ts";

/** Somebody added, moved or took away a step at the same time; or nobody can read whether they were moved. */
const stale = [RowMissingError, VersionMismatchError, BadResponseError];

/** Moves the steps that must move, all at once. */
export async function moveSteps(
  operation: OperationContext | undefined,
  workstream: string,
  wanted: readonly WantedOrder[],
): Promise<void> {
  if (operation === undefined) return;
  const { session } = operation;
  await untilAccepted(tries.routing, {
    read: async () => {
      const routing = await knownRouting(session, workstream);
      const { moves } = orderSteps(routing, wanted);
      if (moves.size === 0) return undefined;
      for (const { ruleset, row } of moves.keys())
        await refuseManaged(operation, `the routing step of ruleset "${rulesetNameOf(ruleset)}"`, row);
      return { routing, moves };
    },
    write: async ({ routing, moves }) => {
      try {
        await session.client.changeSet([
          ...renewedConfiguration(routing),
          // The last first, so that no two share a number on the way.
          ...[...moves].toReversed().map(([{ id }, order]) => moved(id, order)),
        ]);
      } finally {
        forgetRouting(session, workstream);
      }
    },
    isStale: (error) => stale.some((kind) => error instanceof kind),
  });
}

const moved = (id: string, order: number): Write => ({
  kind: "update",
  table: stepTable,
  id,
  columns: { msdyn_steporder: order },
});
