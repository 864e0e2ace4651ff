import type { OperationContext } from "../../core/definition.ts";
import type { Row } from "../../dataverse/types.ts";
import { provenanceColumns } from "../../rows/existing-row.ts";
import { accountTable } from "../../rows/tables.ts";
import { columnsHere, isCustom } from "./columns.ts";

export function accountRows({ session }: Pick<OperationContext, "session">): Promise<readonly Row[]> {
  return session.once("list MessagingAccount", async () => {
    const { select } = await columnsHere({ session });
    return session.client.list(accountTable, { select: [...select, ...provenanceColumns], filter: isCustom });
  });
}
