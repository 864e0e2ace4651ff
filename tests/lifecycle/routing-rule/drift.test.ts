import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { diff } from "../../../provider/core/diff.ts";
import { ProviderError } from "../../../provider/errors.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, foreignDocument, namesIn, RoutingEnvironment } from "./environment.ts";

describe("drift of routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  const threeRulesets = () => ({
    early: environment.classificationOf("Early", { ruleset: { name: "Early", order: 2 } }),
    late: environment.classificationOf("Late", { ruleset: { name: "Late", order: 5 } }),
    route: environment.ruleOf("Route"),
  });

  /** Does what a deployment does with rules that its refresh found not in effect. */
  async function putIntoEffect(rules: readonly Properties[]): Promise<void> {
    const run = environment.newRun();
    await Promise.all(rules.map((rule) => apply(routingRule, run, rule, { ...rule, order: "not in effect" })));
  }

  it("see what changed, property by property, and repair it", async () => {
    const inputs = environment.ruleOf("Everybody", { when: { contextVariable: "Tier", value: "gold" } });
    const { id, state } = await apply(routingRule, environment.newRun(), inputs);
    const sales = String(environment.rows("queue").find((row) => row["name"] === "Sales")?.["queueid"]);
    const document = environment.document;
    const drifted = document
      .replace('name="Everybody"', 'name="Renamed"')
      .replace('operator="=="', 'operator="begins-with"')
      .replace(/(assign_to.queue<\/lhs><rhs type="staticvalue">)[^<]*/, `$1{${sales.toUpperCase()}}`);
    environment.saveInDesigner(drifted);
    const seen = await readBack(routingRule, environment.newRun(), id, state);
    expect(seen?.state["name"]).to.equal("Renamed");
    expect(seen?.state["queue"]).to.equal("Sales");
    expect(seen?.state["when"]).to.contain("begins-with");
    expect(diff(routingRule.schema, seen?.state ?? {}, inputs)).to.deep.equal({
      changes: ["name", "when", "queue"],
      replaces: [],
    });
    await apply(routingRule, environment.newRun(), inputs, seen?.state);
    expect(environment.document).to.equal(document);
  });

  it("see a change in what the program does not mention of a condition or a set", async () => {
    const routed = environment.ruleOf("one", { when: { contextVariable: "Tier", value: "5" } });
    const first = await apply(routingRule, environment.newRun(), routed);
    environment.saveInDesigner(environment.document.replace('operator="=="', 'operator=">="'));
    const seen = await readBack(routingRule, environment.newRun(), first.id, first.state);
    expect(diff(routingRule.schema, seen?.state ?? {}, routed).changes).to.deep.equal(["when"]);
    environment.removeAllRouting();

    const skilled = { skills: [{ skill: "French", rating: "Good" }] };
    const classified = environment.classificationOf("two", { set: skilled });
    const second = await apply(routingRule, environment.newRun(), classified);
    const added =
      '<action><setattribute><lhs type="attribute">liveworkitemcontext.a</lhs><rhs type="staticvalue">1</rhs></setattribute>';
    environment.saveInDesigner(environment.document.replace("<action>", added));
    const seenToo = await readBack(routingRule, environment.newRun(), second.id, second.state);
    expect(seenToo?.state["set"]).to.contain('"contextVariable":"a"');
    await apply(routingRule, environment.newRun(), classified, seenToo?.state);
    expect((await readBack(routingRule, environment.newRun(), second.id, second.state))?.state).to.deep.equal(
      classified,
    );
  });

  it("see a rule that was dragged out of order, and put it back", async () => {
    const [one, two] = [environment.ruleOf("one", { order: 1 }), environment.ruleOf("two", { order: 2 })];
    const { id, state } = await apply(routingRule, environment.newRun(), one);
    await apply(routingRule, environment.newRun(), two);
    const document = environment.document;
    const [first = "", second = ""] = document.match(/<rule .*?<\/rule>/g) ?? [];
    environment.saveInDesigner(document.replace(first + second, second + first));
    const seen = await readBack(routingRule, environment.newRun(), id, state);
    expect(diff(routingRule.schema, seen?.state ?? {}, one).changes).to.deep.equal(["order"]);
    await apply(routingRule, environment.newRun(), one, seen?.state);
    expect(environment.document).to.equal(document);
  });

  it("leave conditions alone that the program never mentions, and take back those it no longer does", async () => {
    const inputs = environment.ruleOf("one");
    const { state } = await apply(routingRule, environment.newRun(), inputs);
    const byHand = '<condition operator="begins-with"><lhs type="attribute">liveworkitemcontext.a</lhs></condition>';
    environment.saveInDesigner(environment.document.replace(/<condition .*<\/condition>/, byHand));
    await apply(routingRule, environment.newRun(), { ...inputs, queue: "Sales" }, state);
    expect(environment.document).to.contain(`<logical operator="AND">${byHand}</logical>`);
    await apply(routingRule, environment.newRun(), inputs, { ...inputs, when: { contextVariable: "a", value: "1" } });
    expect(environment.document).to.contain("msdyn_ocliveworkitem.msdyn_createdon");
  });

  it("are gone where somebody deleted the rule, idle where somebody deleted its rows, and come back", async () => {
    const inputs = environment.ruleOf("one");
    const { id, state } = await apply(routingRule, environment.newRun(), inputs);
    environment.saveInDesigner('<decision hit-policy="all" version="1"><rules /></decision>');
    expect(await readBack(routingRule, environment.newRun(), id, state)).to.equal(undefined);
    await apply(routingRule, environment.newRun(), inputs);
    expect(namesIn(environment.document)).to.deep.equal(["one"]);
    environment.organization.remove(
      "msdyn_routingconfiguration",
      String(environment.rows("msdyn_routingconfiguration")[0]?.["msdyn_routingconfigurationid"]),
    );
    const idle = await readBack(routingRule, environment.newRun(), id, state);
    expect(idle?.state).to.deep.equal({ ...state, order: "10, in a ruleset that is not in effect" });
    await apply(routingRule, environment.newRun(), inputs, idle?.state);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect((await readBack(routingRule, environment.newRun(), id, state))?.state).to.deep.equal(state);
  });

  it("stay in their ruleset when people give it another name", async () => {
    const inputs = environment.classificationOf("one");
    const { id, state } = await apply(routingRule, environment.newRun(), inputs);
    environment.organization.update("msdyn_decisionruleset", environment.rulesetId, { msdyn_name: "Renamed" });
    expect((await readBack(routingRule, environment.newRun(), id, state))?.state).to.deep.equal(state);
    await apply(routingRule, environment.newRun(), { ...inputs, ruleset: { name: "Priorities", order: 4 } }, state);
    expect(environment.counts()).to.deep.equal([1, 1, 1]);
    expect(environment.rows("msdyn_routingconfigurationstep")[0]?.["msdyn_steporder"]).to.equal(4);
    await remove(routingRule, environment.newRun(), id, state);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("are known by name where the designer writes new ids, and get theirs back", async () => {
    environment.sandbox.switches.set({ ruleIds: "rewritten" });
    const inputs = environment.ruleOf("one");
    const { id, state } = await apply(routingRule, environment.newRun(), inputs);
    const document = environment.document;
    environment.saveInDesigner(document);
    expect(environment.document).to.not.equal(document);
    const seen = await readBack(routingRule, environment.newRun(), id, state);
    expect(diff(routingRule.schema, seen?.state ?? {}, inputs).changes).to.deep.equal(["order"]);
    await apply(routingRule, environment.newRun(), inputs, seen?.state);
    expect(environment.document).to.equal(document);
    environment.saveInDesigner(document);
    await remove(routingRule, environment.newRun(), id, state);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("are never taken for gone on 401, 403, a proxy's 404 or page, a broken answer", async () => {
    const { id, state } = await apply(routingRule, environment.newRun(), environment.ruleOf("one"));
    for (const action of [
      { kind: "refuse", status: 401 },
      { kind: "refuse", status: 403, code: "0x80040220" },
      { kind: "refuse", status: 404 },
      { kind: "brokenJson" },
      { kind: "htmlPage" },
    ] as const) {
      environment.sandbox.faults.clear();
      environment.sandbox.faults.add({ method: "GET", table: "msdyn_routingconfiguration", times: Infinity, action });
      const error = await failureOf(readBack(routingRule, environment.newRun(), id, state));
      expect(error, action.kind).to.be.instanceOf(ProviderError);
    }
  });

  for (const [what, switchOff] of [
    ["switched routing off", { msdyn_isactiveconfiguration: false }],
    ["deleted the workstream", { msdyn_liveworkstreamid: null }],
  ] as const) {
    it(`come back in their order, beside a ruleset of people, where somebody ${what}`, async () => {
      const { early, late, route } = threeRulesets();
      for (const rule of [early, late, route]) await apply(routingRule, environment.newRun(), rule);
      const configuration = String(environment.rows("msdyn_routingconfiguration")[0]?.["msdyn_routingconfigurationid"]);
      const ruleset = environment.rows("msdyn_decisionruleset").find((row) => row["msdyn_name"] === "Late");
      environment.organization.saveInDesigner(String(ruleset?.["msdyn_decisionrulesetid"]), foreignDocument);
      const before = environment.routingRows();
      for (const several of [[route], [early], [route, early], [early, route]]) {
        environment.organization.update("msdyn_routingconfiguration", configuration, switchOff);
        await putIntoEffect(several);
        expect(environment.routingRows()).to.deep.equal(before);
      }
    });
  }

  it("come back in the places that the program gives them where somebody moved a step, too", async () => {
    const { early, late, route } = threeRulesets();
    const rules = [route, early, late];
    for (const rule of rules) await apply(routingRule, environment.newRun(), rule);
    const before = environment.routingRows();
    const step = environment.rows("msdyn_routingconfigurationstep").find((row) => row["msdyn_name"] === "Late");
    const [configuration] = environment.rows("msdyn_routingconfiguration");
    const change = (table: string, row: Row | undefined, values: Row) =>
      environment.organization.update(table, String(row?.[`${table}id`]), values);
    change("msdyn_routingconfigurationstep", step, { msdyn_steporder: 1 });
    change("msdyn_routingconfiguration", configuration, { msdyn_isactiveconfiguration: false });
    await putIntoEffect(rules);
    expect(environment.routingRows()).to.deep.equal(before);
  });
});
