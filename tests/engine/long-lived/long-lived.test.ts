import fc from "fast-check";
import { startSandbox } from "../../../provider/sandbox/index.ts";
import { LongLife, type Round } from "../../lifecycle/long-lived/play.ts";
import { rounds } from "../../lifecycle/long-lived/rounds.ts";
import { CommandLineStack } from "./command-line-stack.ts";

const seed = Number(process.env["LONG_LIVED_SEED"] ?? 20_261_122);
const stacks = Number(process.env["LONG_LIVED_STACKS"] ?? 10);
const roundsOfStack = 5;
/** As many as the machines that build this have processors. */
const atOnce = 2;

async function live(played: readonly Round[]): Promise<void> {
  const sandbox = await startSandbox();
  const stack = await CommandLineStack.create(sandbox.environment);
  try {
    const life = new LongLife(stack, sandbox);
    for (const round of played) await life.play(round);
    await life.end();
  } finally {
    stack.remove();
    await sandbox.close();
  }
}

describe("a stack over many rounds under the real engine", function () {
  this.timeout(0);

  it("holds what the program says after every change and every edit from outside", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(rounds({ minLength: roundsOfStack, maxLength: roundsOfStack }), {
          minLength: atOnce,
          maxLength: atOnce,
        }),
        async (several) => {
          const ends = await Promise.allSettled(several.map(live));
          const failure = ends.find((end) => end.status === "rejected");
          if (failure !== undefined) throw failure.reason;
        },
      ),
      // Shrinking takes a stack for every step, so it is for those who ask for it.
      { seed, numRuns: stacks / atOnce, endOnFailure: process.env["SHRINK"] !== "1" },
    );
  });
});
