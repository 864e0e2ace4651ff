import fc from "fast-check";
import { times } from "../../support/sample.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { InProcessStack } from "./engine.ts";
import { LongLife } from "./run.ts";
import { chosen, rounds } from "./rounds.ts";

const numRuns = times(60);

describe("a stack over many rounds", function () {
  this.timeout(0);
  const sandbox = withSandbox();

  it("holds what the program says after every change and every edit from outside", async () => {
    await fc.assert(
      fc.asyncProperty(rounds({ minLength: 1, maxLength: 6 }), async (played) => {
        sandbox().reset();
        const life = new LongLife(new InProcessStack(sandbox()), sandbox());
        for (const round of played) await life.run(round);
        await life.end();
      }),
      { ...chosen(), numRuns },
    );
  });
});
