import type { AutomatedMessage } from "../../../schema/automated-messages.ts";
import type { CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Inputs, Observed, Prior } from "../../core/typed-values.ts";
import type { Columns, Row, TableName, Write } from "../../dataverse/types.ts";
import { bindTo, changedColumns } from "../../rows/own-row.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { columnsOnCreate, managedColumns } from "../../rows/column-mapping.ts";
import { channelTable, identityTable, localizedTextTable, messageTable } from "../../rows/tables.ts";
import {
  firstMessageColumns,
  isOfChannel,
  isOwnMessage,
  messageColumns,
  messageIdOf,
  existingFor,
  listedMessages,
  existingMessages,
  type ExistingMessage,
} from "./automated-messages.ts";
import { channelColumns, channelType, inOneForm, mappings } from "./columns.ts";
import { allLocalizedRows, localizedWrite, sentText } from "./localized-texts.ts";
import { columnsOfIdentity, identityColumns, identityIdOf } from "./webhook-identity.ts";

/** The rows of a channel that exist in the environment. */
export interface Existing {
  readonly channel: Row | undefined;
  readonly identity: Row | undefined;
  readonly messages: readonly ExistingMessage[];
}

export const nothingExists: Existing = { channel: undefined, identity: undefined, messages: [] };

/** The rows of a channel as the program wants them. */
export interface Wanted {
  readonly onCreate: Columns;
  readonly managed: Columns;
  readonly identity: Columns | undefined;
  readonly messages: readonly AutomatedMessage[];
  readonly dropped: readonly AutomatedMessage[];
  readonly languageId: string;
}

export async function wantedRows(
  operation: OperationContext,
  inputs: Inputs<CustomChannelArguments>,
  prior: Prior<CustomChannelArguments> | undefined,
): Promise<Wanted> {
  const { rowId, messagingApi, automatedMessages: messages = [] } = inputs;
  const identity = messagingApi && columnsOfIdentity(messagingApi);
  const bound = identity === undefined ? {} : bindTo("managedidentityid", identityTable.set, identityIdOf(rowId));
  const before = prior?.automatedMessages ?? [];
  return {
    onCreate: { ...(await columnsOnCreate([channelType, ...mappings], operation, inputs)), ...bound },
    managed: { ...(await managedColumns(mappings, operation, inputs, prior)), ...bound },
    identity,
    messages,
    dropped: before.filter(({ trigger }) => !messages.some((each) => each.trigger === trigger)),
    languageId: await operation.session.lookups.resolve("language", inputs.language, "language"),
  };
}

export async function retrieveChannel({ session }: OperationContext, id: string): Promise<Row | undefined> {
  const row = await session.client.retrieve(channelTable, id, { select: channelColumns });
  return row && inOneForm(row);
}

export async function existingRows(operation: OperationContext, id: string, wanted: Wanted): Promise<Existing> {
  const [channel, identity, messages] = await Promise.all([
    retrieveChannel(operation, id),
    wanted.identity === undefined
      ? undefined
      : operation.session.client.retrieve(identityTable, identityIdOf(id), { select: identityColumns }),
    wanted.messages.length + wanted.dropped.length === 0 ? [] : existingMessages(operation, id),
  ]);
  return { channel, identity, messages };
}

/**
 * Everything to write, with each row after the rows that it points at. Assumed: a row can be bound by its id in the
 * change set that creates it, because the writes of a change set run in order.
 */
export async function writesFor(
  operation: OperationContext,
  id: string,
  inputs: Inputs<CustomChannelArguments>,
  wanted: Wanted,
  existing: Existing,
): Promise<Write[]> {
  const identity =
    wanted.identity === undefined
      ? []
      : rowWrite(identityTable, identityIdOf(id), { name: inputs.name }, wanted.identity, existing.identity);
  const channel = rowWrite(channelTable, id, wanted.onCreate, wanted.managed, existing.channel);
  const used = wanted.messages.map((message) => existingFor(existing.messages, id, message.trigger));
  const messages = wanted.messages.flatMap((message, index) => messageWrites(id, message, wanted, used[index]));
  const surplus = existing.messages.filter(
    (message) =>
      !used.includes(message) &&
      (isOwnMessage(message, id) || wanted.dropped.some(({ trigger }) => trigger === message.trigger)),
  );
  return [...identity, ...channel, ...messages, ...(await messageDeletes(operation, surplus))];
}

/** A create sends every column, an update only those that differ. */
function rowWrite(table: TableName, id: string, onCreate: Columns, managed: Columns, found: Row | undefined): Write[] {
  if (found === undefined) return [{ kind: "create", table, id, columns: { ...managed, ...onCreate } }];
  const columns = changedColumns(managed, found);
  if (Object.keys(columns).length === 0) return [];
  return [{ kind: "update", table, id, columns, ...unchangedSince(found) }];
}

function messageWrites(
  channelId: string,
  message: AutomatedMessage,
  wanted: Wanted,
  existing: ExistingMessage | undefined,
): Write[] {
  const columns = messageColumns(channelId, message, wanted.languageId);
  const row = existing?.row;
  const id = row === undefined ? messageIdOf(channelId, message.trigger) : idIn(row, messageTable);
  const managed = { ...columns };
  // The service moved this text to a localization row and left the column empty. Writing it again would move it again.
  if (existing?.localized !== undefined && (textIn(row, "msdyn_messagetext") ?? "") === "") {
    delete managed["msdyn_messagetext"];
  }
  return [
    ...rowWrite(messageTable, id, { ...columns, ...firstMessageColumns(message) }, managed, row),
    ...localizedWrite(existing?.localized, message.text),
  ];
}

export async function messageDeletes(
  operation: OperationContext,
  messages: readonly ExistingMessage[],
): Promise<Write[]> {
  const ids = messages.map(({ row }) => idIn(row, messageTable));
  const texts = await allLocalizedRows(operation, ids);
  return [
    ...texts.map((row): Write => ({
      kind: "delete",
      table: localizedTextTable,
      id: idIn(row, localizedTextTable),
    })),
    ...ids.map((id): Write => ({ kind: "delete", table: messageTable, id })),
  ];
}

/** Messages as the service holds them: first those in state, in that order, then others that this resource made. */
export async function readMessages(
  operation: OperationContext,
  channelId: string,
  prior: Prior<CustomChannelArguments>,
): Promise<Pick<Observed<CustomChannelArguments>, "automatedMessages">> {
  const existing = (await listedMessages(operation, channelId, prior)).filter(({ row }) => isOfChannel(row, channelId));
  const written = prior.automatedMessages ?? [];
  const others = existing.filter(
    (message) => prior.automatedMessages === undefined || isOwnMessage(message, channelId),
  );
  const triggers = new Set([
    ...written.map(({ trigger }) => trigger),
    ...others.flatMap(({ trigger }) => trigger ?? []),
  ]);
  const automatedMessages = [...triggers].flatMap((trigger) => {
    const message = existingFor(existing, channelId, trigger);
    if (message === undefined || message.trigger !== trigger) return [];
    const text = written.find((each) => each.trigger === trigger)?.text;
    return [{ trigger, text: sentText(message.row, message.localized, text) }];
  });
  return { automatedMessages };
}
