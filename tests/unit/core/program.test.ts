import { expect } from "chai";
import type { ResourceType } from "../../../schema/index.ts";
import { Program } from "../../../provider/core/program.ts";

let count = 0;
function declare(
  program: Program,
  type: ResourceType,
  values: Record<string, unknown>,
  reference = `#${(count += 1)}`,
) {
  return program.declare({ key: reference, reference, label: `"${String(values["name"])}"`, type, values });
}

const rule = (n: number, more: Record<string, unknown> = {}) => ({
  name: `rule ${n}`,
  workstream: "w",
  kind: "routeToQueue",
  order: n,
  queue: "Support",
  ...more,
});

describe("Program", () => {
  it("refuses one app id on two accounts, in whatever case", () => {
    const program = new Program();
    declare(program, "MessagingAccount", { name: "one", appId: "4E5DC4E5-2a5c-4f6f-9f0c-0d3c2f1d7a11" });
    const failures = declare(program, "MessagingAccount", {
      name: "two",
      appId: "4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11",
    });
    expect(failures.map(({ path, reason }) => [path, reason.includes('"one"')])).to.deep.equal([["appId", true]]);
  });

  it("refuses two Direct Line channels on one account, and takes one on each of two", () => {
    const program = new Program();
    const channel = (name: string, account: string) => ({ name, account, channelType: "DirectLine" });
    declare(program, "CustomChannel", channel("one", "a"));
    expect(declare(program, "CustomChannel", channel("two", "b"))).to.deep.equal([]);
    expect(declare(program, "CustomChannel", channel("three", "a")).map(({ path }) => path)).to.deep.equal(["account"]);
  });

  it("judges a resource that is declared again against the others, not against itself", () => {
    const program = new Program();
    declare(program, "RoutingRule", rule(1), "r1");
    expect(declare(program, "RoutingRule", rule(1), "r1")).to.deep.equal([]);
  });

  it("refuses one name, in whatever case, for two rows of a kind where one of the names is new", () => {
    const program = new Program();
    const chat = (key: string, name: string, isNewName: boolean, more: Record<string, unknown> = {}) =>
      program.declare({ key, reference: key, label: key, type: "Workstream", values: { name, ...more }, isNewName });
    expect(chat("urn:a::one", "Chat", false)).to.deep.equal([]);
    expect(chat("urn:a::two", "CHAT", false)).to.deep.equal([]);
    expect(chat("urn:a::three", "chat", true).map(({ path, reason }) => [path, reason])).to.deep.equal([
      ["name", "another resource of this program, one, has the name chat as well"],
    ]);
    expect(chat("urn:a::three", "chat", true, { allowDuplicateName: true })).to.deep.equal([]);
    expect(declare(program, "MessagingAccount", { name: "Chat", appId: "a" })).to.deep.equal([]);
  });

  it("refuses two rules of one name in a ruleset, and takes them in two", () => {
    const program = new Program();
    declare(program, "RoutingRule", rule(1));
    expect(declare(program, "RoutingRule", rule(1, { order: 7 })).map(({ path }) => path)).to.deep.equal(["name"]);
    expect(declare(program, "RoutingRule", rule(1, { workstream: "other" }))).to.deep.equal([]);
  });

  it("refuses two spellings of a rule's name in a ruleset where one of them is new", () => {
    const program = new Program();
    const named = (key: string, name: string, isNewName: boolean) =>
      program.declare({
        key,
        reference: key,
        label: key,
        type: "RoutingRule",
        values: { ...rule(1), name },
        isNewName,
      });
    expect(named("one", "VIP", false)).to.deep.equal([]);
    expect(named("two", "vip", false)).to.deep.equal([]);
    expect(named("three", "Vip ", true).map(({ code, path }) => [code, path])).to.deep.equal([["duplicate", "name"]]);
  });

  it("says once that a route-to-queue ruleset has more than 200 rules", () => {
    const program = new Program();
    const failures = Array.from({ length: 205 }, (_, n) => declare(program, "RoutingRule", rule(n))).flat();
    expect(failures.map(({ reason }) => reason)).to.deep.equal([
      "is rule 201 of its ruleset, and a routeToQueue ruleset holds 200",
    ]);
  });

  it("says once that a classification ruleset has more than 100 rules, and that there are more than ten rulesets", () => {
    const program = new Program();
    const classification = (n: number, name: string, order = 1) =>
      rule(n, { kind: "classification", ruleset: { name, order } });
    const rules = Array.from({ length: 101 }, (_, n) =>
      declare(program, "RoutingRule", classification(n, "one")),
    ).flat();
    expect(rules.map(({ reason }) => reason)).to.deep.equal([
      "is rule 101 of its ruleset, and a classification ruleset holds 100",
    ]);
    const sets = Array.from({ length: 10 }, (_, n) =>
      declare(program, "RoutingRule", classification(n, `other ${n}`, n + 2)),
    ).flat();
    expect(sets.map(({ path }) => path)).to.deep.equal(["ruleset.name"]);
  });

  it("refuses one order for two rulesets of a workstream, once", () => {
    const program = new Program();
    const failures = ["one", "two", "two"].flatMap((name, n) =>
      declare(program, "RoutingRule", rule(n, { kind: "classification", ruleset: { name, order: 1 } })),
    );
    expect(failures.map(({ path, reason }) => [path, reason])).to.deep.equal([
      [
        "ruleset.order",
        '"rule 0" gives another ruleset of the workstream the same order, and rulesets run one after the other',
      ],
    ]);
  });

  it("refuses two orders for one ruleset", () => {
    const program = new Program();
    declare(program, "RoutingRule", rule(1, { kind: "classification", ruleset: { name: "r", order: 1 } }));
    const failures = declare(
      program,
      "RoutingRule",
      rule(2, { kind: "classification", ruleset: { name: "r", order: 2 } }),
    );
    expect(failures.map(({ path }) => path)).to.deep.equal(["ruleset.order"]);
  });

  it("names the nearest context variable for one that the workstream does not declare", () => {
    const program = new Program();
    declare(program, "Workstream", { name: "w", contextVariables: [{ name: "Tier", type: "Text" }] }, "w");
    const failures = [
      ...declare(program, "RoutingRule", rule(1, { when: { any: [{ contextVariable: "tier", value: "x" }] } })),
      ...declare(program, "CustomChannel", {
        name: "c",
        workstream: "w",
        automatedMessages: [{ trigger: "Greeting", text: "Hello {$Teir$}" }],
      }),
    ];
    expect(failures.map(({ path, remedy }) => [path, remedy.includes('"Tier"')])).to.deep.equal([
      ["when.any[0].contextVariable", true],
      ["automatedMessages[0].text", true],
    ]);
  });

  it("leaves variables alone where the workstream declares none or is not known", () => {
    const program = new Program();
    declare(program, "Workstream", { name: "w" }, "w");
    expect(declare(program, "RoutingRule", rule(1, { when: { contextVariable: "x", value: 1 } }))).to.deep.equal([]);
    expect(
      declare(program, "RoutingRule", rule(2, { workstream: "elsewhere", when: { contextVariable: "x", value: 1 } })),
    ).to.deep.equal([]);
  });

  it("takes two spellings of a ruleset's name for one ruleset", () => {
    const program = new Program();
    const classification = (name: string, order: number) => ({
      ...rule(order, { kind: "classification", queue: undefined }),
      ruleset: { name, order },
    });
    declare(program, "RoutingRule", classification("Tiers", 1));
    for (const name of ["TIERS", "tiers "]) {
      const failures = declare(program, "RoutingRule", classification(name, 2), "again");
      expect(failures.map(({ path }) => path)).to.deep.equal(["ruleset.order"]);
    }
  });
});
