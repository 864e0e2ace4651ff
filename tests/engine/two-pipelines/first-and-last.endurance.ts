import { expect } from "chai";
import { seedOr, times } from "../../support/sample.ts";
import { TwoPipelines } from "./pipelines.ts";
import type { PlannedRule } from "./plan.ts";
import { keepPromises } from "./promises.ts";

const seed = seedOr(20_260_903);
const cycles = times(1);

/** How many rules the first and the second pipeline have. They deploy at the same time. */
const stages: readonly (readonly [string, number, number])[] = [
  ["both make the first rules", 1, 1],
  ["both remove the last rules", 0, 0],
  ["the first makes rules where none are", 1, 0],
  ["the first removes the last rule while the second makes one", 0, 1],
  ["the second removes the last rule while the first makes two", 2, 0],
  ["all rules go", 0, 0],
];

describe("two pipelines at once on the first and the last rules of a workstream", function () {
  this.timeout(900_000);

  let pipelines: TwoPipelines;

  before(async () => {
    pipelines = await TwoPipelines.start(seed);
  });

  after(() => pipelines.close());

  it("make and take down what surrounds the rules together, and leave nothing behind", async () => {
    for (let cycle = 1; cycle <= cycles; cycle++) {
      for (const [fixture, ...counts] of stages) {
        for (const [index, plan] of pipelines.plans.entries()) plan.set(rulesFor(plan.add(), counts[index] ?? 0));
        await pipelines.deploy();
        const when = `where ${fixture}, cycle ${cycle} of seed ${seed}`;
        keepPromises(pipelines, [], when);
        const standing = counts.some((count) => count > 0) ? 1 : 0;
        expect(pipelines.counts, `rows ${when}`).to.deep.equal([standing, standing, standing]);
      }
    }
    await pipelines.previewNothing();
  });
});

/** Rules with new names in every stage, so that removed and added rules are different ones. */
const rulesFor = (rule: PlannedRule, count: number): PlannedRule[] =>
  Array.from({ length: count }, (_, at) => ({ ...rule, name: `${rule.name}${"abc"[at] ?? ""}` }));
