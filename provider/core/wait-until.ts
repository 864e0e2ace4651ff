import type { OperationContext } from "./definition.ts";

export interface Wait<Found> {
  /** As in "waiting for the decision contract". Omit it if nobody needs to know. */
  readonly what?: string;
  readonly everySeconds: number;
  readonly atMostSeconds: number;
  /** Returns a value as soon as the wait is over. */
  readonly ask: (isFirst: boolean) => Promise<Found | undefined> | Found | undefined;
}

const tellEverySeconds = 10;

/** Returns that value, or `undefined` when the time is up. Reports what it waits for and how long it has waited. */
export async function waitUntil<Found>(
  { session, label }: OperationContext,
  { what, everySeconds, atMostSeconds, ask }: Wait<Found>,
): Promise<Found | undefined> {
  let told = -tellEverySeconds;
  for (let waited = 0; ; waited += everySeconds) {
    const answer = await ask(waited === 0);
    if (answer !== undefined || waited >= atMostSeconds) return answer;
    if (what !== undefined && waited - told >= tellEverySeconds) {
      session.reporter.info(`${label}: waiting for ${what} (${waited} of at most ${atMostSeconds} s)`);
      told = waited;
    }
    await session.clock.sleep(everySeconds * 1000);
  }
}
