/** How often each kind of write is tried if others write at the same time. */
export const tries = {
  row: 3,
  removal: 3,
  variables: 3,
  contract: 3,
  channel: 4,
  routing: 5,
  /** A document of rules is tried `ours` times in all, and `people` times if a person changed rules in between. */
  document: { people: 3, ours: 12 },
} as const;

interface Change<Plan, Result> {
  /** Says what is left to do; `undefined` for nothing. It gets the last refusal, and throws it to give up. */
  readonly read: (refusal: unknown) => Promise<Plan | undefined>;
  readonly write: (plan: Plan) => Promise<Result>;
  /** Whether the refusal means that the rows are no longer as they were read. */
  readonly isStale: (refusal: unknown, plan: Plan) => boolean;
}

/**
 * Writes what is left to do. If the service refuses it because someone else wrote in between, reads and writes again.
 * Returns what the accepted write returned; `undefined` if there was nothing to write.
 */
export async function untilAccepted<Plan, Result>(
  times: number,
  { read, write, isStale }: Change<Plan, Result>,
): Promise<Result | undefined> {
  let refusal: unknown;
  for (let left = times; ; left--) {
    const plan = await read(refusal);
    if (plan === undefined) return undefined;
    try {
      return await write(plan);
    } catch (error) {
      if (left === 1 || error === refusal || !isStale(error, plan)) throw error;
      refusal = error;
    }
  }
}
