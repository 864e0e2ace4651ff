import type { Operation } from "../../core/definition.ts";
import { RowMissingError } from "../../dataverse/errors.ts";
import { refuseManaged } from "../managed-rows.ts";
import { stepTable } from "../tables.ts";
import { forgetRouting, knownRouting } from "./known-routing.ts";
import { orderSteps, type WantedOrder } from "./step-order.ts";

const attempts = 3;

/** Moves the steps that must move, the last first, so that no two share a number on the way. */
export async function moveSteps(
  operation: Operation | undefined,
  workstream: string,
  wanted: readonly WantedOrder[],
): Promise<void> {
  if (operation === undefined) return;
  const { session } = operation;
  for (let attempt = 1; ; attempt++) {
    const { moves } = orderSteps(await knownRouting(session, workstream), wanted);
    if (moves.size === 0) return;
    try {
      for (const [step, order] of [...moves].toReversed()) {
        await refuseManaged(
          operation,
          `the routing step of ruleset "${String(step.ruleset?.["msdyn_name"])}"`,
          step.row,
        );
        await session.client.update(stepTable, step.id, { msdyn_steporder: order });
      }
      return;
    } catch (error) {
      // A step that somebody took away has no place to move to.
      if (!(error instanceof RowMissingError) || attempt === attempts) throw error;
    } finally {
      forgetRouting(session, workstream);
    }
  }
}
