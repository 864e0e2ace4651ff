import type { Operation } from "../../core/definition.ts";
import type { Row } from "../../dataverse/contract.ts";

const pollSeconds = 1;
const patienceSeconds = 20;
const tellEverySeconds = 5;

export type ReadRow = () => Promise<Row | undefined>;

/**
 * The row of a new workstream once the service has done its part. The decision contract is the sign of it, as seen with
 * voice; that other fill-ins come no later is assumed. The wait is bounded: without a contract the workstream works,
 * and rules say what they miss. `shown` is the row as its create showed it.
 */
export async function waitForFillIns(
  { session, label }: Operation,
  shown: Row | undefined,
  read: ReadRow,
): Promise<Row | undefined> {
  for (let waited = 0; ; waited += pollSeconds) {
    const row = waited === 0 && shown !== undefined && contractOf(shown) !== undefined ? shown : await read();
    if (row === undefined || waited >= patienceSeconds) return row;
    if (contractOf(row) !== undefined) {
      if (waited === 0) return row;
      // The other fill-ins of a service that takes its time may be some moments behind.
      await session.sleep(pollSeconds * 1000);
      return read();
    }
    if (waited % tellEverySeconds === 0) {
      session.reporter.info(
        `${label}: waiting for the service to complete the workstream (${waited} of at most ${patienceSeconds} s)`,
      );
    }
    await session.sleep(pollSeconds * 1000);
  }
}

function contractOf(row: Row): string | undefined {
  const contract = row["_msdyn_routingcontractid_value"];
  return typeof contract === "string" ? contract : undefined;
}
