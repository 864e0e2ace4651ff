import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { Program } from "../../../provider/core/program.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { RoutingEnvironment, workstream } from "./environment.ts";

describe("what routing rules name", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
    for (const [name, type] of [
      ["Tier", 192350000],
      ["Visits", 192350001],
    ] as const) {
      environment.organization.insert("msdyn_ocliveworkstreamcontextvariable", {
        msdyn_name: name,
        msdyn_datatype: type,
        msdyn_liveworkstreamid: workstream,
      });
    }
  });

  const failuresOf = async (more: Properties, olds: Properties = {}): Promise<string[]> => {
    const { failures } = await environment.check(environment.newRun(), environment.ruleOf("one", more), olds);
    return failures.map(({ path, reason }) => `${path}: ${reason}`);
  };
  const test = (comparison: Properties): Properties => ({ when: { any: [comparison] } });

  it("must be context variables of a workstream that only its id is known of", async () => {
    expect(await failuresOf(test({ contextVariable: "Tier", value: "gold" }))).to.deep.equal([]);
    expect(await failuresOf(test({ contextVariable: "tier", value: "gold" }))).to.deep.equal([
      'when.any[0].contextVariable: the workstream has no context variable "tier" (names are case-sensitive)',
    ]);
    const classification = environment.classificationOf("two", {
      set: { attributes: [{ contextVariable: "Level", value: 1 }] },
    });
    const { failures } = await environment.check(environment.newRun(), classification);
    expect(failures.map(({ path }) => path)).to.deep.equal(["set.attributes[0].contextVariable"]);
  });

  it("must fit the type of the variable", async () => {
    expect(await failuresOf(test({ contextVariable: "Tier", operator: "GreaterThan", value: 3 }))).to.deep.equal([
      'when.any[0].operator: GreaterThan compares numbers, and the context variable "Tier" is of type Text',
    ]);
    expect(await failuresOf(test({ contextVariable: "Visits", operator: "GreaterThan", value: 3 }))).to.deep.equal([]);
    expect(await failuresOf(test({ contextVariable: "Visits", operator: "In", values: ["3", "three"] }))).to.deep.equal(
      ['when.any[0].values[1]: "three" is not a number, and the context variable "Visits" is of type Number'],
    );
  });

  it("are judged by the program where it declares the variables of the workstream", () => {
    const program = new Program();
    const contextVariables = [
      { name: "Tier", type: "Text" },
      { name: "Visits", type: "Number" },
    ];
    const values = { name: "Chat", contextVariables };
    program.declare({ key: "1", reference: "w", label: "Workstream", type: "Workstream", values });
    const rule = {
      workstream: "w",
      when: {
        all: [
          { contextVariable: "Tier", operator: "LessThan", value: "b" },
          { contextVariable: "Visits", value: "b" },
          { contextVariable: "Visits", value: "12" },
        ],
      },
    };
    const failures = program.declare({ key: "2", reference: "r", label: "Rule", type: "RoutingRule", values: rule });
    expect(failures.map(({ path }) => path)).to.deep.equal(["when.all[0].operator", "when.all[1].value"]);
  });

  it("are asked for once, and only when conditions change", async () => {
    const run = environment.newRun();
    const inputs: Properties[] = [];
    environment.sandbox.requests.clear();
    for (const name of ["one", "two", "three"]) {
      const rule = environment.ruleOf(name, test({ contextVariable: "Tier", value: name }));
      inputs.push((await environment.check(run, rule)).inputs);
    }
    const asked = () =>
      environment.sandbox.requests.list({ table: "msdyn_ocliveworkstreamcontextvariable" }).map(({ method }) => method);
    expect(asked()).to.deep.equal(["GET"]);
    for (const each of inputs) await apply(routingRule, environment.newRun(), each);
    environment.sandbox.requests.clear();
    expect(await failuresOf(test({ contextVariable: "Tier", value: "one" }), inputs[0])).to.deep.equal([]);
    expect(asked()).to.deep.equal([]);
  });

  it("stand once: a queue in another case or by its id, a skill, a target", async () => {
    const sales = String(environment.rows("queue").find((row) => row["name"] === "Sales")?.["queueid"]);
    const queues = [
      { queue: "Support", percent: 40 },
      { queue: "support", percent: 20 },
      { queue: "Sales", percent: 20 },
      { queue: sales, percent: 20 },
    ];
    expect(await failuresOf({ queue: undefined, queues })).to.deep.equal([
      'queues[1].queue: "support" and "Support" are the same queue',
      `queues[3].queue: "${sales}" and "Sales" are the same queue`,
    ]);
    const set = {
      attributes: [
        { conversation: "PriorityScore", value: 1 },
        { conversation: "PriorityScore", value: 2 },
      ],
    };
    const twice = await environment.check(environment.newRun(), environment.classificationOf("two", { set }));
    expect(twice.failures.map(({ path }) => path)).to.deep.equal(["set.attributes[1].conversation"]);
    const skills = [
      { skill: "French", rating: "Good" },
      { skill: "french", rating: "Expert" },
    ];
    const skilled = await environment.check(
      environment.newRun(),
      environment.classificationOf("three", { set: { skills } }),
    );
    expect(skilled.failures.map(({ path }) => path)).to.deep.equal(["set.skills[1].skill"]);
  });
});
