import { expect } from "chai";
import { seedOr, times } from "../../support/sample.ts";
import { TwoPipelines } from "./pipelines.ts";
import { bearMarks, keepPromises } from "./promises.ts";

const seed = seedOr(20_260_901);
const rounds = times(20);

describe("two pipelines at once on the rules of one workstream", function () {
  this.timeout(900_000);

  let pipelines: TwoPipelines;

  before(async () => {
    pipelines = await TwoPipelines.start(seed);
  });

  after(() => pipelines.close());

  it(`lose no rule and keep the order in ${rounds} rounds of adding, moving and removing`, async () => {
    for (let round = 1; round <= rounds; round++) {
      for (const plan of pipelines.plans) plan.change();
      await pipelines.deploy();
      keepPromises(pipelines, [], `after round ${round} of seed ${seed}`);
      expect(pipelines.counts, "configurations, steps and rule sets").to.deep.equal([1, 1, 1]);
      if (round % 5 === 0) await pipelines.previewNothing();
    }
  });

  it("wrote into each other's way, so that the rounds prove something", () => {
    expect(pipelines.meetings).to.be.greaterThan(0);
  });

  it("leave each rule the mark of its resource", () => bearMarks(pipelines));
});
