import type { Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import type { Columns, Row } from "../../dataverse/contract.ts";
import { equals } from "../../dataverse/filter.ts";
import { accountTable } from "../tables.ts";
import { endpointOf } from "./endpoint.ts";

/** 192350000 Multi tenant, 192350001 Single tenant: generated documentation of the base layer, seen live in May 2026. */
const botTypes = { MultiTenant: 192350000, SingleTenant: 192350001 } as const;

const base = [
  "msdyn_name",
  "msdyn_msappid",
  "msdyn_messagingendpoint",
  "msdyn_validationstatus",
  "msdyn_lastvalidateddate",
];
/** Newer columns: an older environment lacks them, and asking for them would be refused. */
const newer = ["msdyn_bottype", "msdyn_tenantid"];

export const isCustom = equals("msdyn_iscustommessagingbcr", true);

export async function columnsHere({
  session,
}: Pick<Operation, "session">): Promise<{ select: string[]; hasBotType: boolean }> {
  const columns = (await session.client.tableMetadata(accountTable))?.columns;
  const hasBotType = newer.every((column) => columns?.has(column));
  return { select: hasBotType ? [...base, ...newer] : base, hasBotType };
}

export function botTypeOf(inputs: Properties): keyof typeof botTypes {
  return inputs["botType"] === "MultiTenant" ? "MultiTenant" : "SingleTenant";
}

export function tenantOf(operation: Operation, inputs: Properties): string | undefined {
  return (inputs["tenantId"] as string | undefined) ?? operation.session.tenantId;
}

/** Columns that the program decides. The endpoint only where the program gives one: it belongs to the service. */
export function toColumns(inputs: Properties, hasBotType: boolean): Columns {
  return {
    msdyn_name: inputs["name"],
    ...(inputs[kept.endpointGiven] === true ? { msdyn_messagingendpoint: inputs["messagingEndpoint"] } : {}),
    ...(hasBotType && inputs["botType"] !== undefined ? { msdyn_bottype: botTypes[botTypeOf(inputs)] } : {}),
    ...(hasBotType && inputs["tenantId"] !== undefined ? { msdyn_tenantid: inputs["tenantId"] } : {}),
  };
}

/** Columns of a new account, defaults included: on an account that stands, they are whatever it has. */
export function columnsOfNew(operation: Operation, inputs: Properties, hasBotType: boolean): Columns {
  return {
    ...toColumns(inputs, hasBotType),
    msdyn_msappid: inputs["appId"],
    msdyn_iscustommessagingbcr: true,
    ...(hasBotType
      ? { msdyn_bottype: botTypes[botTypeOf(inputs)], msdyn_tenantid: tenantOf(operation, inputs) ?? null }
      : {}),
  };
}

export function toProperties(row: Row): Properties {
  return {
    rowId: row["msdyn_ocbotchannelregistrationid"],
    name: row["msdyn_name"] ?? undefined,
    appId: typeof row["msdyn_msappid"] === "string" ? row["msdyn_msappid"].toLowerCase() : undefined,
    tenantId: typeof row["msdyn_tenantid"] === "string" ? row["msdyn_tenantid"].toLowerCase() : undefined,
    botType: Object.entries(botTypes).find(([, value]) => value === row["msdyn_bottype"])?.[0],
    messagingEndpoint: endpointOf(row),
    validationStatus: row["msdyn_validationstatus"] ?? undefined,
    lastValidated: row["msdyn_lastvalidateddate"] ?? undefined,
  };
}
