/*
 * Mistakes that the compiler finds where a program writes a literal. Each comment is what it says. `mistakes.test.ts`
 * compares the comments with the compiler, and asks the preview to refuse the same programs.
 */
import { CustomChannel, getLanguage, MessagingAccount, RoutingRule, Workstream } from "../../../../provider/index.ts";

const workstream = "22222222-aaaa-4bbb-8ccc-0000000000b1";
const account = "33333333-aaaa-4bbb-8ccc-0000000000b1";
const rule = { workstream, name: "Rule", order: 1 };
const route = { ...rule, kind: "routeToQueue" } as const;
const support = { ...route, queue: "Support" };
const classify = { ...rule, kind: "classification", ruleset: { name: "Tiers", order: 1 } } as const;
const shares = [{ queue: "Support", percent: 100 }];
const gold = { contextVariable: "Tier", value: "gold" };
const set = { attributes: [gold] };
const channel = { workstream, name: "Website", language: 1033 };
const application = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const messagingApi = { appId: application, tenantId: application, webhookUrl: "https://contoso.example/hook" };
const directLine = { ...channel, channelType: "DirectLine", account } as const;
const chat = { name: "Chat", distributionMode: "Push" } as const;
const pick = { name: "Chat", distributionMode: "Pick" } as const;

export const mistakes = {
  // @ts-expect-error give queue or queues, not both
  "a rule with queue and queues": () => new RoutingRule("a", { ...route, queue: "Support", queues: shares }),
  // @ts-expect-error a route-to-queue rule needs queue or queues
  "a route-to-queue rule without a queue": () => new RoutingRule("a", { ...route }),
  // @ts-expect-error set belongs to classification rules
  "a route-to-queue rule with set": () => new RoutingRule("a", { ...support, set }),
  // @ts-expect-error ruleset belongs to classification rules
  "a route-to-queue rule with a ruleset": () => new RoutingRule("a", { ...support, ruleset: { name: "T", order: 1 } }),
  // @ts-expect-error queue belongs to route-to-queue rules
  "a classification rule with queue": () => new RoutingRule("a", { ...classify, set, queue: "Support" }),
  // @ts-expect-error queues belongs to route-to-queue rules
  "a classification rule with queues": () => new RoutingRule("a", { ...classify, set, queues: shares }),
  // @ts-expect-error a classification rule needs ruleset
  "a classification rule without a ruleset": () => new RoutingRule("a", { ...rule, kind: "classification", set }),
  // @ts-expect-error a classification rule needs set
  "a classification rule without set": () => new RoutingRule("a", { ...classify }),
  // @ts-expect-error give attributes or skills
  "a rule that sets nothing": () => new RoutingRule("a", { ...classify, set: {} }),
  "an attribute with two targets": () =>
    // @ts-expect-error an attribute takes contextVariable or conversation, not both
    new RoutingRule("a", { ...classify, set: { attributes: [{ ...gold, conversation: "PriorityScore" }] } }),
  // @ts-expect-error each attribute needs contextVariable or conversation
  "an attribute without a target": () => new RoutingRule("a", { ...classify, set: { attributes: [{ value: 1 }] } }),
  // @ts-expect-error the condition says nothing to test
  "an empty condition": () => new RoutingRule("a", { ...support, when: {} }),
  "a condition with a value but no left side": () =>
    // @ts-expect-error the condition says nothing to test
    new RoutingRule("a", { ...support, when: { operator: "Equals", value: "gold" } }),
  "a condition with two left sides": () =>
    // @ts-expect-error give one of all, any, contextVariable, conversation, customer and contact
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", customer: "Name", value: "gold" } }),
  "a condition with all and a comparison": () =>
    // @ts-expect-error give one of all, any, contextVariable, conversation, customer and contact
    new RoutingRule("a", { ...support, when: { all: [gold], contextVariable: "Tier", value: "gold" } }),
  // @ts-expect-error give one of all, any, contextVariable, conversation, customer and contact
  "a condition with all and any": () => new RoutingRule("a", { ...support, when: { all: [gold], any: [gold] } }),
  "In with value": () =>
    // @ts-expect-error In takes values, not value
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", operator: "In", value: "gold" } }),
  "In with nothing": () =>
    // @ts-expect-error In needs values
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", operator: "In" } }),
  "values with another operator": () =>
    // @ts-expect-error only the operator In takes values
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", operator: "NotEquals", values: ["gold"] } }),
  "values without an operator": () =>
    // @ts-expect-error only the operator In takes values
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", values: ["gold"] } }),
  "a comparison with nothing": () =>
    // @ts-expect-error the comparison needs value
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier" } }),
  "ContainsData with value": () =>
    // @ts-expect-error ContainsData takes neither value nor values
    new RoutingRule("a", { ...support, when: { contextVariable: "Tier", operator: "ContainsData", value: 1 } }),
  "a mistake beside a sound condition": () =>
    // @ts-expect-error only the operator In takes values
    new RoutingRule("a", { ...support, when: { all: [gold, { contact: "name", values: ["Ada"] }] } }),
  "two mistakes in one condition": () =>
    // @ts-expect-error the condition says nothing to test; the comparison needs value
    new RoutingRule("a", { ...support, when: { all: [{}, { contact: "name" }] } }),
  "a mistake deep inside a condition": () =>
    // @ts-expect-error In needs values
    new RoutingRule("a", { ...support, when: { all: [{ any: [{ all: [{ contact: "a", operator: "In" }] }] }] } }),
  // @ts-expect-error Type '"routeToQueues"' is not assignable to type 'Input<RoutingRuleKind>'. Did you mean '"routeToQueue"'?
  "a kind that does not exist": () => new RoutingRule("a", { ...rule, kind: "routeToQueues", queue: "Support" }),
  "a rule without an order": () =>
    // @ts-expect-error Property 'order' is missing
    new RoutingRule("a", { workstream, name: "Rule", kind: "routeToQueue", queue: "Support" }),
  // @ts-expect-error Object literal may only specify known properties, but 'wen' does not exist in type 'RoutingRuleArgs'. Did you mean to write 'when'?
  "a misspelled argument": () => new RoutingRule("a", { ...support, wen: {} }),
  // @ts-expect-error Type 'Language' is not assignable to type 'Queue | Input<string> | undefined'.
  "a language as a queue": () => new RoutingRule("a", { ...route, queue: getLanguage({ name: "en-US" }) }),

  // @ts-expect-error a Direct Line channel needs account
  "Direct Line without an account": () => new CustomChannel("a", { ...channel, channelType: "DirectLine" }),
  // @ts-expect-error messagingApi belongs to Messaging API channels
  "Direct Line with messagingApi": () => new CustomChannel("a", { ...directLine, messagingApi }),
  // @ts-expect-error a Messaging API channel needs messagingApi
  "Messaging API without messagingApi": () => new CustomChannel("a", { ...channel, channelType: "MessagingApi" }),
  "Messaging API with an account": () =>
    // @ts-expect-error a Messaging API channel has no account
    new CustomChannel("a", { ...channel, channelType: "MessagingApi", messagingApi, account }),
  // @ts-expect-error a custom channel sends its survey as a link; only live chat inserts it
  "an inserted survey": () => new CustomChannel("a", { ...directLine, survey: { survey: "Care", mode: "Insert" } }),
  // @ts-expect-error Type '"Telegram"' is not assignable to type 'Input<CustomChannelChannelType>'.
  "a network that has ended": () => new CustomChannel("a", { ...channel, account, channelType: "Telegram" }),

  // @ts-expect-error give units or profile, not both
  "units and a profile": () => new Workstream("a", { ...chat, capacity: { units: 30, profile: "Premium" } }),
  // @ts-expect-error give units or profile
  "a capacity of nothing": () => new Workstream("a", { ...chat, capacity: {} }),
  // @ts-expect-error an AI agent takes conversations in push mode only
  "an AI agent in pick mode": () => new Workstream("a", { ...pick, agent: { botHandle: "contoso" } }),
  // @ts-expect-error keeping the same representative exists in push mode only
  "the same representative in pick mode": () => new Workstream("a", { ...pick, keepSameAgent: true }),
  // @ts-expect-error Type 'string' is not assignable to type 'Input<number> | undefined'.
  "a text for a number": () => new Workstream("a", { ...chat, autoCloseAfterInactivityMinutes: "60" }),

  // @ts-expect-error Property 'appId' is missing
  "an account without an app id": () => new MessagingAccount("a", { name: "Contoso" }),
  "a bot with a managed identity": () =>
    // @ts-expect-error Type '"UserAssignedMSI"' is not assignable to type 'Input<MessagingAccountBotType> | undefined'.
    new MessagingAccount("a", { name: "Contoso", appId: application, botType: "UserAssignedMSI" }),
};
