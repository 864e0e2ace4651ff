import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import type { Properties } from "../../provider/core/definition.ts";
import { diff } from "../../provider/core/diff.ts";
import { MissingPrivilegeError } from "../../provider/dataverse/errors.ts";
import { apply, readBack, remove } from "../../provider/core/lifecycle.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../support/sandbox.ts";
import { failureOf, foreignDocument, namesIn, workstream, RoutingEnvironment } from "./routing-rule/environment.ts";

describe("routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  it("make ruleset, configuration and step with the first rule", async () => {
    const inputs = environment.ruleOf("Everybody");
    const made = await apply(routingRule, environment.newRun(), inputs);
    expect(made.state).to.deep.equal(inputs);
    expect(made.id).to.match(new RegExp(`^${workstream}/routeToQueue/[0-9a-f]{15}$`));
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    const [configuration] = environment.rows("msdyn_routingconfiguration");
    const [step] = environment.rows("msdyn_routingconfigurationstep");
    const [ruleset] = environment.rows("msdyn_decisionruleset");
    expect(configuration?.["msdyn_isactiveconfiguration"]).to.equal(true);
    expect(configuration?.["msdyn_liveworkstreamid"]).to.equal(workstream);
    expect(step?.["msdyn_type"]).to.equal(192350002);
    expect(step?.["msdyn_routingconfigurationid"]).to.equal(configuration?.["msdyn_routingconfigurationid"]);
    expect(step?.["msdyn_rulesetid"]).to.equal(ruleset?.["msdyn_decisionrulesetid"]);
    const contract = environment.organization.row("msdyn_liveworkstream", workstream)?.["msdyn_routingcontractid"];
    expect(contract).to.be.a("string");
    expect(ruleset?.["msdyn_inputcontractid"]).to.equal(contract);
    const output = environment.organization.row("msdyn_decisioncontract", String(ruleset?.["msdyn_outputcontractid"]));
    expect(output?.["msdyn_uniquename"]).to.equal("msdyn_demandqueueidentificationoutput");
    expect(environment.document).to.match(
      /^<decision hit-policy="all" version="1"><rules><rule id="0000000a-d365-8b0c-9/,
    );
  });

  it("are empty in the next preview", async () => {
    const run = environment.newRun();
    for (const inputs of everyForm()) {
      const { id, state } = await apply(routingRule, run, inputs);
      const again = await readBack(routingRule, environment.newRun(), id, state);
      expect(again?.state).to.deep.equal(state);
      expect(diff(routingRule.schema, again?.state ?? {}, inputs).changes).to.deep.equal([]);
    }
  });

  it("share one document, in the order of the program", async () => {
    const run = environment.newRun();
    await apply(routingRule, run, environment.ruleOf("second", { order: 20 }));
    await apply(routingRule, environment.newRun(), environment.ruleOf("first", { order: 10 }));
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(namesIn(environment.document)).to.deep.equal(["first", "second"]);
    const before = environment.ruleOf("second", { order: 20 });
    await apply(routingRule, environment.newRun(), { ...before, order: 5 }, before);
    expect(namesIn(environment.document)).to.deep.equal(["second", "first"]);
  });

  it("merge the changes of one process", async () => {
    const run = environment.newRun();
    const rules = Array.from({ length: 60 }, (_, index) => environment.ruleOf(`rule ${index}`, { order: index }));
    await Promise.all(rules.map((rule) => apply(routingRule, run, rule)));
    expect(namesIn(environment.document)).to.deep.equal(rules.map(({ name }) => name));
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(environment.sandbox.requests.writes().length).to.be.at.most(5);
    expect(environment.sandbox.requests.list({ status: 412 })).to.deep.equal([]);
  });

  it("write nothing where nothing changed", async () => {
    const inputs = environment.ruleOf("Everybody");
    await apply(routingRule, environment.newRun(), inputs);
    environment.sandbox.requests.clear();
    await apply(routingRule, environment.newRun(), inputs, inputs);
    expect(environment.sandbox.requests.writes()).to.deep.equal([]);
  });

  it("join what people made, and leave their rules where they are", async () => {
    const ruleset = environment.insertByHand();
    const inputs = environment.ruleOf("Ours");
    const { id } = await apply(routingRule, environment.newRun(), inputs);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "By hand too"]);
    await remove(routingRule, environment.newRun(), id, inputs);
    expect(environment.organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_rulesetdefinition"]).to.equal(
      foreignDocument,
    );
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
  });

  it("leave disabled rules as they are", async () => {
    const ruleset = environment.insertByHand(foreignDocument, {
      msdyn_disabledrules: "11111111-1111-4111-8111-111111111111",
    });
    await apply(routingRule, environment.newRun(), environment.ruleOf("Ours"));
    expect(environment.organization.row("msdyn_decisionruleset", ruleset)?.["msdyn_disabledrules"]).to.equal(
      "11111111-1111-4111-8111-111111111111",
    );
  });

  it("run classification in its order and route to queue last", async () => {
    const run = environment.newRun();
    await apply(routingRule, run, environment.ruleOf("Route"));
    await apply(routingRule, run, environment.classificationOf("Late", { ruleset: { name: "B", order: 7 } }));
    await apply(routingRule, run, environment.classificationOf("Early", { ruleset: { name: "A", order: 3 } }));
    expect(environment.stepNames()).to.deep.equal(["A", "B", "Route to queues"]);
    expect(environment.counts()).to.deep.equal([1, 3, 3]);
    const before = environment.classificationOf("Early", { ruleset: { name: "A", order: 3 } });
    await apply(routingRule, environment.newRun(), { ...before, ruleset: { name: "A", order: 9 } }, before);
    expect(environment.stepNames()).to.deep.equal(["B", "A", "Route to queues"]);
  });

  it("take the last rule away with the rows made for it, and no others", async () => {
    const run = environment.newRun();
    const [one, two] = [environment.ruleOf("one"), environment.ruleOf("two")];
    const classification = environment.classificationOf("three");
    const made = await Promise.all([one, two, classification].map((inputs) => apply(routingRule, run, inputs)));
    expect(environment.counts()).to.deep.equal([1, 2, 2]);
    await remove(routingRule, environment.newRun(), made[0]?.id ?? "", one);
    expect(environment.counts()).to.deep.equal([1, 2, 2]);
    await remove(routingRule, environment.newRun(), made[1]?.id ?? "", two);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    await remove(routingRule, environment.newRun(), made[2]?.id ?? "", classification);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
    await remove(routingRule, environment.newRun(), made[2]?.id ?? "", classification);
  });

  it("take all rules away at once", async () => {
    const run = environment.newRun();
    const all = [
      ...Array.from({ length: 20 }, (_, index) => environment.ruleOf(`rule ${index}`)),
      environment.classificationOf("c"),
      environment.classificationOf("d", { ruleset: { name: "Other", order: 2 } }),
    ];
    const made = await Promise.all(all.map((inputs) => apply(routingRule, run, inputs)));
    const destroying = environment.newRun();
    await Promise.all(made.map(({ id, state }) => remove(routingRule, destroying, id, state)));
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("keep a ruleset of ours that a queue overflows by", async () => {
    const inputs = environment.ruleOf("one");
    const { id } = await apply(routingRule, environment.newRun(), inputs);
    const ruleset = environment.rulesetId;
    const queue = environment.rows("queue").find((row) => row["name"] === "VIP")?.["queueid"];
    environment.organization.insertRaw("queue", String(queue), {
      name: "VIP",
      msdyn_inqueueoverflowrulesetid: ruleset,
    });
    await remove(routingRule, environment.newRun(), id, inputs);
    expect(environment.rows("queue").some((row) => row["name"] === "VIP")).to.equal(true);
    expect(namesIn(environment.document)).to.deep.equal([]);
  });

  it("are all written where a change set does not show what it makes", async () => {
    environment.sandbox.switches.set({ changeSetRows: "hidden" });
    const run = environment.newRun();
    for (const order of [20, 10, 30]) {
      await apply(routingRule, run, environment.ruleOf(`rule ${order}`, { order }));
    }
    expect(namesIn(environment.document)).to.deep.equal(["rule 10", "rule 20", "rule 30"]);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
  });

  it("make no row at all where one of them is refused", async () => {
    const action = { kind: "refuse", status: 403, code: "0x80040220" } as const;
    environment.sandbox.faults.add({ table: "msdyn_routingconfigurationstep", method: "PATCH", action });
    const error = await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf("one")));
    expect(error).to.be.instanceOf(ProviderError).with.property("cause").instanceOf(MissingPrivilegeError);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("are listed, and found by their id alone", async () => {
    const run = environment.newRun();
    const inputs = environment.classificationOf("Classify");
    const { id } = await apply(routingRule, run, inputs);
    environment.insertByHand();
    const { rowId: _row, ...others } = inputs;
    const listed = await routingRule.list(await environment.operation());
    expect(listed.length).to.equal(1);
    const { rowId, ...rest } = listed[0] ?? {};
    const text = { set: { attributes: [{ conversation: "PriorityScore", value: "10" }] } };
    expect(JSON.parse(JSON.stringify(rest))).to.deep.equal({ ...others, ...text });
    const found = await readBack(routingRule, environment.newRun(), id, {});
    expect(found?.state["rowId"]).to.equal(rowId);
    expect(found?.id).to.equal(id);
  });

  it("read all rules of an environment with two requests", async () => {
    const run = environment.newRun();
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) => apply(routingRule, run, environment.ruleOf(`rule ${index}`))),
    );
    const refreshing = environment.newRun();
    environment.sandbox.requests.clear();
    await Promise.all(made.map(({ id, state }) => readBack(routingRule, refreshing, id, state)));
    const tables = sandbox()
      .requests.list({ method: "GET" })
      .map(({ table }) => table);
    expect(tables.filter((table) => table?.startsWith("msdyn_")).toSorted()).to.deep.equal([
      "msdyn_routingconfiguration",
      "msdyn_routingconfigurationstep",
    ]);
  });

  const everyForm = (): Properties[] =>
    [
      environment.ruleOf("Percent", {
        queue: undefined,
        queues: [
          { queue: "Support", percent: 60 },
          { queue: "sales", percent: 40 },
        ],
      }),
      environment.ruleOf("Conditions <&>", {
        order: 20,
        when: {
          any: [
            { contextVariable: "A & B", value: 1 },
            {
              all: [
                { customer: "Name", operator: "In", values: ["x", 2] },
                { conversation: "CreatedOn", operator: "GreaterThan", value: "2026-08-01T00:00:00Z" },
              ],
            },
          ],
        },
      }),
      environment.classificationOf("Skilled", {
        when: { contextVariable: "Tier", value: "gold" },
        set: {
          attributes: [{ contextVariable: "Level", value: 3 }],
          skills: [{ skill: "French", rating: "Expert" }],
        },
      }),
      environment.classificationOf("Odd name", { ruleset: { name: "a/b c%", order: 2 } }),
      environment.classificationOf("Same word", { ruleset: { name: "routeToQueue", order: 3 } }),
    ].map((inputs) => JSON.parse(JSON.stringify(inputs)) as Properties);
});
