import { known } from "../../../schema/unknown.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";

/**
 * A channel profile repeats nearly every setting of work distribution and is bound to the queue. Which of the two wins
 * is not documented, so we warn when a workstream gets such a queue.
 */
export async function warnOfChannelProfile(
  { session, label }: OperationContext,
  inputs: Unresolved<WorkstreamArguments>,
  { prior }: Pick<CheckContext<Prior<WorkstreamArguments>>, "prior">,
): Promise<void> {
  const queue = known(inputs.fallbackQueue);
  if (queue === undefined || queue === prior.fallbackQueue) return;
  const { id, names, traits } = await session.lookups.find("queue", queue, "fallbackQueue");
  if (traits?.includes("channelProfile") !== true) return;
  // The engine checks a replacement twice, but the warning appears once.
  await session.once(`channel profile of ${id} at ${label}`, async () => {
    session.reporter.warn(
      `${label}: its fallback queue "${names[0] ?? id}" has a channel profile, which may take the place of how this workstream distributes work (mode, capacity, presences, inactivity); compare the two in the admin center`,
    );
    return Promise.resolve();
  });
}
