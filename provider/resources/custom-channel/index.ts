/*
 * What the service does by itself:
 * - It deletes a channel with its account, silently, but refuses to delete a workstream that a channel points at.
 * - It accepts a channel without an account, workstream or language, although such a channel delivers nothing.
 * - An automated message names its channel in a text column only, so messages outlive their channel.
 * - It may move the text of a message to a localization row (assumed to happen in some environments). If such a row
 *   exists, its text counts.
 * - A Messaging API channel gets a new federated subject whenever its webhook settings change.
 */
import { isDeepStrictEqual } from "node:util";
import type { AutomatedMessage } from "../../../schema/automated-messages.ts";
import { customChannel as schema, type CustomChannelArguments } from "../../../schema/custom-channel.ts";
import { defineResource, type OperationContext } from "../../core/definition.ts";
import { namedAs } from "../../../schema/names.ts";
import type { Inputs, PartialMembers } from "../../core/typed-values.ts";
import type { Write } from "../../dataverse/types.ts";
import { RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { mappings, toProperties } from "./columns.ts";
import { rowIdOfMessage } from "./automated-messages.ts";
import { channelRows } from "./listed.ts";
import { isCut, localizedTextsOf, localizedWrite } from "./localized-texts.ts";
import { otherKind, refuseMissingTarget, refuseUnknownVariables, secondDirectLine, unfitTargets } from "./refusals.ts";
import { removeChannel } from "./removal.ts";
import { federatedSubject, identityIdOf } from "./webhook-identity.ts";
import {
  nothingExists,
  readMessages,
  retrieveChannel,
  existingRows,
  wantedRows,
  writesFor,
  type Existing,
  type Wanted,
} from "./writes.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { listedRow } from "../../rows/listed-row.ts";
import { mayHaveWritten, recogniseOwnRow } from "../../rows/own-row.ts";
import { channelsProvisioned } from "../../rows/provisioned.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { defaultsIn } from "../../rows/column-mapping.ts";
import { existingRow } from "../../rows/existing-row.ts";
import { notReadyUnlessKnown } from "../../rows/sync-row.ts";
import { channelTable as table, identityTable, localizedTextTable, messageTable } from "../../rows/tables.ts";

export const customChannel = defineResource(schema, {
  whileReplaced: "The channel carries no messages in between.",

  table,
  tables: [table, identityTable, messageTable, localizedTextTable],

  existing: {
    noun: "channel",
    naturalKey: "name",
    isUnique: false,
    rows: async (operation) =>
      (await notProvisioned(operation)).length > 0
        ? []
        : (await channelRows(operation)).map((row) => existingRow(table, row)),
  },

  defaults: (inputs): PartialMembers<CustomChannelArguments> => ({
    ...defaultsIn<CustomChannelArguments>(mappings, inputs),
    automatedMessages: [],
    survey: { mode: "SendLink" },
  }),

  async preflight(operation, inputs, context) {
    const missing = await notProvisioned(operation);
    if (missing.length > 0) return missing;
    const unfit = await unfitTargets(operation, inputs, context);
    if (unfit.length > 0) return unfit;
    const { inState, prior } = context;
    if (inState && prior.account === inputs.account) return [];
    const rows = await channelRows(operation);
    return [...secondDirectLine(rows, inputs, context), ...(inState ? [] : otherKind(rows, inputs))];
  },

  async list(operation) {
    const { organizationId } = await operation.session.client.whoAmI();
    const rows = await channelRows(operation);
    return Promise.all(rows.map(async (row) => ({ ...(await toProperties(operation, row, {})), organizationId })));
  },

  async read(operation, id, prior) {
    const asked = id.startsWith("name=") ? await idByName(operation, id.slice("name=".length)) : id;
    if (asked === undefined) return undefined;
    const listed = await listedRow(prior, table, asked, () => channelRows(operation));
    const row = listed ?? (await retrieveChannel(operation, asked));
    if (row === undefined) return undefined;
    const rowId = idIn(row, table);
    const properties = await toProperties(operation, row, prior);
    const everything = prior.rowId === undefined;
    return {
      ...properties,
      ...(everything || prior.automatedMessages !== undefined ? await readMessages(operation, rowId, prior) : {}),
      // The service cannot sign webhook calls without the managed identity, so `read` reports the settings as gone.
      ...(prior.messagingApi !== undefined && textIn(row, "_managedidentityid_value") !== identityIdOf(rowId)
        ? { messagingApi: null }
        : {}),
      ...(row["_managedidentityid_value"] === null ? {} : await federatedSubject(operation, rowId)),
      organizationId: (await operation.session.client.whoAmI()).organizationId,
    };
  },

  async reconcile(operation, inputs, prior) {
    const { rowId } = inputs;
    await refuseUnknownVariables(operation, inputs, prior);

    // Observe
    const wanted = await wantedRows(operation, inputs, prior);
    const known = prior !== undefined || inputs.adopts !== undefined;
    const existing = known ? await existingRows(operation, rowId, wanted) : nothingExists;
    if (known && existing.channel === undefined)
      operation.session.reporter.warn(`${operation.label}: its row ${rowId} is gone; making it again`);

    // Ensure and sync, in one change set
    const wrote = await writeAll(operation, inputs, wanted, existing, known);
    return notReadyUnlessKnown(rowId, inputs, prior, async () => {
      if (wrote) await keepTextsInStep(operation, rowId, wanted.messages, existing);
      if (wanted.identity === undefined) return inputs;
      return { ...inputs, ...(await federatedSubject(operation, rowId)) };
    });
  },

  remove: removeChannel,
});

function notProvisioned(operation: OperationContext): ReturnType<typeof channelsProvisioned> {
  return channelsProvisioned(operation, table, "msdyn_occustomchannelid", "it has no table of custom channels");
}

/**
 * Writes until nothing differs. A refused change set wrote nothing: it means that the rows are not what we expected.
 */
async function writeAll(
  operation: OperationContext,
  inputs: Inputs<CustomChannelArguments>,
  wanted: Wanted,
  before: Existing,
  known: boolean,
): Promise<boolean> {
  let refused: readonly Write[] = [];
  const written = await untilAccepted(tries.channel, {
    read: async (refusal) => {
      const writes =
        refusal === undefined
          ? await writesFor(operation, inputs.rowId, inputs, wanted, before)
          : await rethink(operation, inputs, wanted, refused, known, refusal);
      refused = writes;
      return writes.length === 0 ? undefined : writes;
    },
    write: async (writes) => {
      await operation.session.client.changeSet(writes);
      return true;
    },
    isStale: (error) =>
      mayHaveWritten(error) || error instanceof RowMissingError || error instanceof VersionMismatchError,
  });
  return written ?? false;
}

async function rethink(
  operation: OperationContext,
  inputs: Inputs<CustomChannelArguments>,
  wanted: Wanted,
  refused: readonly Write[],
  known: boolean,
  refusal: unknown,
): Promise<Write[]> {
  const { rowId } = inputs;
  const existing = await existingRows(operation, rowId, wanted);
  if (!known && existing.channel !== undefined) {
    const naturalKey = { msdyn_name: inputs.name };
    await recogniseOwnRow(operation, { table, id: rowId, naturalKey }, [], refusal);
  }
  const writes = await writesFor(operation, rowId, inputs, wanted, existing);
  if (!isDeepStrictEqual(writes, refused)) return writes;
  if (refusal instanceof RowMissingError) await refuseMissingTarget(operation, inputs);
  throw refusal;
}

/** If the environment keeps message texts in rows of their own, updates those too. Checked once after a write. */
async function keepTextsInStep(
  operation: OperationContext,
  rowId: string,
  messages: readonly AutomatedMessage[],
  before: Existing,
): Promise<void> {
  const idOf = ({ trigger }: AutomatedMessage) => rowIdOfMessage(before.messages, rowId, trigger);
  const localized = await localizedTextsOf(operation, messages.map(idOf));
  const writes = messages.flatMap((message) => localizedWrite(localized.get(idOf(message)), message.text));
  await operation.session.client.changeSet(writes);
  for (const message of messages) {
    if (!isCut(localized.get(idOf(message)), message.text)) continue;
    operation.session.reporter.warn(
      `${operation.label}: this environment keeps the text of ${message.trigger} in a column of 1,000 characters; the rest is cut off`,
    );
  }
}

async function idByName(operation: OperationContext, name: string): Promise<string | undefined> {
  const row = namedAs(await channelRows(operation), name, (each) => each["msdyn_name"]);
  return row && idIn(row, table);
}
