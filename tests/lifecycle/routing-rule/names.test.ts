import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import type { ProviderError } from "../../../provider/errors.ts";
import { apply, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, namesIn, RoutingEnvironment } from "./environment.ts";

describe("names of routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  /** Checks and creates a rule of a stack. */
  async function deployed(name: string, more: Properties = {}, stack = "dev"): Promise<Properties> {
    const run = environment.newRun();
    const { inputs, failures } = await environment.check(run, environment.ruleOf(name, more), {}, stack);
    expect(failures).to.deep.equal([]);
    await apply(routingRule, run, inputs);
    return inputs;
  }

  const reasons = async (...parameters: Parameters<RoutingEnvironment["check"]>): Promise<string[]> =>
    (await environment.check(...parameters)).failures.map(({ path, reason }) => `${path}: ${reason}`);

  it("are refused in the preview where a rule of people has them, for new rules and for renamed ones", async () => {
    environment.insertByHand();
    const expected = ['name: the route-to-queue ruleset has a rule "By hand" already, made by people'];
    expect(await reasons(environment.newRun(), environment.ruleOf("By hand"))).to.deep.equal(expected);
    const olds = await deployed("Ours");
    const renamed = environment.ruleOf("By hand");
    expect(await reasons(environment.newRun(), renamed, olds, "dev", "Ours")).to.deep.equal(expected);
    expect(await reasons(environment.newRun(), environment.ruleOf("Ours"), olds)).to.deep.equal([]);
  });

  it("are the same in another case and with a blank behind, as people read them", async () => {
    environment.insertByHand();
    for (const name of ["By Hand", "by hand "]) {
      const [refusal] = await reasons(environment.newRun(), environment.ruleOf(name));
      expect(refusal).to.equal(`name: the route-to-queue ruleset has a rule "By hand" already, made by people`);
      const error = await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf(name)));
      expect((error as ProviderError).code).to.equal("name-taken");
    }
    const run = environment.newRun();
    expect(await reasons(run, environment.ruleOf("VIP"))).to.deep.equal([]);
    expect(await reasons(run, environment.ruleOf("vip "))).to.deep.equal([
      'name: RoutingRule "VIP" has this name as well, in the same ruleset',
    ]);
  });

  it("may differ in case only where two rules of the stack have them already", async () => {
    const first = await deployed("VIP");
    const second = await deployed("vip");
    const run = environment.newRun();
    expect(await reasons(run, environment.ruleOf("VIP"), first)).to.deep.equal([]);
    expect(await reasons(run, environment.ruleOf("vip"), second)).to.deep.equal([]);
    const renamed = environment.ruleOf("Vip");
    expect(await reasons(environment.newRun(), renamed, first, "dev", "VIP")).to.deep.equal([]);
  });

  it("are refused again when they are written", async () => {
    environment.insertByHand();
    const before = environment.document;
    const error = await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf("By hand")));
    expect((error as ProviderError).code).to.equal("name-taken");
    expect((error as ProviderError).propertyPath).to.equal("name");
    expect(environment.document).to.equal(before);
    const ours = environment.ruleOf("Ours");
    await apply(routingRule, environment.newRun(), ours);
    const again = await failureOf(apply(routingRule, environment.newRun(), { ...ours, name: "By hand too" }, ours));
    expect((again as ProviderError).propertyPath).to.equal("name");
    expect(namesIn(environment.document)).to.deep.equal(["Ours", "By hand", "By hand too"]);
  });

  it("are refused where another stack has them, named with its tag, and where version 0.1.0 made them", async () => {
    const theirs = await deployed("Everybody", {}, "prod");
    const tag = String(theirs["rowId"]).slice(0, 5);
    const [refusal] = await reasons(environment.newRun(), environment.ruleOf("Everybody"));
    expect(refusal).to.contain(`made by another stack (tag ${tag})`);
    const error = await failureOf(
      apply(routingRule, environment.newRun(), { ...theirs, rowId: "5b0e1c1a-0000-8000-8000-000000000001" }),
    );
    expect((error as ProviderError).propertyPath).to.equal("name");
    environment.removeAllRouting();
    await apply(routingRule, environment.newRun(), environment.ruleOf("Everybody"));
    const [old] = await reasons(environment.newRun(), environment.ruleOf("Everybody"));
    expect(old).to.contain("made by version 0.1.0 of this package");
  });

  it("may be those of the same stack, of the rule itself, and of what it replaces", async () => {
    const olds = await deployed("Everybody");
    // The same stack, with another name for the resource.
    expect(await reasons(environment.newRun(), environment.ruleOf("Everybody"), {}, "dev", "other")).to.deep.equal([]);
    const run = environment.newRun();
    await environment.check(run, environment.ruleOf("Everybody", { kind: "classification" }), olds);
    expect(await reasons(run, environment.ruleOf("Everybody"))).to.deep.equal([]);
  });

  it("move from rule to rule of version 0.1.0 when a list shifts", async () => {
    const old = environment.ruleOf("A");
    await apply(routingRule, environment.newRun(), old);
    const run = environment.newRun();
    expect(await reasons(run, environment.ruleOf("New"), old, "dev", "rule-0")).to.deep.equal([]);
    expect(await reasons(run, environment.ruleOf("A"), {}, "dev", "rule-1")).to.deep.equal([]);
  });

  it("still tell a rule of ours whose id the designer wrote anew", async () => {
    environment.sandbox.switches.set({ ruleIds: "rewritten" });
    const olds = await deployed("Everybody");
    environment.saveInDesigner(environment.document);
    expect(await reasons(environment.newRun(), environment.ruleOf("Everybody"), olds)).to.deep.equal([]);
    const run = environment.newRun();
    await environment.check(run, environment.ruleOf("Everybody", { kind: "classification" }), olds);
    expect(await reasons(run, environment.ruleOf("Everybody"))).to.deep.equal([]);
    const { id } = await apply(routingRule, environment.newRun(), { ...olds, order: 20 }, olds);
    await remove(routingRule, environment.newRun(), id, olds);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });
});
