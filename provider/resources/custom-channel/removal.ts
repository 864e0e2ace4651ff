import type { Operation, Properties } from "../../core/definition.ts";
import type { Write } from "../../dataverse/contract.ts";
import { RowMissingError } from "../../dataverse/errors.ts";
import { channelTable, identityTable } from "../tables.ts";
import { declaredMessages, isOwnMessage, standingMessages } from "./automated-messages.ts";
import { identityIdOf } from "./webhook-identity.ts";
import { messageDeletes } from "./writes.ts";

const attempts = 3;

/**
 * Takes the channel away with its messages, their texts and its identity, in one change set: the service would leave
 * the messages behind, tied to nothing. What is there is asked by ids that never change, so that rows are found after
 * the channel itself is gone.
 */
export async function removeChannel(operation: Operation, id: string, state: Properties): Promise<void> {
  const { client } = operation.session;
  for (let attempt = 1; ; attempt++) {
    const writes = await deletes(operation, id, state);
    try {
      await client.changeSet(writes);
      return;
    } catch (error) {
      // Somebody deleted a part meanwhile.
      if (!(error instanceof RowMissingError) || attempt === attempts) throw error;
    }
  }
}

async function deletes(operation: Operation, id: string, state: Properties): Promise<Write[]> {
  const { client } = operation.session;
  const declared = declaredMessages(state).map(({ trigger }) => trigger);
  const [channel, identity, messages] = await Promise.all([
    client.retrieve(channelTable, id, { select: [channelTable.primaryId] }),
    state["messagingApi"] === undefined
      ? undefined
      : client.retrieve(identityTable, identityIdOf(id), { select: [identityTable.primaryId] }),
    standingMessages(operation, id),
  ]);
  const ours = messages.filter(
    (message) => isOwnMessage(message, id) || (message.trigger !== undefined && declared.includes(message.trigger)),
  );
  return [
    ...(await messageDeletes(operation, ours)),
    ...(channel === undefined ? [] : [{ kind: "delete", table: channelTable, id } as const]),
    ...(identity === undefined ? [] : [{ kind: "delete", table: identityTable, id: identityIdOf(id) } as const]),
  ];
}
