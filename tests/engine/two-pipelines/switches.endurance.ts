import { expect } from "chai";
import { seedOr, times } from "../../support/sample.ts";
import { rulesOf } from "./document.ts";
import { TwoPipelines } from "./pipelines.ts";
import { keepPromises } from "./promises.ts";

const seed = seedOr(20_260_904);
const rounds = times(2);

describe("two pipelines at once, where the service is another than assumed", function () {
  this.timeout(600_000);

  let pipelines: TwoPipelines;

  afterEach(() => pipelines.close());

  it("put right in their next run what one wrote over the other, where rows have no versions", async () => {
    pipelines = await TwoPipelines.start(seed, { optimisticConcurrency: false });
    for (let round = 1; round <= rounds; round++) {
      for (const plan of pipelines.plans) plan.set([...plan.rules, plan.add(), plan.add()]);
      await pipelines.deploy();
      await pipelines.deployInTurn(["--refresh"]);
      keepPromises(pipelines, [], `after round ${round} of seed ${seed}`);
    }
    await pipelines.previewNothing();
  });

  it("know their rules again where an edit in the designer gave all rules new ids", async () => {
    pipelines = await TwoPipelines.start(seed, { ruleIds: "rewritten" });
    for (const plan of pipelines.plans) plan.set([plan.add(), plan.add(), plan.add()]);
    await pipelines.deploy();
    for (let round = 1; round <= rounds; round++) {
      pipelines.organization.saveInDesigner(String(pipelines.ruleset?.["msdyn_decisionrulesetid"]), pipelines.document);
      expect(rulesOf(pipelines.document).map(({ managed }) => managed)).to.deep.equal(Array(6).fill(undefined));
      await pipelines.deploy(["--refresh"]);
      keepPromises(pipelines, [], `after round ${round} of seed ${seed}`);
    }
    await pipelines.previewNothing();
  });
});
