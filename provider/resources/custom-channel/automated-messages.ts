import { messageTriggers, type AutomatedMessage, type MessageTrigger } from "../../../schema/automated-messages.ts";
import { namesOf } from "../../../schema/names-of.ts";
import type { OperationContext } from "../../core/definition.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Columns, Row } from "../../dataverse/types.ts";
import { equals, equalsId, or } from "../../dataverse/filter.ts";
import { childRows, type Children, type Known } from "../../rows/listed-row.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import { listedTextsOf, localizedTextsOf } from "./localized-texts.ts";
import { messageTable } from "../../rows/tables.ts";

/** Numbers come from the generated documentation, labels from the admin center. How they pair up is assumed. */
const eventTypes: Readonly<Record<MessageTrigger, number>> = {
  Greeting: 192350056,
  AgentAssigned: 192350017,
  AgentNotAssigned: 192350018,
  AgentDisconnected: 192350013,
  AgentEndedConversation: 192350014,
  AgentJoinedConversation: 192350000,
  AgentJoinedCustomerConversation: 192350061,
  AgentLeftCustomerConversation: 192350059,
  ConsultAccepted: 192350001,
  ConsultSessionEnded: 192350016,
  CustomerNextInLine: 192350024,
  PositionInQueue: 192350021,
  CustomerDisconnected: 192350020,
  Holiday: 192350035,
  OutOfOperatingHours: 192350036,
  SessionEnded: 192350015,
  TransferAccepted: 192350002,
};

const triggers = namesOf(eventTypes);
const receivers = { agent: 192350000, customer: 192350001 } as const;
/** The stream source *Custom*. */
const customStreamSource = 192350002;
const automatedMessage = 2;

const select = [
  messageTable.primaryId,
  "msdyn_systemmessageeventtype",
  "msdyn_messagereceiver",
  "msdyn_messagetext",
  "msdyn_instanceid",
  "_msdyn_defaultlanguage_value",
];

/** A message row, and its localization row if the environment keeps one. The localized text is then sent instead. */
export interface ExistingMessage {
  readonly trigger: MessageTrigger | undefined;
  readonly row: Row;
  readonly localized: Row | undefined;
}

export const messageIdOf = (channelId: string, trigger: MessageTrigger): string =>
  partIdOf(channelId, `message ${trigger}`);

const ownIds = (channelId: string): string[] => triggers.map((trigger) => messageIdOf(channelId, trigger));

/**
 * The messages of this channel, and any rows with ids that we would give them. Messages name their channel in a text
 * column, which no delete clears. The text is assumed to be the id of the channel, not of its account.
 */
export async function existingMessages(
  operation: OperationContext,
  channelId: string,
): Promise<readonly ExistingMessage[]> {
  const rows = await operation.session.client.list(messageTable, {
    select,
    filter: or(
      equals("msdyn_instanceid", channelId),
      ...ownIds(channelId).map((id) => equalsId(messageTable.primaryId, id)),
    ),
  });
  return withTexts(
    rows,
    await localizedTextsOf(
      operation,
      rows.map((row) => idIn(row, messageTable)),
    ),
  );
}

const messagesOfChannel: Children = {
  table: messageTable,
  select,
  kind: equals("msdyn_streamsource", customStreamSource),
  parent: "msdyn_instanceid",
  of: (channelId) => equals("msdyn_instanceid", channelId),
  own: ownIds,
};

/** The messages of this channel, for `read`. A refresh lists the messages of all channels once. */
export async function listedMessages(
  operation: OperationContext,
  channelId: string,
  prior: Known,
): Promise<readonly ExistingMessage[]> {
  const rows = await childRows(operation, prior, messagesOfChannel, channelId);
  const ids = rows.map((row) => idIn(row, messageTable));
  return withTexts(rows, await listedTextsOf(operation, prior, ids));
}

function withTexts(rows: readonly Row[], texts: ReadonlyMap<string, Row>): readonly ExistingMessage[] {
  return rows.map((row) => ({
    trigger: optionIn(row, "msdyn_systemmessageeventtype", eventTypes),
    row,
    localized: texts.get(idIn(row, messageTable)),
  }));
}

/** The row for a trigger: ours if it exists, otherwise one that someone made by hand for this channel. */
export function existingFor(
  existing: readonly ExistingMessage[],
  channelId: string,
  trigger: MessageTrigger,
): ExistingMessage | undefined {
  return (
    existing.find(({ row }) => row[messageTable.primaryId] === messageIdOf(channelId, trigger)) ??
    existing.find((message) => message.trigger === trigger && isOfChannel(message.row, channelId))
  );
}

export function rowIdOfMessage(
  existing: readonly ExistingMessage[],
  channelId: string,
  trigger: MessageTrigger,
): string {
  const row = existingFor(existing, channelId, trigger)?.row;
  return row === undefined ? messageIdOf(channelId, trigger) : idIn(row, messageTable);
}

export function isOfChannel(row: Row, channelId: string): boolean {
  return textIn(row, "msdyn_instanceid")?.toLowerCase() === channelId;
}

export function isOwnMessage({ row }: ExistingMessage, channelId: string): boolean {
  return triggers.some((trigger) => row[messageTable.primaryId] === messageIdOf(channelId, trigger));
}

/** The columns of a message row. The trigger decides the recipient. */
export function messageColumns(channelId: string, message: AutomatedMessage, languageId: string): Columns {
  const { trigger, text } = message;
  return {
    msdyn_systemmessageeventtype: eventTypes[trigger],
    msdyn_messagereceiver: trigger === "CustomerDisconnected" ? receivers.agent : receivers.customer,
    msdyn_messagetext: text,
    msdyn_instanceid: channelId,
    ...bindTo("msdyn_defaultlanguage", "msdyn_oclanguages", languageId),
  };
}

/** Additional columns of a new message row. */
export function firstMessageColumns({ trigger }: AutomatedMessage): Columns {
  return {
    msdyn_name: messageTriggers[trigger],
    msdyn_streamsource: customStreamSource,
    msdyn_messagetype: automatedMessage,
  };
}
