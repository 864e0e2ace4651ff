import type { OperationContext } from "../../core/definition.ts";
import type { Row } from "../../dataverse/types.ts";
import { equals, or } from "../../dataverse/filter.ts";
import { provenanceColumns } from "../../rows/existing-row.ts";
import { channelTable } from "../../rows/tables.ts";
import { channelColumns, channelTypes, inOneForm } from "./columns.ts";

/** Rows of the two living kinds. */
export function channelRows({ session }: OperationContext): Promise<readonly Row[]> {
  return session.once("list CustomChannel", async () => {
    const filter = or(...Object.values(channelTypes).map((kind) => equals("msdyn_occustomchannelid", kind)));
    const rows = await session.client.list(channelTable, { select: [...channelColumns, ...provenanceColumns], filter });
    return rows.map(inOneForm);
  });
}

/** The first channel of a new account is on its way soon, and need not wait for what is asked once for all. */
export function prefetchForChannels(operation: OperationContext): void {
  // Whoever needs the answer asks for it himself, and meets the failure there.
  void Promise.allSettled([channelRows(operation)]);
}
