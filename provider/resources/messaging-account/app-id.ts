import type { OperationContext } from "../../core/definition.ts";
import { and, equals } from "../../dataverse/filter.ts";
import { idIn } from "../../rows/row-values.ts";
import { accountTable } from "../../rows/tables.ts";
import { isCustom } from "./columns.ts";

export async function idByAppId({ session }: OperationContext, appId: string): Promise<string | undefined> {
  const [row] = await session.client.list(accountTable, {
    select: ["msdyn_name"],
    filter: and(isCustom, equals("msdyn_msappid", appId)),
  });
  return row && idIn(row, accountTable);
}

export function appIdTaken(appId: string, rowId: string): { why: string; remedy: string } {
  return {
    why: `the environment has an account with app id ${appId} already (row ${rowId}), and accepts each app id only once`,
    remedy:
      "take the account over with adopt: true, give the resource an alias if it was renamed, or delete that account",
  };
}
