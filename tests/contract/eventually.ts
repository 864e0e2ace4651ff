import { setTimeout as wait } from "node:timers/promises";
import { isRealEnvironment } from "./environment.ts";

const patience = isRealEnvironment ? { tries: 20, pauseMs: 1000 } : { tries: 20, pauseMs: 10 };

/** Delay of the sandbox's asynchronous fill-ins in these tests: long enough to see first that they are missing. */
export const sandboxFillDelayMs = 60;

/** Whether the condition comes true in time. A real environment gets more time than a sandbox. */
export async function eventually(condition: () => Promise<boolean>): Promise<boolean> {
  for (let tried = 0; tried < patience.tries; tried++) {
    if (await condition()) return true;
    await wait(patience.pauseMs);
  }
  return false;
}
