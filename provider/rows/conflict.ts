/** How often each kind of write is tried where others write at the same time. */
export const tries = {
  row: 3,
  removal: 3,
  variables: 3,
  contract: 3,
  channel: 4,
  routing: 5,
  /** A document of rules: `ours` in all, `people` where a person changed rules in between. */
  document: { people: 3, ours: 12 },
} as const;

interface Change<Plan, Result> {
  /** What is left to do; `undefined` for nothing. Gets the refusal of the write before, and ends with it by throwing it. */
  readonly read: (refusal: unknown) => Promise<Plan | undefined>;
  readonly write: (plan: Plan) => Promise<Result>;
  /** Whether the refusal says that something else stands than was read. */
  readonly isStale: (refusal: unknown, plan: Plan) => boolean;
}

/**
 * Writes what is left to do. Where the service refuses it because somebody else wrote in between, reads and writes again.
 * Returns what the accepted write returned, `undefined` where there was nothing to write.
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
