import type { AutomatedMessage } from "../../../schema/automated-messages.ts";
import type { CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { Operation } from "../../core/definition.ts";
import type { Inputs, Observed, Prior } from "../../core/typed-values.ts";
import type { Columns, Row, TableName, Write } from "../../dataverse/contract.ts";
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
  standingFor,
  listedMessages,
  standingMessages,
  type StandingMessage,
} from "./automated-messages.ts";
import { channelColumns, channelType, inOneForm, mappings } from "./columns.ts";
import { allLocalizedRows, localizedWrite, sentText } from "./localized-texts.ts";
import { columnsOfIdentity, identityColumns, identityIdOf } from "./webhook-identity.ts";

/** What stands in the environment of a channel and the rows that belong to it. */
export interface Standing {
  readonly channel: Row | undefined;
  readonly identity: Row | undefined;
  readonly messages: readonly StandingMessage[];
}

export const nothingStands: Standing = { channel: undefined, identity: undefined, messages: [] };

/** What the program wants of these rows. */
export interface Wanted {
  readonly onCreate: Columns;
  readonly managed: Columns;
  readonly identity: Columns | undefined;
  readonly messages: readonly AutomatedMessage[];
  readonly dropped: readonly AutomatedMessage[];
  readonly languageId: string;
}

export async function wantedRows(
  operation: Operation,
  inputs: Inputs<CustomChannelArguments>,
  remembered: Prior<CustomChannelArguments> | undefined,
): Promise<Wanted> {
  const { rowId, messagingApi, automatedMessages: messages = [] } = inputs;
  const identity = messagingApi && columnsOfIdentity(messagingApi);
  const bound = identity === undefined ? {} : bindTo("managedidentityid", identityTable.set, identityIdOf(rowId));
  const before = remembered?.automatedMessages ?? [];
  return {
    onCreate: { ...(await columnsOnCreate([channelType, ...mappings], operation, inputs)), ...bound },
    managed: { ...(await managedColumns(mappings, operation, inputs, remembered)), ...bound },
    identity,
    messages,
    dropped: before.filter(({ trigger }) => !messages.some((each) => each.trigger === trigger)),
    languageId: await operation.session.lookups.resolve("language", inputs.language, "language"),
  };
}

export async function retrieveChannel({ session }: Operation, id: string): Promise<Row | undefined> {
  const row = await session.client.retrieve(channelTable, id, { select: channelColumns });
  return row && inOneForm(row);
}

export async function standingRows(operation: Operation, id: string, wanted: Wanted): Promise<Standing> {
  const [channel, identity, messages] = await Promise.all([
    retrieveChannel(operation, id),
    wanted.identity === undefined
      ? undefined
      : operation.session.client.retrieve(identityTable, identityIdOf(id), { select: identityColumns }),
    wanted.messages.length + wanted.dropped.length === 0 ? [] : standingMessages(operation, id),
  ]);
  return { channel, identity, messages };
}

/**
 * All that is to be written, in an order in which each row finds those that it points at. That a row can be bound by its
 * id in the change set that makes it is assumed: the writes of one run in their order.
 */
export async function writesFor(
  operation: Operation,
  id: string,
  inputs: Inputs<CustomChannelArguments>,
  wanted: Wanted,
  standing: Standing,
): Promise<Write[]> {
  const identity =
    wanted.identity === undefined
      ? []
      : rowWrite(identityTable, identityIdOf(id), { name: inputs.name }, wanted.identity, standing.identity);
  const channel = rowWrite(channelTable, id, wanted.onCreate, wanted.managed, standing.channel);
  const used = wanted.messages.map((message) => standingFor(standing.messages, id, message.trigger));
  const messages = wanted.messages.flatMap((message, index) => messageWrites(id, message, wanted, used[index]));
  const surplus = standing.messages.filter(
    (message) =>
      !used.includes(message) &&
      (isOwnMessage(message, id) || wanted.dropped.some(({ trigger }) => trigger === message.trigger)),
  );
  return [...identity, ...channel, ...messages, ...(await messageDeletes(operation, surplus))];
}

/** On create everything; else only what differs. */
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
  standing: StandingMessage | undefined,
): Write[] {
  const columns = messageColumns(channelId, message, wanted.languageId);
  const row = standing?.row;
  const id = row === undefined ? messageIdOf(channelId, message.trigger) : idIn(row, messageTable);
  const managed = { ...columns };
  // A text that moved to a row of its own left an empty one behind: writing it again would move it again.
  if (standing?.localized !== undefined && (textIn(row, "msdyn_messagetext") ?? "") === "") {
    delete managed["msdyn_messagetext"];
  }
  return [
    ...rowWrite(messageTable, id, { ...columns, ...firstMessageColumns(message) }, managed, row),
    ...localizedWrite(standing?.localized, message.text),
  ];
}

export async function messageDeletes(operation: Operation, messages: readonly StandingMessage[]): Promise<Write[]> {
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

/** Messages as the service holds them: those remembered, in that order, and others that the resource made. */
export async function readMessages(
  operation: Operation,
  channelId: string,
  remembered: Prior<CustomChannelArguments>,
): Promise<Pick<Observed<CustomChannelArguments>, "automatedMessages">> {
  const standing = (await listedMessages(operation, channelId, remembered)).filter(({ row }) =>
    isOfChannel(row, channelId),
  );
  const written = remembered.automatedMessages ?? [];
  const others = standing.filter(
    (message) => remembered.automatedMessages === undefined || isOwnMessage(message, channelId),
  );
  const triggers = new Set([
    ...written.map(({ trigger }) => trigger),
    ...others.flatMap(({ trigger }) => trigger ?? []),
  ]);
  const automatedMessages = [...triggers].flatMap((trigger) => {
    const message = standingFor(standing, channelId, trigger);
    if (message === undefined || message.trigger !== trigger) return [];
    const text = written.find((each) => each.trigger === trigger)?.text;
    return [{ trigger, text: sentText(message.row, message.localized, text) }];
  });
  return { automatedMessages };
}
