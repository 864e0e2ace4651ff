/*
 * What the service does by itself:
 * - It refuses a second account with the same app id. Orphaned accounts count.
 * - It fills in the messaging endpoint, one address for the whole organization. We assume that saving the account does
 *   it, so we read the endpoint after the write and wait for it.
 * - It deletes an account's channels and secret rows with the account, silently.
 * - LINE, Teams and Facebook accounts share this table, so every query asks for custom messaging accounts.
 */
import {
  messagingAccount as schema,
  type MessagingAccountArguments,
  type MessagingAccountInputs,
} from "../../../schema/messaging-account.ts";
import { defineResource, type OperationContext } from "../../core/definition.ts";
import { CollisionError, couldNot, DependentRowsError, RefusedError } from "../../core/errors.ts";
import type { Session } from "../../core/session.ts";
import type { Inputs, PartialMembers } from "../../core/typed-values.ts";
import type { Columns, Row } from "../../dataverse/types.ts";
import { PluginRefusedError } from "../../dataverse/errors.ts";
import { equalsId } from "../../dataverse/filter.ts";
import { prefetchForChannels } from "../custom-channel/listed.ts";
import { channelIds, channelNames } from "../custom-channel/named.ts";
import { appIdTaken, idByAppId } from "./app-id.ts";
import { columnsHere, columnsOfNew, defaultBotType, toColumns, toProperties } from "./columns.ts";
import { proveCredentials } from "./credentials.ts";
import { endpointOf, waitForEndpoint, warnOfOtherGeography } from "./endpoint.ts";
import { preflightAccount, notProvisioned } from "./preflight.ts";
import { accountRows } from "./listed.ts";
import { noSecuredColumn, secretStore, type SecretStore } from "./secret-store.ts";
import { listedRow } from "../../rows/listed-row.ts";
import { createAndShowOwnRow } from "../../rows/own-row.ts";
import { idIn } from "../../rows/row-values.ts";
import { existingRow } from "../../rows/existing-row.ts";
import { notReadyUnlessKnown, syncRow } from "../../rows/sync-row.ts";
import { accountTable, channelTable, secretTable } from "../../rows/tables.ts";

export const messagingAccount = defineResource(schema, {
  whileReplaced: "Its channels go first and come last, and carry no messages in between.",

  table: accountTable,
  tables: [accountTable, secretTable],

  existing: {
    noun: "account",
    naturalKey: "app id",
    isUnique: true,
    rows: async (operation) =>
      (await notProvisioned(operation)).length > 0
        ? []
        : (await accountRows(operation)).map((row) => existingRow(accountTable, row, "msdyn_msappid")),
  },

  defaults: (_inputs, session) => defaultsIn(session),

  preflight: preflightAccount,

  async list(operation) {
    const { organizationId } = await operation.session.client.whoAmI();
    return (await accountRows(operation)).map((row) => ({ ...toProperties(row), organizationId }));
  },

  async read(operation, id, prior) {
    const { client } = operation.session;
    const rowId = await rowIdOf(operation, id);
    const { select } = await columnsHere(operation);
    const listed = await listedRow(prior, accountTable, rowId, () => accountRows(operation));
    const row = listed ?? (await client.retrieve(accountTable, rowId, { select }));
    if (row === undefined) return undefined;
    const endpoint = endpointOf(row);
    if (prior.rowId !== undefined && endpoint !== undefined) await warnOfOtherGeography(operation, endpoint);
    const store = prior.clientSecret === undefined ? undefined : await secretStore(operation);
    return {
      ...toProperties(row),
      organizationId: (await client.whoAmI()).organizationId,
      // `null` says that the secret is gone for certain. Its value is never read back.
      ...(store !== undefined && !(await store.holds(rowId, prior)) ? { clientSecret: null } : {}),
    };
  },

  async reconcile(operation, inputs: Inputs<MessagingAccountInputs>, prior) {
    const { rowId, appId, clientSecret } = inputs;
    const secret =
      clientSecret === undefined ? undefined : { value: clientSecret, store: await requireStore(operation) };

    // Observe
    const { select, hasBotType } = await columnsHere(operation);
    const wanted = toColumns(inputs, hasBotType);
    const known = prior !== undefined || inputs.adopts !== undefined;
    const found = known ? await operation.session.client.retrieve(accountTable, rowId, { select }) : undefined;
    if (known && found === undefined)
      operation.session.reporter.warn(`${operation.label}: its row ${rowId} is gone; making it again`);
    await proveCredentials(operation, inputs, prior, found);

    // Ensure
    const columns = { ...columnsOfNew(operation, inputs, hasBotType), ...secret?.store.columnsOnCreate(secret.value) };
    const created = found === undefined ? await create(operation, rowId, appId, columns, select) : undefined;
    const row = found ?? (created?.existed === true ? created.row : undefined);

    // Sync
    const { clientSecret: _secret, clientSecretVersion: _version, ...made } = inputs;
    return notReadyUnlessKnown(rowId, made, prior, async () => {
      if (row !== undefined) await syncRow(operation, accountTable, rowId, wanted, row, select);
      const isOld = row !== undefined && prior?.clientSecret === clientSecret;
      if (secret !== undefined) await storeSecret(operation, secret, rowId, row, isOld);
      Object.assign(made, inputs);
      const ready = await waitForEndpoint(operation, rowId, select, row === undefined ? created?.row : undefined);
      const { botType, tenantId, validationStatus, lastValidated } = toProperties(ready.row);
      const observed = hasBotType ? { botType, tenantId } : defaultsIn(operation.session);
      return { ...inputs, messagingEndpoint: ready.endpoint, validationStatus, lastValidated, observed };
    });
  },

  preflightRemove: refuseWhileChannelsHangHere,

  async remove(operation, id) {
    await refuseWhileChannelsHangHere({ ...operation, replaced: new Set() }, id);
    await operation.session.client.delete(accountTable, id);
  },
});

function defaultsIn(session: Session | undefined): PartialMembers<MessagingAccountArguments> {
  return { botType: defaultBotType, tenantId: session?.tenantId };
}

/** Look-ups read by `name=…` or `appId=…`. A wrong value gets the closest names as suggestions. */
async function rowIdOf({ session }: OperationContext, id: string): Promise<string> {
  const [, way, text] = /^(name|appId)=(.*)$/s.exec(id) ?? [];
  if (way === undefined || text === undefined) return id;
  return (await session.lookups.find("messagingAccount", text, way)).id;
}

async function create(
  operation: OperationContext,
  rowId: string,
  appId: string,
  columns: Columns,
  select: readonly string[],
): ReturnType<typeof createAndShowOwnRow> {
  prefetchForChannels(operation);
  try {
    return await createAndShowOwnRow(
      operation,
      { table: accountTable, id: rowId, columns, naturalKey: { msdyn_msappid: appId } },
      { select },
    );
  } catch (error) {
    if (!(error instanceof PluginRefusedError)) throw error;
    const other = await idByAppId(operation, appId);
    if (other === undefined) throw error;
    throw new CollisionError({
      code: "app-id-taken",
      attempt: couldNot(operation),
      what: "another account has its app id",
      ...appIdTaken(appId, other),
    });
  }
}

/**
 * Written if it is new to us or to the row. A secret that we wrote before is not written again while the row has one. A
 * row that an interrupted run created again may have none.
 */
async function storeSecret(
  operation: OperationContext,
  { store, value }: { readonly store: SecretStore; readonly value: string },
  rowId: string,
  row: Row | undefined,
  isOld: boolean,
): Promise<void> {
  if (row === undefined && store.writtenOnCreate) return;
  if (isOld && (await store.holds(rowId, {}))) return;
  await store.write(operation, rowId, value, row === undefined);
}

/** `check` tests this too. A secret that cannot be stored must never look as if it was written. */
async function requireStore(operation: OperationContext): Promise<SecretStore> {
  const store = await secretStore(operation);
  if (store !== undefined) return store;
  throw new RefusedError({
    code: "no-secured-column",
    attempt: couldNot(operation),
    what: "there is no safe place for its client secret",
    ...noSecuredColumn,
  });
}

/** Channels that the same replacement deletes first do not count. */
async function refuseWhileChannelsHangHere(operation: OperationContext, id: string): Promise<void> {
  const channels = await operation.session.client.list(channelTable, {
    select: ["msdyn_name"],
    filter: equalsId("_msdyn_custombotchannelregistration_value", id),
  });
  const staying = channels.filter((row) => !operation.replaced.has(idIn(row, channelTable)));
  if (staying.length > 0) throw channelsWouldDie(operation, staying);
}

function channelsWouldDie(operation: OperationContext, channels: readonly Row[]): DependentRowsError {
  return new DependentRowsError({
    code: "channels-would-die",
    attempt: couldNot(operation),
    what: `channels would be lost with it: ${channelNames(channels)}`,
    why: `the service deletes the channels of an account together with it, without asking (${channelIds(channels)}); those of this stack are deleted already`,
    remedy:
      "delete those channels, or move them to another account, and run again; if a channel of this stack has the option deletedWith or retainOnDelete, remove that option and run `pulumi up` first; if deletedWith took it out of state already, set adopt: true on it, run `pulumi up`, and destroy again",
  });
}
