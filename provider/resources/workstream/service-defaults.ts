import type { OperationContext } from "../../core/definition.ts";
import { waitUntil } from "../../core/wait-until.ts";
import type { Row } from "../../dataverse/types.ts";
import { textIn } from "../../rows/row-values.ts";

const pollSeconds = 1;

export type ReadRow = () => Promise<Row | undefined>;

/**
 * The row of a new workstream once the service has done its part. The decision contract is the sign of it, as seen with
 * voice; that other fill-ins come no later is assumed. The wait is bounded: without a contract the workstream works,
 * and rules say what they miss. `shown` is the row as its create showed it.
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
  // The other fill-ins of a service that takes its time may be some moments behind.
  await operation.session.sleep(pollSeconds * 1000);
  return read();
}

export function contractOf(row: Row | undefined): string | undefined {
  return textIn(row, "_msdyn_routingcontractid_value");
}
