import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { RefusedError } from "../../../provider/core/errors.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream as workstreams } from "../../../provider/resources/workstream/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { namesIn, RoutingEnvironment, workstream } from "./environment.ts";

const nowhere = "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";

describe("a routing rule that is made or replaced", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;
  const rule = { workstream, name: "VIP", kind: "routeToQueue", order: 1, queue: "Support" };

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  const insertWithoutContract = (): unknown =>
    environment.organization.insertRaw("msdyn_liveworkstream", nowhere, { msdyn_name: "Other" });

  const failuresOf = (deployment: Deployment, args: Properties): Promise<string[]> =>
    failureOf(deployment.preview(args), RefusedArguments).then(({ failures }) =>
      failures.map(({ code, path }) => `${path} ${code}`),
    );

  for (const [where, code, insert] of [
    ["a workstream that does not exist", "workstream-missing", () => undefined],
    ["a workstream without a decision contract", "contract-missing", insertWithoutContract],
  ] as const) {
    it(`is refused in the preview for ${where}, and the old rule stays`, async () => {
      insert();
      const deployment = new Deployment(routingRule, sandbox());
      await deployment.up(rule);
      sandbox().requests.clear();
      expect(await failuresOf(deployment, { ...rule, workstream: nowhere })).to.deep.equal([`workstream ${code}`]);
      await failureOf(deployment.up({ ...rule, workstream: nowhere }), RefusedArguments);
      expect(await failuresOf(new Deployment(routingRule, sandbox(), "new"), { ...rule, workstream: nowhere }))
        .to.deep //
        .equal([`workstream ${code}`]);
      expect(sandbox().requests.writes()).to.deep.equal([]);
      expect(namesIn(environment.document)).to.deep.equal(["VIP"]);
    });
  }

  it("is refused in the preview for a ruleset of a managed solution, and the old rule stays", async () => {
    const deployment = new Deployment(routingRule, sandbox());
    await deployment.up(rule);
    const other = "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a11";
    environment.organization.insert(
      "msdyn_liveworkstream",
      { msdyn_name: "Other", msdyn_streamsource: 192350002 },
      other,
    );
    environment.insertByHand(undefined, { ismanaged: true }, other);
    expect(await failuresOf(deployment, { ...rule, workstream: other })).to.deep.equal(["workstream managed-row"]);
  });

  it("is refused in the preview where the environment cannot route to queues, and the old rule stays", async () => {
    const deployment = new Deployment(routingRule, sandbox());
    const classification = {
      ...rule,
      queue: undefined,
      kind: "classification",
      ruleset: { name: "Priorities", order: 1 },
      set: { attributes: [{ conversation: "PriorityScore", value: 10 }] },
    };
    await deployment.up(classification);
    const row = environment
      .rows("msdyn_decisioncontract")
      .find((each) => each["msdyn_uniquename"] === "msdyn_demandqueueidentificationoutput");
    environment.organization.update("msdyn_decisioncontract", String(row?.["msdyn_decisioncontractid"]), {
      msdyn_uniquename: "of_another_version",
    });
    const failure = await failureOf(deployment.preview(rule), RefusedError);
    expect(failure.code).to.equal("system-contract-missing");
  });

  it("asks for all workstreams once in a process, never where the program declares its own, and not for a rule that stays", async () => {
    const asked = (): number =>
      sandbox()
        .requests.list({ method: "GET" })
        .filter(({ path }) => /msdyn_liveworkstreams[(?]/.test(path)).length;
    const one = new Deployment(routingRule, sandbox(), "one");
    const run = one.newRun();
    sandbox().requests.clear();
    await one.plan(rule, run);
    await new Deployment(routingRule, sandbox(), "two").plan({ ...rule, name: "Rest" }, run);
    expect(asked()).to.equal(1);
    await one.up(rule);
    sandbox().requests.clear();
    await one.preview({ ...rule, order: 7 });
    expect(asked()).to.equal(0);
    const stream = new Deployment(workstreams, sandbox(), "chat");
    await stream.up({ name: "Chat", distributionMode: "Push" });
    const declaring = stream.newRun();
    await stream.plan({ name: "Chat", distributionMode: "Push" }, declaring);
    sandbox().requests.clear();
    await new Deployment(routingRule, sandbox(), "three").plan({ ...rule, workstream: stream.id }, declaring);
    expect(asked()).to.equal(0);
  });
});
