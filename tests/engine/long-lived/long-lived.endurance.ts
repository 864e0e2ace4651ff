import fc from "fast-check";
import { startSandbox } from "../../../provider/sandbox/index.ts";
import { times } from "../../support/sample.ts";
import { LongLife, type Round } from "../../lifecycle/long-lived/run.ts";
import { chosen, rounds } from "../../lifecycle/long-lived/rounds.ts";
import { CommandLineStack } from "./command-line-stack.ts";

/** Two stacks per sample: 52 rounds altogether. */
const numRuns = times(2);
const atOnce = 2;
const roundsOfStack = 13;

async function live(played: readonly Round[]): Promise<void> {
  const sandbox = await startSandbox();
  const stack = await CommandLineStack.create(sandbox.environment);
  try {
    const life = new LongLife(stack, sandbox);
    for (const round of played) await life.run(round);
    await life.end();
  } finally {
    stack.remove();
    await sandbox.close();
  }
}

describe("a stack over many rounds under the real engine", function () {
  this.timeout(3_600_000);

  it("holds what the program says after every change and every edit from outside", async () => {
    const lives = fc.array(rounds({ minLength: roundsOfStack, maxLength: roundsOfStack }), {
      minLength: atOnce,
      maxLength: atOnce,
    });
    await fc.assert(
      fc.asyncProperty(lives, async (several) => {
        const ends = await Promise.allSettled(several.map(live));
        const failure = ends.find((end) => end.status === "rejected");
        if (failure !== undefined) throw failure.reason;
      }),
      // A step of shrinking takes minutes here, so it only happens on request.
      { ...chosen(), numRuns, endOnFailure: process.env["SHRINK"] !== "1" },
    );
  });
});
