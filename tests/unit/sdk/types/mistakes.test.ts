import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { failureOf, MockedEngine, valueOf } from "../mocked-engine.ts";
import { accepted } from "./accepted.ts";
import { LanguageService } from "./language-service.ts";
import { mistakes } from "./mistakes.ts";

/** What the preview refuses: the path and the code. */
const refused: Readonly<Record<keyof typeof mistakes, string>> = {
  "a rule with queue and queues": "queues [conflicting-arguments]",
  "a route-to-queue rule without a queue": "queue [required]",
  "a route-to-queue rule with set": "set [conflicting-arguments]",
  "a route-to-queue rule with a ruleset": "ruleset [conflicting-arguments]",
  "a classification rule with queue": "queue [conflicting-arguments]",
  "a classification rule with queues": "queues [conflicting-arguments]",
  "a classification rule without a ruleset": "ruleset [required]",
  "a classification rule without set": "set [required]",
  "a rule that sets nothing": "set [required]",
  "an attribute with two targets": "set.attributes[0] [conflicting-arguments]",
  "an attribute without a target": "set.attributes[0] [required]",
  "an empty condition": "when [required]",
  "a condition with a value but no left side": "when [required]",
  "a condition with two left sides": "when [conflicting-arguments]",
  "a condition with all and a comparison": "when [conflicting-arguments]",
  "a condition with all and any": "when [conflicting-arguments]",
  "In with value": "when.value [conflicting-arguments], when.values [required]",
  "In with nothing": "when.values [required]",
  "values with another operator": "when.value [required], when.values [conflicting-arguments]",
  "values without an operator": "when.value [required], when.values [conflicting-arguments]",
  "a comparison with nothing": "when.value [required]",
  "ContainsData with value": "when.value [conflicting-arguments]",
  "a mistake beside a sound condition": "when.all[1].value [required], when.all[1].values [conflicting-arguments]",
  "two mistakes in one condition": "when.all[0] [required], when.all[1].value [required]",
  "a mistake deep inside a condition": "when.all[0].any[0].all[0].values [required]",
  "a kind that does not exist": "kind [invalid-value]",
  "a rule without an order": "order [required]",
  "a misspelled argument": "wen [unknown-argument]",
  "a language as a queue": "queue [wrong-type]",
  "Direct Line without an account": "account [required]",
  "Direct Line with messagingApi": "messagingApi [conflicting-arguments]",
  "Messaging API without messagingApi": "messagingApi [required]",
  "Messaging API with an account": "account [conflicting-arguments]",
  "an inserted survey": "survey.mode [not-supported]",
  "a network that has ended": "channelType [not-supported]",
  "units and a profile": "capacity [conflicting-arguments]",
  "a capacity of nothing": "capacity [required]",
  "an AI agent in pick mode": "agent [conflicting-arguments]",
  "the same representative in pick mode": "keepSameAgent [conflicting-arguments]",
  "a text for a number": "autoCloseAfterInactivityMinutes [wrong-type]",
  "an account without an app id": "appId [required]",
  "a bot with a managed identity": "botType [not-supported]",
};

/** The ids that the mocks give, where they are not that of a resource `a`. */
const ids: Readonly<Record<string, string>> = {
  "a component that passes arguments on": "row of a-rule",
  "a row that exists": "id",
  "a variable that gets another one": "row of b",
};

/** While somebody writes it. */
const unfinished = `
import { CustomChannel, RoutingRule, Workstream } from "../../../../provider/index.ts";
const rule = { workstream: "", name: "", order: 1 };
const made = new RoutingRule("a", { ...rule, kind: "routeToQueue", queue: "Support" });
new RoutingRule("b", { ...rule, kind: "" });
new RoutingRule("c", { ...rule, kind: "classification",  });
new RoutingRule("d", { ...rule, kind: "routeToQueue", when: { all: [{ operator: "" }] } });
new RoutingRule("e", { ...rule, kind: "routeToQueue", when: { any: [{  }] } });
new CustomChannel("f", { channelType: "MessagingApi",  });
new Workstream("g", { capacity: {  } });
`;

describe("types", function () {
  this.timeout(60_000);

  const source = readFileSync(join(import.meta.dirname, "mistakes.ts"), "utf8");
  let editor: LanguageService;

  before(() => {
    editor = new LanguageService({
      "mistakes.ts": source.replaceAll("@ts-expect-error", ""),
      "unfinished.ts": unfinished,
    });
  });

  it("refuse what the preview refuses, and say why", () => {
    const lines = source.split("\n");
    const expected = [...source.matchAll(/@ts-expect-error (.+)/g)].map(([, reason]) => reason);
    expect(expected).to.have.length(Object.keys(mistakes).length);
    const complaints = editor.complaints("mistakes.ts");
    expect(complaints.map(({ text }) => reasonOf(text))).to.deep.equal(expected);
    expect(complaints.map(({ line }) => /@ts-expect-error/.test(lines[line - 1] ?? ""))).not.to.include(false);
  });

  for (const [title, make] of Object.entries(mistakes)) {
    it(`refuse no more than the preview: ${title}`, async () => {
      await new MockedEngine().start();
      const { message } = await failureOf(make().urn);
      const failures = message.matchAll(/^ {2}\w+ "a" ([^:]*): .*(\[[a-z-]+\])$/gm);
      const told = [...failures].map(([, path, code]) => `${path} ${code}`).join(", ");
      expect({ [title]: told }).to.deep.equal({
        [title]: Object.entries(refused).find(([each]) => each === title)?.[1],
      });
    });
  }

  for (const [title, make] of Object.entries(accepted)) {
    it(`take what the preview takes: ${title}`, async () => {
      await new MockedEngine().start();
      expect(await valueOf(pulumi.recover(make().id.apply(String), String))).to.equal(ids[title] ?? "row of a");
    });
  }

  it("propose arguments and values while a program is written", () => {
    const proposed = (before: string) => editor.proposals("unfinished.ts", before);
    expect(proposed('"b", { ...rule, kind: "')).to.have.members(["routeToQueue", "classification"]);
    expect(proposed('kind: "classification", ')).to.include.members(["ruleset", "set", "when", "queue", "queues"]);
    expect(proposed('when: { all: [{ operator: "')).to.include.members(["Equals", "In", "ContainsData"]);
    expect(proposed("when: { any: [{ ")).to.include.members(["all", "any", "contextVariable", "operator", "values"]);
    expect(proposed('channelType: "MessagingApi", ')).to.include.members(["messagingApi", "language", "survey"]);
    expect(proposed("capacity: { ")).to.include.members(["units", "profile"]);
  });

  it("have short names in an editor", () => {
    expect(editor.hover("unfinished.ts", "const made")).to.equal("const made: RoutingRule");
    expect(editor.hover("unfinished.ts", "const made = new RoutingRule")).to.include(
      "(name: string, args: RoutingRuleArgs, opts?: CustomResourceOptions): RoutingRule",
    );
  });
});

/** The reason that a type of ours holds, or what the compiler says itself. */
function reasonOf(text: string): string {
  const reasons = [...text.matchAll(/Refused<"([^"]*)">/g)].map(([, reason]) => reason);
  if (reasons.length > 0) return [...new Set(reasons)].join("; ");
  const [first = ""] = text.split("\n");
  return first.startsWith("Argument") ? (/Property '\w+' is missing/.exec(text)?.[0] ?? first) : first;
}
