import { expect } from "chai";
import { Program } from "../../../provider/core/program.ts";
import { bounded } from "../../../provider/core/endless-values.ts";
import { validate } from "../../../provider/core/validate.ts";
import { resourceSchemas } from "../../../schema/index.ts";
import type { ResourceType } from "../../../schema/index.ts";
import type { CheckFailure } from "../../../schema/resource-schema.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";

const sound = {
  Workstream: { name: "Chat", distributionMode: "Push" },
  CustomChannel: {
    name: "Chat",
    account: "MessagingAccount#1",
    workstream: "Workstream#1",
    channelType: "DirectLine",
    language: 1033,
  },
  RoutingRule: { name: "Rule", workstream: "Workstream#1", kind: "routeToQueue", order: 1, queue: "Support" },
  classification: {
    name: "Rule",
    workstream: "Workstream#1",
    kind: "classification",
    order: 1,
    ruleset: { name: "Tiers", order: 1 },
    set: { attributes: [{ contextVariable: "Tier", value: 1 }] },
  },
} as const;

/** What the gate and check both do with a resource of a program that holds this workstream. */
function failuresOf(
  type: ResourceType,
  given: Readonly<Record<string, unknown>>,
  contextVariables: unknown = [{ name: "Tier", type: "Text" }],
): CheckFailure[] {
  const program = new Program();
  const workstream = { ...sound.Workstream, contextVariables };
  program.declare({ key: "w", reference: "w", label: '"Chat"', type: "Workstream", values: workstream });
  const { values, failures } = bounded(given);
  return [
    ...failures,
    ...validate(resourceSchemas[type], values),
    ...program.declare({ key: "it", reference: "it", label: '"it"', type, values }),
  ];
}

const rule = (more: object) => failuresOf("RoutingRule", { ...sound.RoutingRule, ...more });
const classification = (more: object) => failuresOf("RoutingRule", { ...sound.classification, ...more });
const channel = (more: object) => failuresOf("CustomChannel", { ...sound.CustomChannel, ...more });

describe("values of a wrong form", () => {
  const malformed: [string, () => CheckFailure[], string, string][] = [
    ["a condition that is null", () => rule({ when: null }), "when", "must be an object"],
    ["a group that is text", () => rule({ when: { all: "Tier" } }), "when.all", "must be a list"],
    ["a group with nothing in it", () => rule({ when: { all: [null] } }), "when.all[0]", "must be an object"],
    [
      "a name that is a number",
      () => rule({ when: { contextVariable: 5, value: 1 } }),
      "when.contextVariable",
      "must be a string",
    ],
    [
      "a message that is null",
      () => channel({ automatedMessages: [null] }),
      "automatedMessages[0]",
      "must be an object",
    ],
    ["a ruleset that is null", () => classification({ ruleset: null }), "ruleset", "must be an object"],
    [
      "an attribute that is null",
      () => classification({ set: { attributes: [null] } }),
      "set.attributes[0]",
      "names no target",
    ],
    ["a fraction for a whole number", () => rule({ order: 1.5 }), "order", "must be a whole number"],
    ["a number that is too small", () => rule({ order: -1 }), "order", "is less than 0"],
    ["a number that is too large", () => rule({ order: 4_294_967_296 }), "order", "is more than 4294967295"],
    [
      "text for a switch",
      () => channel({ realTimeTranslation: "yes" }),
      "realTimeTranslation",
      "must be true or false",
    ],
  ];
  for (const [what, judge, path, reason] of malformed) {
    it(`are a fault like any other: ${what}`, () => {
      expect(judge().map((failure) => [failure.path, failure.reason])).to.deep.equal([[path, reason]]);
    });
  }

  it("are told one by one, in the time that their number takes", () => {
    const attributes = Array.from({ length: 50_000 }, () => "Tier");
    const failures = classification({ set: { attributes } }).filter(({ path }) => path.startsWith("set.attributes["));
    expect(failures.length).to.equal(50_000);
    expect(failures[49_999]).to.deep.equal({
      code: "required",
      path: "set.attributes[49999]",
      reason: "names no target",
      remedy: "give contextVariable or conversation",
    });
  });

  it("of a workstream leave the rules that name its variables unjudged", () => {
    const when = { contextVariable: "Tier", value: 1 };
    for (const variables of [[null], "Tier", UNKNOWN, [{ name: UNKNOWN, type: "Text" }]]) {
      expect(failuresOf("RoutingRule", { ...sound.RoutingRule, when }, variables)).to.deep.equal([]);
    }
  });
});

describe("values that are not known yet", () => {
  const unknown: [string, () => CheckFailure[]][] = [
    ["a group of conditions", () => rule({ when: { all: UNKNOWN } })],
    ["a condition of a group", () => rule({ when: { any: [UNKNOWN] } })],
    ["an operator", () => rule({ when: { contextVariable: "Tier", operator: UNKNOWN, values: ["gold"] } })],
    ["the name of a variable", () => rule({ when: { contextVariable: UNKNOWN, value: 1 } })],
    ["all attributes", () => classification({ set: { attributes: UNKNOWN } })],
    ["one attribute", () => classification({ set: { attributes: [UNKNOWN] } })],
    ["all skills", () => classification({ set: { skills: UNKNOWN } })],
    ["all messages", () => channel({ automatedMessages: UNKNOWN })],
    ["one message", () => channel({ automatedMessages: [UNKNOWN] })],
  ];
  for (const [what, judge] of unknown) {
    it(`are right: ${what}`, () => {
      expect(judge()).to.deep.equal([]);
    });
  }
});

describe("values without an end", () => {
  const circle: { all: unknown[] } = { all: [] };
  circle.all.push({ contextVariable: "Tier", value: 1 }, circle);
  const list: unknown[] = [];
  list.push([list]);
  const deep = (levels: number) => {
    let when: object = { contextVariable: "Tier", value: 1 };
    for (let level = 0; level < levels; level++) when = { all: [when] };
    return when;
  };

  for (const [what, judge, path] of [
    ["a condition in itself", () => rule({ when: circle }), "when"],
    ["a list in itself", () => classification({ set: { attributes: list } }), "set"],
  ] as const) {
    it(`are a fault like any other: ${what}`, () => {
      expect(judge()).to.deep.equal([
        { code: "wrong-type", path, reason: "holds itself", remedy: "give a value that ends" },
      ]);
    });
  }

  it("are those that are nested deeper than anybody writes", () => {
    const failures = rule({ when: deep(20_000), order: -1 });
    expect(failures.map(({ code, path, reason, remedy }) => [code, path, reason, remedy])).to.deep.equal([
      ["over-limit", "when", "is nested deeper than 100 levels", "use at most 100 levels"],
      ["out-of-range", "order", "is less than 0", "use at least 0"],
    ]);
  });

  it("are none that hold one value twice, or many levels", () => {
    const shared = { contextVariable: "Tier", value: 1 };
    expect(rule({ when: { all: [shared, { any: [shared, shared] }] } })).to.deep.equal([]);
    expect(rule({ when: deep(45) })).to.deep.equal([]);
  });
});

describe("numbers that cannot be exact", () => {
  for (const value of [2 ** 53, -(2 ** 53), 1e21, 1e300]) {
    it(`are a fault where a rule compares or sets them: ${value}`, () => {
      const failure = {
        code: "invalid-value",
        reason: "is a whole number beyond 9,007,199,254,740,991, which JavaScript cannot hold exactly",
        remedy: "give it as text, in quotes",
      };
      expect(rule({ when: { contextVariable: "Tier", value } })).to.deep.equal([{ ...failure, path: "when.value" }]);
      expect(rule({ when: { contextVariable: "Tier", operator: "In", values: [1, value] } })).to.deep.equal([
        { ...failure, path: "when.values[1]" },
      ]);
      const set = { attributes: [{ contextVariable: "Tier", value }] };
      expect(classification({ set })).to.deep.equal([{ ...failure, path: "set.attributes[0].value" }]);
    });
  }

  it("are right up to there", () => {
    expect(rule({ when: { contextVariable: "Tier", value: 2 ** 53 - 1 } })).to.deep.equal([]);
    expect(rule({ when: { contextVariable: "Tier", value: 0.1 } })).to.deep.equal([]);
  });
});
