import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { diff } from "../../../provider/core/diff.ts";
import { apply, readBack } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { startSandbox } from "../../../provider/sandbox/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { RoutingEnvironment } from "./environment.ts";

describe("order that means nothing to routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  const shares = [
    { queue: "support", percent: 60 },
    { queue: "Sales", percent: 40 },
  ];
  const members = [
    { contextVariable: "Tier", operator: "In", values: ["gold", "silver", 3] },
    {
      any: [
        { contextVariable: "Country", value: "CH" },
        { conversation: "PriorityScore", value: 5 },
      ],
    },
  ];
  const turned = [
    {
      any: [
        { conversation: "PriorityScore", value: 5 },
        { contextVariable: "Country", value: "CH" },
      ],
    },
    { contextVariable: "Tier", operator: "In", values: [3, "silver", "gold"] },
  ];
  const attributes = [
    { contextVariable: "Level", value: 3 },
    { conversation: "PriorityScore", value: 10 },
  ];
  const skills = [
    { skill: "french", rating: "Expert" },
    { skill: "Billing", rating: "Good" },
  ];
  const rules: readonly {
    readonly what: string;
    readonly before: () => Properties;
    readonly after: () => Properties;
  }[] = [
    {
      what: "shares of queues",
      before: () => environment.ruleOf("one", { queues: shares, queue: undefined }),
      after: () => environment.ruleOf("one", { queues: shares.toReversed(), queue: undefined }),
    },
    {
      what: "conditions and values of a list",
      before: () => environment.ruleOf("one", { when: { all: members } }),
      after: () => environment.ruleOf("one", { when: { all: turned } }),
    },
    {
      what: "attributes and skills",
      before: () => environment.classificationOf("one", { set: { attributes, skills } }),
      after: () =>
        environment.classificationOf("one", {
          set: { attributes: attributes.toReversed(), skills: skills.toReversed() },
        }),
    },
  ];

  for (const { what, before, after } of rules) {
    const plain = (inputs: Properties): Properties => JSON.parse(JSON.stringify(inputs)) as Properties;

    it(`is no change and no write where the program turns ${what} round`, async () => {
      const { state } = await apply(routingRule, environment.newRun(), plain(before()));
      const { document } = environment;
      expect(diff(routingRule.schema, state, plain(after()))).to.deep.equal({ changes: [], replaces: [] });
      environment.sandbox.requests.clear();
      await apply(routingRule, environment.newRun(), plain(after()), state);
      expect(environment.sandbox.requests.writes()).to.deep.equal([]);
      expect(environment.document).to.equal(document);
    });

    it(`is no drift where the designer turns ${what} round`, async () => {
      const { id, state } = await apply(routingRule, environment.newRun(), plain(before()));
      const other = new RoutingEnvironment(await startSandbox());
      try {
        await apply(routingRule, other.newRun(), plain(after()));
        expect(other.document).to.not.equal(environment.document);
        environment.saveInDesigner(other.document);
      } finally {
        await other.sandbox.close();
      }
      const seen = await readBack(routingRule, environment.newRun(), id, state);
      expect(seen?.state).to.deep.equal(state);
    });
  }

  it("is left where something else changes, which is written", async () => {
    const before = environment.ruleOf("one", { queues: shares });
    await apply(routingRule, environment.newRun(), before);
    const changed = [
      { queue: "Sales", percent: 60 },
      { queue: "support", percent: 40 },
    ];
    expect(diff(routingRule.schema, before, { ...before, queues: changed }).changes).to.deep.equal(["queues"]);
    environment.sandbox.requests.clear();
    await apply(routingRule, environment.newRun(), { ...before, queues: changed }, before);
    expect(environment.sandbox.requests.writes()).to.have.length(1);
  });
});
