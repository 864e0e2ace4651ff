import { expect } from "chai";
import { resourceSchemas } from "../../../schema/index.ts";
import type { ResourceType } from "../../../schema/index.ts";
import type { CheckFailure } from "../../../schema/resource-schema.ts";
import { UNKNOWN } from "../../../schema/unknown.ts";
import { validate } from "../../../provider/core/validate.ts";

const sound: Readonly<Record<ResourceType, Record<string, unknown>>> = {
  MessagingAccount: { name: "Chat", appId: "4e5dc4e5-2a5c-4f6f-9f0c-0d3c2f1d7a11", clientSecret: "s" },
  CustomChannel: {
    name: "Chat",
    account: "MessagingAccount#1",
    workstream: "Workstream#1",
    channelType: "DirectLine",
    language: 1033,
  },
  Workstream: { name: "Chat", distributionMode: "Push" },
  RoutingRule: { name: "Rule", workstream: "Workstream#1", kind: "routeToQueue", order: 1, queue: "Support" },
};

function failuresOf(type: ResourceType, values: Record<string, unknown>): CheckFailure[] {
  return validate(resourceSchemas[type], { ...sound[type], ...values });
}

/** One row for each fault that plain values show: type, values, path, words of the reason, words of the remedy. */
const failing: [ResourceType, Record<string, unknown>, string, RegExp, RegExp][] = [
  ["MessagingAccount", { name: "x".repeat(101) }, "name", /longer than the 100 characters/, /at most 100/],
  ["MessagingAccount", { name: "" }, "name", /must not be empty/, /at least 1/],
  ["MessagingAccount", { appId: "contoso" }, "appId", /not a GUID/, /correct/],
  ["MessagingAccount", { appId: undefined }, "appId", /is required/, /string/],
  ["MessagingAccount", { clientSecret: "x".repeat(101) }, "clientSecret", /longer than the 100/, /at most 100/],
  ["MessagingAccount", { clientSecrt: "x" }, "clientSecrt", /unknown argument "clientSecrt"/, /"clientSecret"/],
  ["MessagingAccount", { botType: "UserAssignedMSI" }, "botType", /managed identity has none/, /SingleTenant/],
  ["MessagingAccount", { botType: "Both" }, "botType", /not one of the allowed/, /"SingleTenant" or "MultiTenant"/],
  ["CustomChannel", { channelType: "Telegram" }, "channelType", /8 October 2024/, /DirectLine/],
  ["CustomChannel", { channelType: "Kik" }, "channelType", /8 October 2024/, /DirectLine/],
  ["CustomChannel", { channelType: "GoogleBusinessMessages" }, "channelType", /31 July 2024/, /DirectLine/],
  ["CustomChannel", { account: undefined }, "account", /belongs to a messaging account/, /MessagingAccount/],
  [
    "CustomChannel",
    { channelType: "MessagingApi", account: undefined },
    "messagingApi",
    /needs the application/,
    /appId/,
  ],
  ["CustomChannel", { survey: { survey: "S", mode: "Insert" } }, "survey.mode", /live chat only/, /SendLink/],
  [
    "CustomChannel",
    { survey: { survey: "S", message: "x".repeat(201) } },
    "survey.message",
    /longer than the 200 characters/,
    /at most 200/,
  ],
  [
    "CustomChannel",
    { automatedMessages: [{ trigger: "Greting", text: "Hi" }] },
    "automatedMessages[0].trigger",
    /"Greting" is not one/,
    /"Greeting"/,
  ],
  [
    "CustomChannel",
    { automatedMessages: [{ trigger: "Greeting", text: "Hi {Agent}" }] },
    "automatedMessages[0].text",
    /\{Agent\} is not a slug/,
    /\{AgentName\}/,
  ],
  [
    "CustomChannel",
    {
      automatedMessages: [
        { trigger: "Holiday", text: "a" },
        { trigger: "Holiday", text: "b" },
      ],
    },
    "automatedMessages[1].trigger",
    /has a message already/,
    /one message/,
  ],
  ["Workstream", { capacity: { units: 1, profile: "p" } }, "capacity", /not both/, /units: 30/],
  ["Workstream", { capacity: {} }, "capacity", /neither/, /profile/],
  ["Workstream", { distributionMode: "Pick", keepSameAgent: true }, "keepSameAgent", /push mode only/, /Push/],
  ["Workstream", { distributionMode: "Pick", agent: { botHandle: "b" } }, "agent", /push mode only/, /Push/],
  [
    "Workstream",
    { contextVariables: [{ name: "a b", type: "Text" }] },
    "contextVariables[0].name",
    /letters, digits and underscore/,
    /correct/,
  ],
  ["RoutingRule", { queue: undefined }, "queue", /names where to/, /give queue/],
  ["RoutingRule", { queues: [{ queue: "a", percent: 100 }] }, "queues", /not both/, /queue/],
  [
    "RoutingRule",
    {
      queue: undefined,
      queues: [
        { queue: "a", percent: 60 },
        { queue: "b", percent: 30 },
      ],
    },
    "queues",
    /add up to 90/,
    /100/,
  ],
  [
    "RoutingRule",
    {
      queue: undefined,
      queues: ["a", "b", "c", "d", "e", "f"].map((queue, n) => ({ queue, percent: n === 0 ? 50 : 10 })),
    },
    "queues",
    /may have five/,
    /at most 5/,
  ],
  ["RoutingRule", { set: { attributes: [{ contextVariable: "T", value: 1 }] } }, "set", /classification/, /leave set/],
  ["RoutingRule", { when: {} }, "when", /nothing to test/, /all, any/],
  ["RoutingRule", { when: { contextVariable: "T" } }, "when.value", /needs value/, /give value/],
  [
    "RoutingRule",
    { when: { all: [{ contextVariable: "T", operator: "In", value: 1, values: [1] }] } },
    "when.all[0].value",
    /takes no value/,
    /values/,
  ],
  [
    "RoutingRule",
    {
      kind: "classification",
      queue: undefined,
      ruleset: { name: "r", order: 1 },
      set: { attributes: [1, 2, 3, 4, 5, 6].map((n) => ({ contextVariable: `v${n}`, value: n })) },
    },
    "set",
    /6 outputs/,
    /rulesets/,
  ],
  [
    "RoutingRule",
    {
      kind: "classification",
      queue: undefined,
      ruleset: { name: "r", order: 1 },
      set: { capacityProfile: "p", attributes: [{ contextVariable: "v", value: 1 }] },
    },
    "set.capacityProfile",
    /not known publicly/,
    /by hand/,
  ],
];

describe("validate", () => {
  for (const type of Object.keys(sound) as ResourceType[]) {
    it(`finds nothing wrong with a sound ${type}`, () => {
      expect(failuresOf(type, {})).to.deep.equal([]);
    });

    it(`takes every value of ${type} as unknown`, () => {
      const unknowns = Object.fromEntries(Object.keys(sound[type]).map((key) => [key, UNKNOWN]));
      expect(failuresOf(type, unknowns)).to.deep.equal([]);
    });
  }

  for (const [type, values, path, reason, remedy] of failing) {
    it(`${type}: ${path} ${reason.source}`, () => {
      const failures = failuresOf(type, values);
      expect(failures.map((failure) => failure.path)).to.deep.equal([path]);
      expect(failures[0]?.reason).to.match(reason);
      expect(failures[0]?.remedy).to.match(remedy);
    });
  }

  it("reports all faults of a resource at once", () => {
    const failures = failuresOf("MessagingAccount", {
      name: "",
      appId: "no",
      botType: "UserAssignedMSI",
      colour: "red",
    });
    expect(failures.map((failure) => failure.path)).to.have.members(["name", "appId", "botType", "colour"]);
  });

  it("judges what is known beside an unknown, and leaves what hangs on it", () => {
    const failures = failuresOf("RoutingRule", {
      name: "",
      queue: undefined,
      queues: [
        { queue: "a", percent: 50 },
        { queue: "b", percent: UNKNOWN },
      ],
    });
    expect(failures.map((failure) => failure.path)).to.deep.equal(["name"]);
  });

  it("never shows the value of a secret", () => {
    const secret = "canary-".repeat(20);
    expect(JSON.stringify(failuresOf("MessagingAccount", { clientSecret: secret }))).not.to.contain("canary");
  });
});
