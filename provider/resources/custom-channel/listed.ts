import type { Operation } from "../../core/definition.ts";
import type { Row } from "../../dataverse/contract.ts";
import { equals, or } from "../../dataverse/filter.ts";
import { provenanceColumns } from "../../rows/standing.ts";
import { channelTable } from "../../rows/tables.ts";
import { channelColumns, channelTypes, inOneForm } from "./columns.ts";

/** Rows of the two living kinds. */
export function channelRows({ session }: Operation): Promise<readonly Row[]> {
  return session.once("list CustomChannel", async () => {
    const filter = or(...Object.values(channelTypes).map((kind) => equals("msdyn_occustomchannelid", kind)));
    const rows = await session.client.list(channelTable, { select: [...channelColumns, ...provenanceColumns], filter });
    return rows.map(inOneForm);
  });
}

/** The first channel of a new account is on its way soon, and need not wait for what is asked once for all. */
export function askAheadForChannels(operation: Operation): void {
  // Whoever needs the answer asks for it himself, and meets the failure there.
  void Promise.allSettled([channelRows(operation)]);
}
