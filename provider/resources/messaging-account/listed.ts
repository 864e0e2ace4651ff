import type { Operation } from "../../core/definition.ts";
import type { Row } from "../../dataverse/contract.ts";
import { provenanceColumns } from "../../rows/standing.ts";
import { accountTable } from "../../rows/tables.ts";
import { columnsHere, isCustom } from "./columns.ts";

export function accountRows({ session }: Pick<Operation, "session">): Promise<readonly Row[]> {
  return session.once("list MessagingAccount", async () => {
    const { select } = await columnsHere({ session });
    return session.client.list(accountTable, { select: [...select, ...provenanceColumns], filter: isCustom });
  });
}
