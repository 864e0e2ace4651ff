import fc from "fast-check";
import type { Type } from "./estate.ts";

const optional = <Value>(values: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(values, { nil: undefined, freq: 3 });

const names = fc.constantFrom("Web", "Café & Söhne", 'The "best" <b>', "O'Brien 100% {x}", "日本語 😀", "a/b?c=d#e;f");
export const variableNames = ["Tier", "Visits", "Language_2"] as const;
const queues = fc.constantFrom("Support", "Sales", "VIP");

const variables = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...variableNames), type: fc.constantFrom("Text", "Number") }),
  { selector: ({ name }) => name, maxLength: variableNames.length },
);

const templates = fc.constantFrom("contoso_quiet_notification", "Custom messaging - consult - default");

const messages = fc.uniqueArray(
  fc.record({
    trigger: fc.constantFrom("Greeting", "Holiday", "SessionEnded", "CustomerDisconnected", "PositionInQueue"),
    text: fc.constantFrom(
      "Hello",
      "You are {AgentName}'s",
      "For {$Tier$} & {$Visits$}",
      "Später <br/>\nmehr",
      "x".repeat(1500),
    ),
  }),
  { selector: ({ trigger }) => trigger, maxLength: 3 },
);

const survey = fc.record(
  {
    survey: fc.constantFrom("Customer satisfaction", "Bot satisfaction"),
    message: fc.constantFrom("How was it?", "Und?"),
    botSurvey: fc.record(
      { survey: fc.constantFrom("Customer satisfaction", "Bot satisfaction"), message: fc.constant("And the bot?") },
      { requiredKeys: ["survey"] },
    ),
  },
  { requiredKeys: ["survey"] },
);

const webhook = fc.record({
  appId: fc.constantFrom("6b1b2c3d-0000-5000-8000-000000000001", "6B1B2C3D-0000-5000-8000-00000000000A"),
  tenantId: fc.constantFrom("6b1b2c3d-0000-5000-8000-000000000002", "6b1b2c3d-0000-5000-8000-000000000003"),
  webhookUrl: fc.constantFrom("https://hook.contoso.com/messages", "https://hook.contoso.com/v2?a=b&c=d"),
});

const value = fc.oneof(fc.constantFrom("gold", "a & b", "<x>", "1"), fc.nat(3));
const left = fc.oneof(
  fc.record({ contextVariable: fc.constantFrom(...variableNames) }),
  fc.record({ conversation: fc.constant("PriorityScore") }),
  fc.record({ customer: fc.constantFrom("Name", "SenderId") }),
);
const comparison = fc.oneof(
  fc.tuple(left, value).map(([side, one]) => ({ ...side, value: one })),
  fc
    .tuple(left, fc.constantFrom("GreaterThan", "GreaterThanOrEqual"), fc.nat(9))
    .map(([side, operator, one]) => ({ ...side, operator, value: one })),
  fc
    .tuple(left, fc.array(value, { minLength: 1, maxLength: 2 }))
    .map(([side, values]) => ({ ...side, operator: "In", values })),
  left.map((side) => ({ ...side, operator: "ContainsData" })),
);
const group = <Member>(member: fc.Arbitrary<Member>) =>
  fc
    .tuple(fc.constantFrom("all", "any"), fc.array(member, { minLength: 1, maxLength: 2 }))
    .map(([kind, members]) => ({ [kind]: members }));
const condition: fc.Arbitrary<object> = fc.oneof(comparison, group(fc.oneof(comparison, group(comparison))));

const target = fc.oneof(
  queues.map((queue) => ({ queue })),
  fc.tuple(fc.uniqueArray(queues, { minLength: 1, maxLength: 3 }), fc.nat(100)).map(([several, first]) => ({
    queues: several.map((queue, at) => ({ queue, percent: share(several.length, at, first) })),
  })),
);

/** Shares that add up to 100. */
function share(count: number, at: number, first: number): number {
  if (count === 1) return 100;
  if (at === 0) return first;
  return at === 1 ? 100 - first : 0;
}

const attribute = fc.oneof(
  fc.record({ conversation: fc.constant("PriorityScore"), value: fc.nat(9) }),
  fc.record({ contextVariable: fc.constantFrom(...variableNames), value: fc.constantFrom("gold", "a & b") }),
);
const skill = fc.record({ skill: fc.constantFrom("French", "Billing"), rating: fc.constantFrom("Good", "Expert") });
/** A rule sets each target once, and asks for each skill once. */
const attributes = (maxLength: number) =>
  fc.uniqueArray(attribute, {
    minLength: 1,
    maxLength,
    selector: ({ value: _value, ...named }) => JSON.stringify(named),
  });
const skills = fc.uniqueArray(skill, { minLength: 1, maxLength: 2, selector: (one) => one.skill });
const outputs = fc.oneof(
  fc.record({ attributes: attributes(3) }),
  fc.record({ skills }),
  fc.record({ attributes: attributes(2), skills }),
);

/** Numbers that select other resources, modulo how many there are. */
const other = fc.nat(5);

/** The values that a program can give each argument. `undefined` leaves the argument out. */
export const values: Readonly<Record<Type, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  MessagingAccount: {
    name: names,
    appId: other,
    clientSecret: fc.constantFrom("first~secret", "second~secret", "third&secret"),
    tenantId: optional(fc.constantFrom("7c0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10", "6B1B2C3D-0000-5000-8000-00000000000B")),
    botType: optional(fc.constantFrom("SingleTenant", "MultiTenant")),
  },
  Workstream: {
    name: names,
    distributionMode: fc.constantFrom("Push", "Pick"),
    fallbackQueue: optional(queues),
    capacity: optional(
      fc.oneof(
        fc.record({ units: fc.nat(100) }),
        fc.record({ profile: fc.constantFrom("Premium messaging", "msdyn_messaging_default_profile") }),
      ),
    ),
    allowedPresences: optional(
      fc.shuffledSubarray(["Available", "Busy", "BusyDnd", "Away", "Offline"], { minLength: 1 }),
    ),
    autoCloseAfterInactivityMinutes: optional(fc.nat(5000)),
    keepSameAgent: optional(fc.boolean()),
    skillMatching: optional(fc.constantFrom("Exact", "Closest", "None")),
    blockCapacityForWrapUp: optional(fc.oneof(fc.constantFrom("Always", "Never"), fc.integer({ min: 1, max: 60 }))),
    sessionTemplate: optional(fc.constantFrom("Contoso session", "msdyn_custommessaging_session")),
    notificationTemplates: optional(
      fc.record({ consult: templates, transfer: templates, incomingAuthenticated: templates }, { requiredKeys: [] }),
    ),
    contextVariables: optional(variables),
    agent: optional(fc.constant({ botHandle: "contoso-agent" })),
  },
  CustomChannel: {
    name: names,
    account: other,
    workstream: other,
    channelType: fc.constantFrom("DirectLine", "MessagingApi"),
    language: fc.constantFrom("en-US", 1036, "German - Germany"),
    automatedMessages: optional(messages),
    survey: optional(survey),
    attachments: optional(fc.record({ customers: fc.boolean(), agents: fc.boolean() }, { requiredKeys: [] })),
    realTimeTranslation: optional(fc.boolean()),
    messagingApi: webhook,
  },
  RoutingRule: {
    name: names,
    workstream: other,
    kind: fc.constantFrom("routeToQueue", "classification"),
    order: fc.nat(4),
    ruleset: fc.record({
      name: fc.constantFrom("Scores", "Länder & <Regionen>", "a/b"),
      order: fc.integer({ min: 1, max: 5 }),
    }),
    when: optional(condition),
    target,
    set: outputs,
  },
};
