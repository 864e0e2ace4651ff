import type { OperationContext } from "../../core/definition.ts";
import { waitUntil } from "../../core/wait-until.ts";
import type { Row } from "../../dataverse/types.ts";
import { textIn } from "../../rows/row-values.ts";

const pollSeconds = 1;

export type ReadRow = () => Promise<Row | undefined>;

/**
 * Waits until the service has completed a new workstream, and returns the row. The decision contract is the sign of it,
 * as seen with voice. That the other defaults arrive no later is assumed. The wait is bounded: a workstream works
 * without a contract, and rules report what they lack. `shown` is the row as its create returned it.
 */
export async function waitForFillIns(
  operation: OperationContext,
  shown: Row | undefined,
  read: ReadRow,
): Promise<Row | undefined> {
  let row = shown;
  const complete = await waitUntil(operation, {
    what: "the service to complete the workstream",
    everySeconds: pollSeconds,
    atMostSeconds: 20,
    ask: async (isFirst) => {
      if (!isFirst || shown === undefined || contractOf(shown) === undefined) row = await read();
      if (row !== undefined && contractOf(row) === undefined) return undefined;
      return isFirst ? "at once" : "later";
    },
  });
  if (complete !== "later" || row === undefined) return row;
  // If the service is slow, its other defaults may follow a moment later.
  await operation.session.clock.sleep(pollSeconds * 1000);
  return read();
}

export function contractOf(row: Row | undefined): string | undefined {
  return textIn(row, "_msdyn_routingcontractid_value");
}
