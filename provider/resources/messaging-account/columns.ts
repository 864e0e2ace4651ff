import type {
  MessagingAccountArguments,
  MessagingAccountInputs,
  MessagingAccountOutputs,
} from "../../../schema/messaging-account.ts";
import type { Unknown } from "../../../schema/unknown.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Inputs, PartialMembers } from "../../core/typed-values.ts";
import type { Columns, Row } from "../../dataverse/types.ts";
import { equals } from "../../dataverse/filter.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import { accountTable } from "../../rows/tables.ts";
import { endpointOf } from "./endpoint.ts";

/**
 * 192350000 Multi tenant, 192350001 Single tenant: generated documentation of the base layer, seen live in May 2026.
 */
const botTypes = { MultiTenant: 192350000, SingleTenant: 192350001 } as const;

const base = [
  "msdyn_name",
  "msdyn_msappid",
  "msdyn_messagingendpoint",
  "msdyn_validationstatus",
  "msdyn_lastvalidateddate",
];
/** Older environments lack these columns and refuse a query that names them. */
const newer = ["msdyn_bottype", "msdyn_tenantid"];

export const isCustom = equals("msdyn_iscustommessagingbcr", true);

export async function columnsHere({
  session,
}: Pick<OperationContext, "session">): Promise<{ select: string[]; hasBotType: boolean }> {
  const columns = (await session.client.tableMetadata(accountTable))?.columns;
  const hasBotType = newer.every((column) => columns?.has(column));
  return { select: hasBotType ? [...base, ...newer] : base, hasBotType };
}

/** The bot type if the program sets none. */
export const defaultBotType = "SingleTenant";

export function tenantOf<Tenant extends string | Unknown>(
  { session }: Pick<OperationContext, "session">,
  { tenantId }: { readonly tenantId?: Tenant | undefined },
): Tenant | string | undefined {
  return tenantId ?? session.tenantId;
}

/**
 * Columns that the program decides. Includes the endpoint only if the program sets it; otherwise the service owns it.
 */
export function toColumns(inputs: Inputs<MessagingAccountInputs>, hasBotType: boolean): Columns {
  const { name, messagingEndpoint, endpointGiven, botType, tenantId } = inputs;
  return {
    msdyn_name: name,
    ...(endpointGiven === true ? { msdyn_messagingendpoint: messagingEndpoint } : {}),
    ...(hasBotType && botType !== undefined ? { msdyn_bottype: botTypes[botType] } : {}),
    ...(hasBotType && tenantId !== undefined ? { msdyn_tenantid: tenantId } : {}),
  };
}

/**
 * Columns of a new account, defaults included. An existing account keeps its own values where the program sets none.
 */
export function columnsOfNew(
  operation: OperationContext,
  inputs: Inputs<MessagingAccountInputs>,
  hasBotType: boolean,
): Columns {
  return {
    ...toColumns(inputs, hasBotType),
    msdyn_msappid: inputs.appId,
    msdyn_iscustommessagingbcr: true,
    ...(hasBotType
      ? {
          msdyn_bottype: botTypes[inputs.botType ?? defaultBotType],
          msdyn_tenantid: tenantOf(operation, inputs) ?? null,
        }
      : {}),
  };
}

export function toProperties(row: Row): PartialMembers<MessagingAccountArguments & MessagingAccountOutputs> {
  return {
    rowId: idIn(row, accountTable),
    name: textIn(row, "msdyn_name"),
    appId: textIn(row, "msdyn_msappid")?.toLowerCase(),
    tenantId: textIn(row, "msdyn_tenantid")?.toLowerCase(),
    botType: optionIn(row, "msdyn_bottype", botTypes),
    messagingEndpoint: endpointOf(row),
    validationStatus: textIn(row, "msdyn_validationstatus"),
    lastValidated: textIn(row, "msdyn_lastvalidateddate"),
  };
}
