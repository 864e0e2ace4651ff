import type { OperationContext } from "../../core/definition.ts";
import type { Query, Row } from "../../dataverse/types.ts";
import { equals } from "../../dataverse/filter.ts";
import { rowIn, textIn } from "../../rows/row-values.ts";
import { provenanceColumns } from "../../rows/existing-row.ts";
import { workstreamTable as table } from "../../rows/tables.ts";
import { customStreamSource, inOrder, workstreamColumns } from "./columns.ts";

export const workstreamQuery = {
  select: workstreamColumns,
  expand: { msdyn_defaultqueue: ["queueid"] },
} satisfies Query;

/** The row, with its queue even if selects leave it out, and its presences sorted. */
export async function retrieveWorkstream({ session }: OperationContext, rowId: string): Promise<Row | undefined> {
  const row = await session.client.retrieve(table, rowId, workstreamQuery);
  return row && inOneForm(row);
}

export function inOneForm(row: Row): Row {
  const queue = rowIn(row, "msdyn_defaultqueue");
  return {
    ...row,
    _msdyn_defaultqueue_value: queue?.["queueid"] ?? row["_msdyn_defaultqueue_value"] ?? null,
    msdyn_allowedpresences: inOrder(textIn(row, "msdyn_allowedpresences")),
  };
}

export function customWorkstreams({ session }: Pick<OperationContext, "session">): Promise<readonly Row[]> {
  return session.once("list Workstream", async () => {
    const rows = await session.client.list(table, {
      ...workstreamQuery,
      select: [...workstreamColumns, ...provenanceColumns],
      filter: equals("msdyn_streamsource", customStreamSource),
    });
    return rows.map(inOneForm);
  });
}
