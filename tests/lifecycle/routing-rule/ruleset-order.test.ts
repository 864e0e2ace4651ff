import { expect } from "chai";
import { v5 } from "uuid";
import type { Properties } from "../../../provider/core/definition.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import type { Run } from "../../../provider/core/run.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { RoutingEnvironment, workstream } from "./environment.ts";

const rule = '<rule id="1" name="By hand"><action/></rule>';

describe("the order of rulesets", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  /** Inserts classification rulesets as the admin center leaves them: with ids and a configuration of their own. */
  function insert(...rulesets: readonly (readonly [name: string, order: number])[]): void {
    const configuration = v5("configuration", workstream);
    environment.organization.insertRaw("msdyn_routingconfiguration", configuration, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_configuration",
      msdyn_isactiveconfiguration: true,
      msdyn_liveworkstreamid: workstream,
    });
    for (const [name, order] of rulesets) {
      const ruleset = v5(name, workstream);
      environment.organization.insertRaw("msdyn_decisionruleset", ruleset, {
        msdyn_name: name,
        msdyn_uniquename: `new_${name}`,
        msdyn_rulesetdefinition: `<decision hit-policy="first" version="1"><rules>${rule}</rules></decision>`,
      });
      environment.organization.insertRaw("msdyn_routingconfigurationstep", v5(`step of ${name}`, workstream), {
        msdyn_name: name,
        msdyn_uniquename: `new_step_${name}`,
        msdyn_steporder: order,
        msdyn_type: 192350000,
        msdyn_routingconfigurationid: configuration,
        msdyn_rulesetid: ruleset,
      });
    }
  }

  const inRuleset = (name: string, order: number, rule = `Rule of ${name}`): Properties =>
    environment.classificationOf(rule, { ruleset: { name, order } });

  interface Said {
    readonly failures: readonly string[];
    readonly told: readonly string[];
    readonly inputs: Properties;
    readonly run: Run;
  }

  async function checked(rule: Properties, olds: Properties = {}, stack = "dev"): Promise<Said> {
    const told: string[] = [];
    const run = environment.newRun(told);
    const { inputs, failures } = await environment.check(run, rule, olds, stack);
    return { failures: failures.map(({ code, path, reason }) => `${code} ${path}: ${reason}`), told, inputs, run };
  }

  async function deployed(rule: Properties, olds?: Properties, stack?: string): Promise<Properties> {
    const { failures, inputs, run } = await checked(rule, olds, stack);
    expect(failures).to.deep.equal([]);
    await apply(routingRule, run, inputs, olds);
    return inputs;
  }

  it("is told in the preview where a new ruleset pushes rulesets of people", async () => {
    insert(["First", 1], ["Second", 2], ["Third", 9]);
    const { failures, told, inputs, run } = await checked(inRuleset("Ours", 1));
    expect(failures).to.deep.equal([]);
    expect(told).to.deep.equal([
      'RoutingRule "Rule of Ours": its ruleset becomes number 1 of the workstream, which moves rulesets of others: "First" from 1 to 2, "Second" from 2 to 3',
    ]);
    expect(environment.stepNames()).to.deep.equal(["First", "Second", "Third"]);
    await apply(routingRule, run, inputs);
    expect(environment.stepNames()).to.deep.equal(["Ours", "First", "Second", "Third"]);
  });

  it("is told for all new rulesets of a program together", async () => {
    insert(["First", 1]);
    const told: string[] = [];
    const run = environment.newRun(told);
    for (const rule of [inRuleset("Ours", 1), inRuleset("Also", 2), inRuleset("Also", 2, "Another")])
      expect((await environment.check(run, rule)).failures).to.deep.equal([]);
    expect(told.map((message) => message.replace(/^.*others: /, ""))).to.deep.equal([
      '"First" from 1 to 2',
      '"First" from 1 to 3',
    ]);
  });

  it("is no news where nothing of others moves, and for rulesets of the stack itself", async () => {
    insert(["First", 1]);
    const olds = await deployed(inRuleset("Ours", 5));
    expect((await checked(inRuleset("Free", 3))).told).to.deep.equal([]);
    expect((await checked(inRuleset("First", 1))).told).to.deep.equal([]);
    expect((await checked(inRuleset("Ours", 4), olds)).told).to.deep.equal([]);
  });

  it("is settled for a ruleset that people made, when a new rule joins it", async () => {
    insert(["First", 1], ["Second", 2]);
    const { failures } = await checked(inRuleset("second", 1));
    expect(failures).to.deep.equal([
      'conflicting-arguments ruleset.order: order 1 would move the ruleset "Second", which people made and put at 2',
    ]);
    await deployed(inRuleset("second", 2));
    expect(environment.stepNames()).to.deep.equal(["First", "Second"]);
  });

  it("is told where a change of the program moves a ruleset that others have rules in", async () => {
    insert(["First", 1]);
    const olds = await deployed(inRuleset("First", 1));
    expect((await checked(inRuleset("First", 4), olds)).told).to.deep.equal([
      'RoutingRule "Rule of First": its ruleset becomes number 4 of the workstream, which moves rulesets of others: "First" from 1 to 4',
    ]);
    const ours = await deployed(inRuleset("Ours", 6));
    await deployed(inRuleset("Ours", 6, "Theirs"), {}, "prod");
    expect((await checked(inRuleset("Ours", 7), ours)).told).to.deep.equal([
      'RoutingRule "Rule of Ours": its ruleset becomes number 7 of the workstream, which moves rulesets of others: "Ours" from 6 to 7',
    ]);
  });
});
