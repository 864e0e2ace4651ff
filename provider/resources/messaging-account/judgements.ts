import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import { channelsProvisioned } from "../provisioned.ts";
import { accountTable } from "../tables.ts";
import { appIdTaken } from "./app-id.ts";
import { botTypeOf, columnsHere, tenantOf } from "./columns.ts";
import { noSecuredColumn, secretStore } from "./secret-store.ts";

/** What the environment rules out for an account, before anything is written. `accounts` lists those it holds. */
export async function judgeAccount(
  operation: Operation,
  inputs: Properties,
  circumstances: Circumstances,
  accounts: () => Promise<readonly Properties[]>,
): Promise<readonly Fault[]> {
  const missing = await channelsProvisioned(
    operation,
    accountTable,
    "msdyn_iscustommessagingbcr",
    "its account table lacks the columns of custom messaging",
  );
  if (missing.length > 0) return missing;
  const { hasBotType } = await columnsHere(operation);
  return [
    ...secretNeeded(inputs, circumstances),
    ...tenantNeeded(operation, inputs, hasBotType),
    ...(await securedColumnNeeded(operation, inputs)),
    ...(await appIdFree(accounts, inputs, circumstances)),
  ];
}

function secretNeeded(inputs: Properties, { inState }: Circumstances): Fault[] {
  if (inState || inputs["clientSecret"] !== undefined || inputs[kept.adopts] !== undefined) return [];
  return [
    {
      path: "clientSecret",
      reason: "is needed to create an account",
      remedy: "give the value of a client secret of the application",
    },
  ];
}

function tenantNeeded(operation: Operation, inputs: Properties, hasBotType: boolean): Fault[] {
  if (
    !hasBotType ||
    isUnknown(inputs["botType"]) ||
    botTypeOf(inputs) === "MultiTenant" ||
    tenantOf(operation, inputs) !== undefined
  )
    return [];
  return [
    {
      path: "tenantId",
      reason: "a single-tenant bot signs in at its own tenant, and the provider has no tenant id (GUID) to default to",
      remedy: "give tenantId, or set dynamics365:tenantId (or ARM_TENANT_ID)",
    },
  ];
}

async function securedColumnNeeded(operation: Operation, inputs: Properties): Promise<Fault[]> {
  // Empty, not the secret's own path: the engine prints the value of a property that a failure names.
  if (inputs["clientSecret"] === undefined || (await secretStore(operation)) !== undefined) return [];
  return [{ path: "", reason: noSecuredColumn.why, remedy: noSecuredColumn.remedy }];
}

async function appIdFree(
  accounts: () => Promise<readonly Properties[]>,
  inputs: Properties,
  { inState, isLeaving }: Circumstances,
): Promise<Fault[]> {
  const appId = inputs["appId"];
  if (inState || isUnknown(appId) || inputs[kept.adopts] !== undefined) return [];
  const other = (await accounts()).find(
    (row) => row["appId"] === appId && row["rowId"] !== inputs[kept.rowId] && !isLeaving(row["rowId"]),
  );
  if (other === undefined) return [];
  const { why, remedy } = appIdTaken(String(appId), String(other["rowId"]));
  return [{ path: "appId", reason: why, remedy }];
}
