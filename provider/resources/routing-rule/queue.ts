import type { Session } from "../../core/session.ts";
import { failTogether, PendingChange, type Change } from "./changes.ts";
import { makeChanges } from "./make-changes.ts";
import { forgetSnapshot } from "./rows.ts";

/**
 * How long the first change of a workstream waits for company. The engine starts resources together, so the others
 * arrive while the first is on its way; a pause would cost more than the second write that it spares.
 */
const gatherMilliseconds = 0;

const queues = new WeakMap<Session, Map<string, PendingChange[]>>();

/**
 * Makes the change, together with all changes of the same workstream that arrive while the ones before are being made:
 * each document has one write in flight, however many rules change.
 */
export function submit(change: Change): Promise<void> {
  const { session } = change.operation;
  const { workstream } = change.place;
  const pending = new PendingChange(change);
  const waiting = queues.get(session) ?? new Map<string, PendingChange[]>();
  queues.set(session, waiting);
  const line = waiting.get(workstream);
  if (line !== undefined) {
    line.push(pending);
  } else {
    waiting.set(workstream, [pending]);
    void work(session, waiting, workstream);
  }
  return pending.done;
}

async function work(session: Session, waiting: Map<string, PendingChange[]>, workstream: string): Promise<void> {
  await session.sleep(gatherMilliseconds);
  for (;;) {
    const changes = waiting.get(workstream) ?? [];
    if (changes.length === 0) break;
    waiting.set(workstream, []);
    await failTogether(changes, () => makeChanges(session, workstream, changes));
    forgetSnapshot(session);
  }
  waiting.delete(workstream);
}
