import { expect } from "chai";
import { seedOr, times } from "../../support/sample.ts";
import { surroundingsOf } from "./document.ts";
import { Designer } from "./designer.ts";
import { TwoPipelines } from "./pipelines.ts";
import { bearMarks, keepPromises } from "./promises.ts";

const seed = seedOr(20_260_902);
const quietRounds = times(5);
const busyRounds = times(10);

describe("two pipelines at once on rules among those of people", function () {
  this.timeout(900_000);

  let pipelines: TwoPipelines;
  let designer: Designer;
  let surroundings: string;

  before(async () => {
    pipelines = await TwoPipelines.start(seed);
    designer = new Designer(pipelines);
    designer.makeRuleset();
    surroundings = surroundingsOf(pipelines.document);
  });

  after(() => pipelines.close());

  async function run(round: number, edits: number): Promise<void> {
    for (const plan of pipelines.plans) plan.change();
    await pipelines.deploy([], () => designer.editDuring(edits));
    await designer.done();
    const when = `after round ${round} of seed ${seed}`;
    keepPromises(pipelines, designer.rules, when);
    expect(surroundingsOf(pipelines.document), `what surrounds the rules ${when}`).to.equal(surroundings);
    expect(pipelines.counts, "configurations, steps and rule sets").to.deep.equal([1, 1, 1]);
    if (round % 5 === 0) await pipelines.previewNothing();
  }

  it(`join the rule set that people made, and leave their rules alone, in ${quietRounds} rounds`, async () => {
    for (let round = 1; round <= quietRounds; round++) await run(round, 0);
  });

  it(`keep what a person adds, moves, renames and removes meanwhile, in ${busyRounds} rounds`, async () => {
    for (let round = quietRounds + 1; round <= quietRounds + busyRounds; round++) await run(round, 2);
  });

  it("met each other and the person, so that the rounds prove something", () => {
    expect(designer.saved).to.be.greaterThan(0);
    expect(pipelines.meetings).to.be.greaterThan(0);
  });

  it("leave each rule the mark of its resource", () => bearMarks(pipelines));
});
