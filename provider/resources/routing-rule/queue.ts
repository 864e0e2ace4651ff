import type { Session } from "../../core/session.ts";
import { failTogether, PendingChange, type Change } from "./changes.ts";
import { applyChanges } from "./make-changes.ts";
import { forgetSnapshot } from "./rows.ts";

/**
 * How long the first change of a workstream waits for company. Without a pause it would be written alone, and all others
 * together after it, so that the engine has nothing to do in between; with one, about half of them are being written
 * while the engine stores the others. Measured: shorter and longer pauses are slower.
 */
const gatherMilliseconds = 40;

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
    await failTogether(changes, () => applyChanges(session, workstream, changes));
    forgetSnapshot(session);
  }
  waiting.delete(workstream);
}
