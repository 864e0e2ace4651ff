import type { CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Prior } from "../../core/typed-values.ts";
import type { Write } from "../../dataverse/types.ts";
import { RowMissingError } from "../../dataverse/errors.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { channelTable, identityTable } from "../../rows/tables.ts";
import { isOwnMessage, listedMessages, existingMessages, type ExistingMessage } from "./automated-messages.ts";
import { identityIdOf } from "./webhook-identity.ts";
import { messageDeletes } from "./writes.ts";

type State = Prior<CustomChannelArguments>;

/**
 * Deletes the channel with its messages, their texts and its identity in one change set, because the service would
 * leave the messages behind, tied to nothing. The first try trusts state and a list of all messages. If that is out of
 * date, reads the rows by ids that never change, which finds them even after the channel itself is gone.
 */
export async function removeChannel(operation: OperationContext, id: string, state: State): Promise<void> {
  await untilAccepted(tries.removal, {
    read: async (refusal) => {
      const existing = refusal === undefined ? await believed(operation, id, state) : await found(operation, id, state);
      return deletes(operation, id, state, existing);
    },
    write: (writes) => operation.session.client.changeSet(writes),
    // Someone else deleted a part in the meantime.
    isStale: (error) => error instanceof RowMissingError,
  });
}

interface Existing {
  readonly channel: boolean;
  readonly identity: boolean;
  readonly messages: readonly ExistingMessage[];
}

async function believed(operation: OperationContext, id: string, state: State): Promise<Existing> {
  const identity = state.messagingApi !== undefined;
  return { channel: true, identity, messages: await listedMessages(operation, id, state) };
}

async function found(operation: OperationContext, id: string, state: State): Promise<Existing> {
  const { client } = operation.session;
  const [channel, identity, messages] = await Promise.all([
    client.retrieve(channelTable, id, { select: [channelTable.primaryId] }),
    state.messagingApi === undefined
      ? undefined
      : client.retrieve(identityTable, identityIdOf(id), { select: [identityTable.primaryId] }),
    existingMessages(operation, id),
  ]);
  return { channel: channel !== undefined, identity: identity !== undefined, messages };
}

async function deletes(
  operation: OperationContext,
  id: string,
  state: State,
  { channel, identity, messages }: Existing,
): Promise<Write[]> {
  const declared = (state.automatedMessages ?? []).map(({ trigger }) => trigger);
  const ours = messages.filter(
    (message) => isOwnMessage(message, id) || (message.trigger !== undefined && declared.includes(message.trigger)),
  );
  return [
    ...(await messageDeletes(operation, ours)),
    ...(channel ? [{ kind: "delete", table: channelTable, id } as const] : []),
    ...(identity ? [{ kind: "delete", table: identityTable, id: identityIdOf(id) } as const] : []),
  ];
}
