/*
 * What the service does by itself:
 * - it refuses a second account with an app id that an account already has, orphans included;
 * - it fills in the messaging endpoint, one address for the whole organization: by the save of the account, it is
 *   assumed, so the endpoint is read after the write and waited for;
 * - it deletes an account's channels and secret rows with the account, silently;
 * - it shares this table with LINE, Teams and Facebook accounts, so every query asks for custom messaging accounts.
 */
import { messagingAccount as schema } from "../../schema/messaging-account.ts";
import type { Fault } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { Circumstances, Operation, Properties, ResourceDefinition } from "../core/definition.ts";
import { CollisionError, DependentRowsError } from "../core/failures.ts";
import { kept } from "../core/hidden-inputs.ts";
import type { Columns, Row } from "../dataverse/contract.ts";
import { PluginRefusedError } from "../dataverse/errors.ts";
import { and, equals, equalsId } from "../dataverse/filter.ts";
import { accountTable, endpointOf, waitForEndpoint } from "./messaging-account/endpoint.ts";
import { secretStore, type SecretStore } from "./messaging-account/secret-store.ts";
import { createOwnRow } from "./own-row.ts";
import { notReadyUnlessKnown, syncRow } from "./sync-row.ts";
import { channelTable } from "./tables.ts";

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

const isCustom = equals("msdyn_iscustommessagingbcr", true);

async function columnsHere({
  session,
}: Operation): Promise<{ select: string[]; hasBotType: boolean; provisioned: boolean }> {
  const columns = (await session.client.tableMetadata(accountTable))?.columns;
  const hasBotType = newer.every((column) => columns?.has(column));
  return {
    select: hasBotType ? [...base, ...newer] : base,
    hasBotType,
    provisioned: columns?.has("msdyn_iscustommessagingbcr") === true,
  };
}

function botTypeOf(inputs: Properties): keyof typeof botTypes {
  return inputs["botType"] === "MultiTenant" ? "MultiTenant" : "SingleTenant";
}

function tenantOf(operation: Operation, inputs: Properties): string | undefined {
  return (inputs["tenantId"] as string | undefined) ?? operation.session.tenantId;
}

/** Columns that the program decides. The endpoint only where the program gives one: it belongs to the service. */
function toColumns(operation: Operation, inputs: Properties, hasBotType: boolean): Record<string, unknown> {
  return {
    msdyn_name: inputs["name"],
    ...(inputs[kept.endpointGiven] === true ? { msdyn_messagingendpoint: inputs["messagingEndpoint"] } : {}),
    ...(hasBotType
      ? { msdyn_bottype: botTypes[botTypeOf(inputs)], msdyn_tenantid: tenantOf(operation, inputs) ?? null }
      : {}),
  };
}

function toProperties(row: Row): Properties {
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

export const messagingAccount: ResourceDefinition = {
  type: "MessagingAccount",
  schema,

  async judge(operation, inputs, circumstances) {
    const { provisioned, hasBotType } = await columnsHere(operation);
    if (!provisioned) return [notProvisioned(operation)];
    return [
      ...secretNeeded(inputs, circumstances),
      ...tenantNeeded(operation, inputs, hasBotType),
      ...(await securedColumnNeeded(operation, inputs)),
      ...(await appIdFree(operation, inputs, circumstances)),
    ];
  },

  list(operation) {
    return operation.session.once("list MessagingAccount", async () => {
      const { select } = await columnsHere(operation);
      const rows = await operation.session.client.list(accountTable, { select, filter: isCustom });
      const { organizationId } = await operation.session.client.whoAmI();
      return rows.map((row) => ({ ...toProperties(row), organizationId }));
    });
  },

  async read(operation, id, remembered) {
    const { client } = operation.session;
    const rowId = id.startsWith("appId=") ? await idByAppId(operation, id.slice("appId=".length)) : id;
    if (rowId === undefined) return undefined;
    const { select } = await columnsHere(operation);
    const row = await client.retrieve(accountTable, rowId, { select });
    if (row === undefined) return undefined;
    const store = remembered["clientSecret"] === undefined ? undefined : await secretStore(operation);
    return {
      ...toProperties(row),
      organizationId: (await client.whoAmI()).organizationId,
      // Null says that the secret is proven gone; its value is never read back.
      ...(store !== undefined && !(await store.holds(rowId)) ? { clientSecret: null } : {}),
    };
  },

  async reconcile(operation, inputs, remembered) {
    const rowId = String(inputs[kept.rowId]);
    const store = inputs["clientSecret"] === undefined ? undefined : await secretStore(operation);
    await proveCredentials(operation, inputs, remembered);

    // Observe
    const { select, hasBotType } = await columnsHere(operation);
    const wanted = toColumns(operation, inputs, hasBotType);
    const known = remembered !== undefined || inputs[kept.adopts] !== undefined;
    const found = known ? await operation.session.client.retrieve(accountTable, rowId, { select }) : undefined;
    if (known && found === undefined)
      operation.session.reporter.warn(`${operation.label}: its row ${rowId} is gone; making it again`);

    // Ensure
    const columns = {
      ...wanted,
      msdyn_msappid: inputs["appId"],
      msdyn_iscustommessagingbcr: true,
      ...store?.columnsOnCreate(inputs),
    };
    const row = found ?? (await create(operation, rowId, columns, select));

    // Sync
    const made: Record<string, unknown> = { ...inputs };
    delete made["clientSecret"];
    delete made[kept.clientSecretFingerprint];
    return notReadyUnlessKnown(rowId, made, remembered, async () => {
      if (row !== undefined) await syncRow(operation, accountTable, rowId, wanted, row, select);
      await storeSecret(store, operation, inputs, remembered, row);
      Object.assign(made, inputs);
      const ready = await waitForEndpoint(operation, rowId, select);
      return { ...inputs, ...outputsOf(ready) };
    });
  },

  async remove(operation, id) {
    const { client } = operation.session;
    const channels = await client.list(channelTable, {
      select: ["msdyn_name"],
      filter: equalsId("_msdyn_custombotchannelregistration_value", id),
    });
    if (channels.length > 0) throw channelsWouldDie(operation, channels);
    await client.delete(accountTable, id);
  },
};

async function create(
  operation: Operation,
  rowId: string,
  columns: Columns,
  select: readonly string[],
): Promise<Row | undefined> {
  const appId = String(columns["msdyn_msappid"]);
  try {
    return await createOwnRow(
      operation,
      { table: accountTable, id: rowId, columns, naturalKey: { msdyn_msappid: appId }, label: operation.label },
      select,
    );
  } catch (error) {
    if (!(error instanceof PluginRefusedError)) throw error;
    const other = await idByAppId(operation, appId);
    if (other === undefined) throw error;
    throw new CollisionError({
      code: "app-id-taken",
      what: `${operation.label} cannot be created`,
      ...appIdTaken(appId, other),
    });
  }
}

async function idByAppId({ session }: Operation, appId: string): Promise<string | undefined> {
  const rows = await session.client.list(accountTable, {
    select: ["msdyn_name"],
    filter: and(isCustom, equals("msdyn_msappid", appId)),
  });
  return rows[0]?.["msdyn_ocbotchannelregistrationid"] as string | undefined;
}

function appIdTaken(appId: string, rowId: string): { why: string; remedy: string } {
  return {
    why: `the environment has an account with app id ${appId} already (row ${rowId}), and accepts an app id once`,
    remedy:
      "take the account over with adopt: true, give the resource an alias if it was renamed, or delete that account",
  };
}

/** Proved before anything is written, and again when one of the three changes. */
async function proveCredentials(
  operation: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<void> {
  const clientSecret = inputs["clientSecret"];
  if (typeof clientSecret !== "string" || inputs["skipCredentialCheck"] === true) return;
  if (remembered !== undefined && ["appId", "clientSecret", "tenantId"].every((key) => remembered[key] === inputs[key]))
    return;
  await operation.session.proveBotCredentials({
    appId: String(inputs["appId"]),
    clientSecret,
    tenantId: tenantOf(operation, inputs),
    botType: botTypeOf(inputs),
  });
}

/** Written when it is new to us or to the row; equal secrets are not written again. */
async function storeSecret(
  store: SecretStore | undefined,
  operation: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
  row: Row | undefined,
): Promise<void> {
  if (store === undefined) return;
  if (row === undefined && store.writtenOnCreate) return;
  if (row !== undefined && remembered?.["clientSecret"] === inputs["clientSecret"]) return;
  await store.write(operation, String(inputs[kept.rowId]), String(inputs["clientSecret"]));
}

function outputsOf(row: Row): Properties {
  const { messagingEndpoint, validationStatus, lastValidated } = toProperties(row);
  return { messagingEndpoint, validationStatus, lastValidated };
}

function notProvisioned(operation: Operation): Fault {
  return {
    path: "",
    reason: `channels are not provisioned in ${operation.session.client.environmentUrl}: its account table lacks the columns of custom messaging`,
    remedy: "turn the channels on in the admin center (Customer support > Channels > Manage channels), then run again",
  };
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
  if (!hasBotType || botTypeOf(inputs) === "MultiTenant" || tenantOf(operation, inputs) !== undefined) return [];
  return [
    {
      path: "tenantId",
      reason: "a single-tenant bot signs in at its own tenant, and the provider has none to default to",
      remedy: "give tenantId, or set dynamics365:tenantId (or ARM_TENANT_ID)",
    },
  ];
}

async function securedColumnNeeded(operation: Operation, inputs: Properties): Promise<Fault[]> {
  // Empty, not the secret's own path: the engine prints the value of a property that a failure names.
  if (inputs["clientSecret"] === undefined || (await secretStore(operation)) !== undefined) return [];
  return [
    {
      path: "",
      reason: "the environment has no secured column for the client secret, so every reader of the table would see it",
      remedy: "enable column security on msdyn_securemsappsecret of the table Bot Channel Registration Secret",
    },
  ];
}

async function appIdFree(
  operation: Operation,
  inputs: Properties,
  { inState, rowBefore }: Circumstances,
): Promise<Fault[]> {
  const appId = inputs["appId"];
  if (inState || isUnknown(appId) || inputs[kept.adopts] !== undefined) return [];
  const other = (await messagingAccount.list(operation)).find(
    (row) => row["appId"] === appId && row["rowId"] !== inputs[kept.rowId] && row["rowId"] !== rowBefore,
  );
  if (other === undefined) return [];
  const { why, remedy } = appIdTaken(String(appId), String(other["rowId"]));
  return [{ path: "appId", reason: why, remedy }];
}

function channelsWouldDie(operation: Operation, channels: readonly Row[]): DependentRowsError {
  const names = channels.map(
    (row) => `"${String(row["msdyn_name"])}" (${String(row["msdyn_occustommessagingchannelid"])})`,
  );
  return new DependentRowsError({
    code: "channels-would-die",
    what: `${operation.label} still carries ${names.length} channel(s) that this program does not own: ${names.join(", ")}`,
    why: "the service deletes an account's channels with it, without asking",
    remedy: "delete those channels, or move them to another account, and run again",
  });
}
