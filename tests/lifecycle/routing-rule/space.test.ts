import { expect } from "chai";
import type { ProviderError } from "../../../provider/errors.ts";
import type { Properties } from "../../../provider/core/definition.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";
import { withFreshSandbox } from "../../support/sandbox.ts";
import { failureOf, namesIn, RoutingEnvironment } from "./environment.ts";

const rulesByHand = (count: number): string =>
  `<decision version="1"><rules>${Array.from({ length: count }, (_, index) => `<rule id="r${index}" name="r${index}"/>`).join("")}</rules></decision>`;

describe("room for routing rules", () => {
  const sandbox = withFreshSandbox();
  let environment: RoutingEnvironment;

  beforeEach(() => {
    environment = new RoutingEnvironment(sandbox());
  });

  /** Check failures of the rules in one preview, in their order. */
  async function previewed(rules: readonly Properties[]): Promise<string[]> {
    const run = environment.newRun();
    const failures: string[] = [];
    for (const rule of rules) {
      const checked = await environment.check(run, rule);
      failures.push(...checked.failures.map(({ path, reason }) => `${String(rule["name"])} ${path}: ${reason}`));
    }
    return failures;
  }

  const long = (name: string, characters: number): Properties =>
    environment.ruleOf(name, {
      when: {
        conversation: "PriorityScore",
        operator: "In",
        values: Array.from({ length: characters / 4000 }, () => "x".repeat(4000)),
      },
    });

  it("is counted in the preview with the rules of people and those of the program together", async () => {
    environment.insertByHand(rulesByHand(197));
    const failures = await previewed(["a", "b", "c", "d"].map((name) => environment.ruleOf(name)));
    expect(failures).to.deep.equal([
      "d name: the ruleset holds 200 rules already, those made by people included, and may hold 200",
    ]);
    expect(environment.sandbox.requests.writes()).to.deep.equal([]);
  });

  it("is found for rules of whose conditions a part is not known yet", async () => {
    const conditions = [
      { all: UNKNOWN },
      { any: UNKNOWN },
      { conversation: UNKNOWN, value: 1 },
      { contact: UNKNOWN, value: UNKNOWN },
    ];
    const rules = conditions.map((when, index) => environment.ruleOf(`rule ${index}`, { when }));
    expect(await previewed(rules)).to.deep.equal([]);
  });

  it("does not count a rule that stands there twice", async () => {
    environment.insertByHand(rulesByHand(198));
    const run = environment.newRun();
    const standing = (await environment.check(run, environment.ruleOf("a"))).inputs;
    await apply(routingRule, run, standing);
    expect(await previewed([environment.ruleOf("a"), environment.ruleOf("b")])).to.deep.equal([]);
  });

  it("counts classification rulesets of people and of the program together", async () => {
    for (let order = 1; order <= 8; order++)
      await apply(
        routingRule,
        environment.newRun(),
        environment.classificationOf(`r${order}`, { ruleset: { name: `set ${order}`, order } }),
      );
    const failures = await previewed(
      [21, 22, 23].map((order) =>
        environment.classificationOf(`n${order}`, { ruleset: { name: `New ${order}`, order } }),
      ),
    );
    expect(failures).to.deep.equal([
      "n23 ruleset: the workstream has 10 classification rulesets already, and may have 10",
    ]);
  });

  it("is measured in the preview, before some of the rules are made", async () => {
    environment.insertByHand();
    const failures = await previewed([long("one", 400_000), long("two", 400_000), long("three", 400_000)]);
    expect(failures).to.have.length(1);
    expect(failures[0]).to.match(
      /^three : the rules of this ruleset, .* would take 1,2\d\d,\d{3} characters, and Dataverse stores 1,048,576$/,
    );
  });

  it("is measured for a rule that grows", async () => {
    const olds = (await environment.check(environment.newRun(), environment.ruleOf("one"))).inputs;
    await apply(routingRule, environment.newRun(), olds);
    await apply(routingRule, environment.newRun(), long("two", 800_000));
    const { failures } = await environment.check(environment.newRun(), long("one", 400_000), olds);
    expect(failures.map(({ path }) => path)).to.deep.equal([""]);
  });

  it("is measured again when rules are written, and one that is too long holds up no other", async () => {
    const run = environment.newRun();
    const rules = [long("one", 600_000), long("two", 600_000), environment.ruleOf("three")];
    const results = await Promise.allSettled(rules.map((rule) => apply(routingRule, run, rule)));
    expect(results.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
    const error = await failureOf(apply(routingRule, environment.newRun(), rules[1] ?? {}));
    expect((error as ProviderError).code).to.equal("too-long");
    expect((error as ProviderError).message).to.match(
      /^Could not create RoutingRule "two": the rules of this ruleset, those made by people included, would take [\d,]+ characters, and Dataverse stores 1,048,576\. \[too-long\]\n {2}Why: The check of this rule could not know it, or the environment has changed since; the rule was not written\.\n {2}Do this: Shorten /,
    );
    expect(namesIn(environment.document).toSorted()).to.deep.equal(["one", "three"]);
  });
});
