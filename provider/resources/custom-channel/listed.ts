import type { OperationContext } from "../../core/definition.ts";
import type { Row } from "../../dataverse/types.ts";
import { equals, or } from "../../dataverse/filter.ts";
import { provenanceColumns } from "../../rows/existing-row.ts";
import { channelTable } from "../../rows/tables.ts";
import { channelColumns, channelTypes, inOneForm } from "./columns.ts";

/** All channels of the two types that Microsoft still supports. */
export function channelRows({ session }: OperationContext): Promise<readonly Row[]> {
  return session.once("list CustomChannel", async () => {
    const filter = or(...Object.values(channelTypes).map((kind) => equals("msdyn_occustomchannelid", kind)));
    const rows = await session.client.list(channelTable, { select: [...channelColumns, ...provenanceColumns], filter });
    return rows.map(inOneForm);
  });
}

/** The first channel of a new account comes soon. Lists all channels now, so that it does not have to wait. */
export function prefetchForChannels(operation: OperationContext): void {
  // Prefetch only: errors surface at the call that needs the value.
  void Promise.allSettled([channelRows(operation)]);
}
