import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";

/**
 * A channel profile repeats nearly every setting of work distribution and binds to the queue. Which of the two wins is
 * not documented, so people are told when a workstream gets such a queue.
 */
export async function warnOfChannelProfile(
  { session, label }: Operation,
  inputs: Properties,
  { before }: Pick<Circumstances, "before">,
): Promise<void> {
  const queue = inputs["fallbackQueue"];
  if (typeof queue !== "string" || isUnknown(queue) || queue === before["fallbackQueue"]) return;
  const { id, names, traits } = await session.lookups.find("queue", queue, "fallbackQueue");
  if (traits?.includes("channelProfile") !== true) return;
  // A replacement is checked twice.
  await session.once(`channel profile of ${id} at ${label}`, async () => {
    session.reporter.warn(
      `${label}: its fallback queue "${names[0] ?? id}" has a channel profile, which may take the place of how this workstream distributes work (mode, capacity, presences, inactivity); compare the two in the admin center`,
    );
    return Promise.resolve();
  });
}
