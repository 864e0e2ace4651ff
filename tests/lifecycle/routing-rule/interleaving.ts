import { Run } from "../../../provider/core/run.ts";

type Work = (run: Run) => Promise<unknown>;

/**
 * How many requests the first writer may send before the second starts, and how many the second before the first
 * continues.
 */
export interface Switches {
  readonly first: number;
  readonly second: number;
}

export interface Interleaved {
  readonly outcomes: readonly PromiseSettledResult<unknown>[];
  /** Whether each writer was really interrupted, which means that it had more requests to send. */
  readonly interrupted: { readonly first: boolean; readonly second: boolean };
}

/**
 * Runs two writers in turns: the first until its turn is over, the second until its own is, then the first to its end,
 * then the second.
 */
export async function interleave(
  newRun: () => Run,
  [first, second]: readonly [Work, Work],
  turns: Switches,
): Promise<Interleaved> {
  const secondPaused = Promise.withResolvers<void>();
  const firstEnded = Promise.withResolvers<void>();
  const interrupted = { first: false, second: false };
  let ofSecond: Promise<unknown> | undefined;
  const startSecond = (): Promise<void> => {
    ofSecond ??= second(
      holding(newRun(), turns.second, () => {
        interrupted.second = true;
        secondPaused.resolve();
        return firstEnded.promise;
      }),
    ).finally(secondPaused.resolve);
    ofSecond.catch(() => undefined);
    return secondPaused.promise;
  };
  const ofFirst = first(
    holding(newRun(), turns.first, () => {
      interrupted.first = true;
      return startSecond();
    }),
  ).finally(() => {
    firstEnded.resolve();
    void startSecond();
  });
  const [outcomeOfFirst] = await Promise.allSettled([ofFirst]);
  const [outcomeOfSecond] = await Promise.allSettled([ofSecond]);
  return { outcomes: [outcomeOfFirst, outcomeOfSecond], interrupted };
}

interface Finished {
  readonly interleaved: Interleaved;
  /** What is wrong in the end. */
  readonly failures: readonly string[];
}

export interface Schedules {
  readonly count: number;
  readonly failures: readonly string[];
}

/** Tries every way for two writers to take turns, until neither is interrupted any more. */
export async function inEverySchedule(run: (turns: Switches) => Promise<Finished>): Promise<Schedules> {
  const failures: string[] = [];
  let count = 0;
  let more = { first: true, second: true };
  for (let first = 0; more.first; first++) {
    more.second = true;
    for (let second = 0; more.second; second++) {
      const { interleaved, failures: found } = await run({ first, second });
      count += 1;
      more = interleaved.interrupted;
      const reasons = interleaved.outcomes.flatMap((one) => (one.status === "rejected" ? [String(one.reason)] : []));
      failures.push(...[...reasons, ...found].map((what) => `after ${first} and ${second} requests: ${what}`));
    }
  }
  return { count, failures };
}

/** A run whose client holds every request after this many until it is released. */
function holding(run: Run, requests: number, held: () => Promise<void>): Run {
  return new Run(async () => {
    const session = await run.session();
    if (session === undefined) return undefined;
    let sent = 0;
    const client = new Proxy(session.client, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...parameters: unknown[]): Promise<unknown> => {
          if (++sent > requests) await held();
          return Reflect.apply(method, target, parameters) as unknown;
        };
      },
    });
    return { ...session, client, clock: { ...session.clock, sleep: () => Promise.resolve() } };
  });
}
