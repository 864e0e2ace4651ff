import { expect } from "chai";
import type { ProviderError } from "../../../provider/errors.ts";
import { apply, readBack, remove } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { context, failureOf, foreignDocument, namesIn, RoutingEnvironment } from "./environment.ts";

describe("refusals of routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  it("refuse what no rule of the environment shows, before anything is written", async () => {
    const inputs = environment.ruleOf("Not", {
      when: { all: [{ conversation: "PriorityScore", operator: "NotEquals", value: "1" }] },
    });
    const operation = await environment.operation();
    const failures = await routingRule.preflight(operation, inputs, context(false));
    expect(failures.map(({ path }) => path)).to.deep.equal(["when.all[0].operator"]);
    const error = await failureOf(apply(routingRule, environment.newRun(), inputs));
    expect((error as ProviderError).propertyPath).to.equal("when.all[0].operator");
    expect((error as ProviderError).message.split("\n").slice(0, 2)).to.deep.equal([
      'Could not create RoutingRule "Not": when.all[0].operator: it is not publicly known how Dynamics 365 stores NotEquals, and no rule of this environment uses it. [stored-form-unknown]',
      "  Why: The check of this rule could not know it, or the environment has changed since; the rule was not written.",
    ]);
    expect(environment.sandbox.requests.writes()).to.deep.equal([]);
  });

  it("write such an operator as rules of the environment do", async () => {
    environment.insertByHand(
      '<decision version="1"><rules><rule id="1" name="x"><condition operator="&lt;&gt;"><lhs type="attribute">a</lhs></condition><action/></rule></rules></decision>',
    );
    const inputs = environment.ruleOf("Not", { when: { contextVariable: "a", operator: "NotEquals", value: "1" } });
    const { id, state } = await apply(routingRule, environment.newRun(), inputs);
    expect(environment.document).to.contain(
      '<condition operator="&lt;&gt;"><lhs type="attribute">liveworkitemcontext.a</lhs>',
    );
    expect((await readBack(routingRule, environment.newRun(), id, state))?.state).to.deep.equal(state);
  });

  it("refuse a character that XML cannot hold, with its place", async () => {
    const inputs = environment.ruleOf("one", { when: { contextVariable: "a", value: "bell\u0007" } });
    const failures = await routingRule.preflight(await environment.operation(), inputs, context(true));
    expect(failures.map(({ path }) => path)).to.deep.equal(["when.value"]);
    expect(((await failureOf(apply(routingRule, environment.newRun(), inputs))) as ProviderError).code).to.equal(
      "unwritable-text",
    );
    expect(environment.sandbox.requests.writes()).to.deep.equal([]);
  });

  it("refuse the 201st rule of a document, people's rules included", async () => {
    const rules = Array.from({ length: 200 }, (_, index) => `<rule id="r${index}" name="r${index}"/>`).join("");
    environment.insertByHand(`<decision version="1"><rules>${rules}</rules></decision>`);
    const operation = await environment.operation();
    const failures = await routingRule.preflight(operation, environment.ruleOf("one"), context(false));
    expect(failures.map(({ path }) => path)).to.deep.equal(["name"]);
    expect(
      ((await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf("one")))) as ProviderError).code,
    ).to.equal("over-limit");
    expect(environment.sandbox.requests.writes()).to.deep.equal([]);
  });

  it("refuse the eleventh classification ruleset", async () => {
    const run = environment.newRun();
    const rules = Array.from({ length: 10 }, (_, index) =>
      environment.classificationOf(`r${index}`, { ruleset: { name: `set ${index}`, order: index + 1 } }),
    );
    await Promise.all(rules.map((rule) => apply(routingRule, run, rule)));
    const more = environment.classificationOf("more", { ruleset: { name: "set 11", order: 11 } });
    expect(((await failureOf(apply(routingRule, environment.newRun(), more))) as ProviderError).propertyPath).to.equal(
      "ruleset",
    );
    expect(environment.counts()).to.deep.equal([1, 10, 10]);
  });

  it("refuse too many rulesets that are made at once", async () => {
    const run = environment.newRun();
    const rules = Array.from({ length: 12 }, (_, index) =>
      environment.classificationOf(`r${index}`, { ruleset: { name: `set ${index}`, order: index + 1 } }),
    );
    const results = await Promise.allSettled(rules.map((rule) => apply(routingRule, run, rule)));
    expect(results.filter(({ status }) => status === "rejected").length).to.equal(2);
    expect(environment.counts()).to.deep.equal([1, 10, 10]);
  });

  it("leave no empty ruleset if a refused rule would have replaced the last one", async () => {
    const last = environment.ruleOf("last");
    const { id, state } = await apply(routingRule, environment.newRun(), last);
    const run = environment.newRun();
    const bad = environment.ruleOf("bad", { when: { contextVariable: "a", operator: "Contains", value: "1" } });
    const [removed, refused] = await Promise.allSettled([
      remove(routingRule, run, id, state),
      apply(routingRule, run, bad),
    ]);
    expect([removed.status, refused.status]).to.deep.equal(["fulfilled", "rejected"]);
    expect(environment.counts()).to.deep.equal([0, 0, 0]);
  });

  it("refuse one rule without holding up the others of the process", async () => {
    const run = environment.newRun();
    const bad = environment.ruleOf("bad", { when: { contextVariable: "a", operator: "Contains", value: "1" } });
    const results = await Promise.allSettled(
      [environment.ruleOf("a"), bad, environment.ruleOf("b")].map((rule) => apply(routingRule, run, rule)),
    );
    expect(results.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    expect(namesIn(environment.document).toSorted()).to.deep.equal(["a", "b"]);
  });

  it("do not touch a ruleset of a managed solution, and name the solution", async () => {
    const ruleset = environment.insertByHand(foreignDocument, { ismanaged: true });
    const solution = String(environment.organization.row("msdyn_decisionruleset", ruleset)?.["solutionid"]);
    environment.organization.insertRaw("solution", solution, { friendlyname: "Contoso base" });
    const error = await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf("one")));
    expect((error as ProviderError).code).to.equal("managed-row");
    expect((error as ProviderError).what).to.contain("Contoso base");
    expect(environment.document).to.equal(foreignDocument);
  });

  it("stop at a document that is none", async () => {
    environment.insertByHand("<decision><rules>");
    const error = await failureOf(apply(routingRule, environment.newRun(), environment.ruleOf("one")));
    expect((error as ProviderError).code).to.equal("unreadable-rules");
    expect(environment.document).to.equal("<decision><rules>");
  });
});
