// Every property of every resource, and each resource once with as little as it takes.
import * as pulumi from "@pulumi/pulumi";
import { type ConditionArgs, CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const config = new pulumi.Config();
const organizationId = config.require("organizationId");
const tenantId = "11111111-aaaa-4bbb-8ccc-000000000001";

const smallAccount = new MessagingAccount("small", {
  name: "Small",
  appId: config.require("botAppId"),
  clientSecret: config.requireSecret("botSecret"),
});
const fullAccount = new MessagingAccount("full", {
  name: "Full",
  appId: config.require("fullAppId"),
  clientSecret: config.requireSecret("fullSecret"),
  tenantId,
  botType: "MultiTenant",
  messagingEndpoint: `https://m-${organizationId}.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=${organizationId}`,
  skipCredentialCheck: true,
  adopt: false,
});
const adoptedAccount = new MessagingAccount("adopted", {
  name: "Adopted",
  appId: config.require("adoptedAppId"),
  adopt: true,
});

const units = new Workstream("units", {
  name: "Units",
  distributionMode: "Push",
  fallbackQueue: "Support",
  capacity: { units: 40 },
  allowedPresences: ["Available", "Busy", "BusyDnd", "Away", "Offline"],
  autoCloseAfterInactivityMinutes: 1440,
  keepSameAgent: false,
  skillMatching: "Exact",
  blockCapacityForWrapUp: 15,
  sessionTemplate: "contoso_session",
  notificationTemplates: {
    incomingAuthenticated: "contoso_quiet_notification",
    incomingUnauthenticated: "contoso_quiet_notification",
    consult: "Contoso quiet notification",
    transfer: "contoso_quiet_notification",
    supervisorAssign: "contoso_quiet_notification",
  },
  contextVariables: [
    { name: "Tier", type: "Text" },
    { name: "Visits", type: "Number" },
  ],
  agent: { botHandle: "contoso-agent" },
  adopt: false,
});
const profile = new Workstream("profile", {
  name: "Profile",
  distributionMode: "Push",
  fallbackQueue: "Sales",
  capacity: { profile: "Premium messaging" },
  allowedPresences: ["Available"],
  autoCloseAfterInactivityMinutes: 60,
  keepSameAgent: true,
  skillMatching: "Closest",
  blockCapacityForWrapUp: "Never",
  contextVariables: [{ name: "Level", type: "Number" }],
});
new Workstream("pick", { name: "Pick", distributionMode: "Pick" });
const smallWorkstream = new Workstream("push", { name: "Push", distributionMode: "Push" });
const adoptedWorkstream = new Workstream("adopted", {
  name: "Adopted",
  distributionMode: "Push",
  fallbackQueue: "VIP",
  skillMatching: "None",
  blockCapacityForWrapUp: "Always",
  adopt: true,
});

const triggers = [
  "Greeting",
  "AgentAssigned",
  "AgentNotAssigned",
  "AgentDisconnected",
  "AgentEndedConversation",
  "AgentJoinedConversation",
  "AgentJoinedCustomerConversation",
  "AgentLeftCustomerConversation",
  "ConsultAccepted",
  "ConsultSessionEnded",
  "CustomerNextInLine",
  "PositionInQueue",
  "CustomerDisconnected",
  "Holiday",
  "OutOfOperatingHours",
  "SessionEnded",
  "TransferAccepted",
] as const;
const directLine = new CustomChannel("direct-line", {
  name: "Direct Line",
  account: fullAccount,
  workstream: units,
  channelType: "DirectLine",
  language: "en-US",
  automatedMessages: triggers.map((trigger) => ({
    trigger,
    text: `${trigger}: {AgentName} of {QueueName} serves {$Tier$} customers.`,
  })),
  survey: {
    survey: "Customer satisfaction",
    mode: "SendLink",
    message: "How was it?",
    botSurvey: { survey: "Bot satisfaction", message: "And the agent?" },
  },
  attachments: { customers: true, agents: true },
  realTimeTranslation: true,
  adopt: false,
});
new CustomChannel("small", {
  name: "Small",
  account: smallAccount.rowId,
  workstream: smallWorkstream.rowId,
  channelType: "DirectLine",
  language: 1036,
});
new CustomChannel("adopted", {
  name: "Adopted",
  account: adoptedAccount,
  workstream: adoptedWorkstream,
  channelType: "DirectLine",
  language: "German - Germany",
  adopt: true,
});
const messagingApi = new CustomChannel("messaging-api", {
  name: "Messaging API",
  workstream: profile,
  channelType: "MessagingApi",
  language: "fr-FR",
  automatedMessages: [{ trigger: "SessionEnded", text: "Goodbye." }],
  survey: { survey: "Customer satisfaction" },
  attachments: { customers: true, agents: false },
  realTimeTranslation: false,
  messagingApi: {
    appId: "22222222-aaaa-4bbb-8ccc-0000000000a1",
    tenantId,
    webhookUrl: "https://hook.contoso.com/messages",
  },
});

const toSupport = { workstream: units, kind: "routeToQueue", queue: "Support" } as const;
const comparisons: readonly ConditionArgs[] = [
  { contextVariable: "Tier", value: "gold" },
  { contextVariable: "Tier", operator: "Equals", value: "silver" },
  { contextVariable: "Tier", operator: "NotEquals", value: "bronze" },
  { contextVariable: "Tier", operator: "Contains", value: "old" },
  { contextVariable: "Tier", operator: "In", values: ["gold", "silver"] },
  { contextVariable: "Tier", operator: "ContainsData" },
  { contextVariable: "Visits", operator: "Equals", value: 3 },
  { contextVariable: "Visits", operator: "GreaterThan", value: 10 },
  { contextVariable: "Visits", operator: "GreaterThanOrEqual", value: 10 },
  { contextVariable: "Visits", operator: "LessThan", value: 2 },
  { contextVariable: "Visits", operator: "LessThanOrEqual", value: "2" },
  { contextVariable: "Visits", operator: "In", values: [1, 2] },
  { conversation: "PriorityScore", operator: "GreaterThan", value: 5 },
  { conversation: "CreatedOn", operator: "ContainsData" },
];
comparisons.forEach((when, at) => {
  new RoutingRule(`comparison-${at}`, { ...toSupport, name: `Comparison ${at}`, order: 100 + at, when });
});
new RoutingRule("customer", {
  ...toSupport,
  name: "What is known of the customer",
  order: 200,
  when: {
    any: [
      { customer: "ChannelType", operator: "ContainsData" },
      { customer: "SenderId", operator: "ContainsData" },
      { customer: "Name", value: "Alex" },
      { customer: "FirstName", value: "Alex" },
      { customer: "LastName", operator: "In", values: ["Smith", "Jones"] },
      { customer: "EmailAddress", operator: "ContainsData" },
      { customer: "PhoneNumber", operator: "ContainsData" },
    ],
  },
});
new RoutingRule("nested", {
  ...toSupport,
  name: 'Nested <&> "quoted"',
  order: 210,
  when: {
    all: [
      { contextVariable: "Tier", value: "gold & silver" },
      {
        any: [
          { contextVariable: "Visits", operator: "GreaterThan", value: 1 },
          {
            all: [
              { conversation: "PriorityScore", value: 7 },
              { contextVariable: "Tier", operator: "ContainsData" },
            ],
          },
        ],
      },
    ],
  },
});
const shared = new RoutingRule("shared", {
  workstream: units,
  kind: "routeToQueue",
  name: "Shared",
  order: 900,
  queues: [
    { queue: "Support", percent: 60 },
    { queue: "Sales", percent: 40 },
    { queue: "VIP", percent: 0 },
  ],
});
new RoutingRule("small", {
  workstream: profile.rowId,
  kind: "routeToQueue",
  name: "Everyone",
  order: 1,
  queue: "VIP",
});
new RoutingRule("adopted", {
  workstream: adoptedWorkstream,
  kind: "routeToQueue",
  name: "Everyone",
  order: 4_294_967_295,
  queue: "Sales",
});
new RoutingRule("attributes", {
  workstream: units,
  kind: "classification",
  name: "Attributes",
  order: 10,
  ruleset: { name: "Priorities", order: 1 },
  when: { contextVariable: "Tier", value: "gold" },
  set: {
    attributes: [
      { conversation: "PriorityScore", value: 100 },
      { contextVariable: "Tier", value: "platinum" },
      { contextVariable: "Visits", value: 1 },
    ],
  },
});
new RoutingRule("attributes-and-skills", {
  workstream: units,
  kind: "classification",
  name: "Attributes and skills",
  order: 20,
  ruleset: { name: "Priorities", order: 1 },
  set: {
    attributes: [{ conversation: "PriorityScore", value: 10 }],
    skills: [{ skill: "Billing", rating: "Good" }],
  },
});
new RoutingRule("skills", {
  workstream: units,
  kind: "classification",
  name: "Skills",
  order: 10,
  ruleset: { name: "Skills", order: 2 },
  when: { contextVariable: "Visits", operator: "GreaterThanOrEqual", value: 5 },
  set: { skills: [{ skill: "French", rating: "Expert" }] },
});

export const accounts = [smallAccount, fullAccount, adoptedAccount].map(
  ({ rowId, messagingEndpoint, validationStatus, lastValidated }) => ({
    rowId,
    messagingEndpoint,
    validationStatus,
    lastValidated,
  }),
);
export const secret = fullAccount.clientSecret;
export const rows = [directLine.rowId, shared.rowId, units.rowId, units.organizationId];
export const subject = messagingApi.federatedCredentialSubject;
