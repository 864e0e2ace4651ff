import type { ResourceType } from "../../../schema/index.ts";

/** One resource that a stack changes twice: `before` → `after` → `without`, each as source of its arguments. */
export interface UpdateCase {
  readonly type: ResourceType;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The writes of the first change: column values as JSON, with names in place of ids. */
  readonly writes: readonly string[];
  /** The writes when the program drops the property. Missing if the property is required. */
  readonly without?: string;
  readonly returns?: readonly string[];
}

const workstreamTable = "msdyn_liveworkstream";
const channelTable = "msdyn_occustommessagingchannel";
const messageTable = "msdyn_ocsystemmessage";
const variableTable = "msdyn_ocliveworkstreamcontextvariable";
const profileTable = "msdyn_liveworkstreamcapacityprofile";

function workstream(
  name: string,
  [before, after]: readonly [string, string],
  write: string,
  returned?: string,
): UpdateCase {
  return {
    type: "Workstream",
    name,
    before,
    after,
    without: "",
    writes: [`PATCH ${workstreamTable} <${name}> ${write}`],
    returns: returned === undefined ? [] : [`PATCH ${workstreamTable} <${name}> ${returned}`],
  };
}

const quiet = '"contoso_quiet_notification"';

export const workstreamCases: readonly UpdateCase[] = [
  {
    type: "Workstream",
    name: "renamed",
    before: 'name: "Before"',
    after: 'name: "After"',
    writes: [`PATCH ${workstreamTable} <renamed> {"msdyn_name":"After"}`],
  },
  workstream(
    "fallbackQueue",
    ['fallbackQueue: "Support"', 'fallbackQueue: "Sales"'],
    '{"msdyn_defaultqueue@odata.bind":"/queues(<queue Sales>)"}',
    '{"msdyn_defaultqueue":null}',
  ),
  workstream("units", ["capacity: { units: 10 }", "capacity: { units: 20 }"], '{"msdyn_capacityrequired":20}'),
  {
    type: "Workstream",
    name: "profile",
    before: "capacity: { units: 10 }",
    after: 'capacity: { profile: "Premium messaging" }',
    writes: [
      `PATCH ${workstreamTable} <profile> {"msdyn_capacityformat":192360000}`,
      `PATCH ${profileTable} <id> {"msdyn_name":"Premium messaging-<profile Premium messaging>",` +
        '"msdyn_workstream_id@odata.bind":"/msdyn_liveworkstreams(<profile>)",' +
        '"msdyn_capacityProfile_id@odata.bind":"/msdyn_capacityprofiles(<profile Premium messaging>)"}',
      // The service made this link by itself, so it would be a second one.
      `DELETE ${profileTable} <id> `,
    ],
    // If the program does not set it, the service decides what a workstream counts, so nothing is written.
    without: "",
    returns: [],
  },
  workstream(
    "allowedPresences",
    ['allowedPresences: ["Available"]', 'allowedPresences: ["Busy", "Away"]'],
    '{"msdyn_allowedpresences":"192360001,192360003"}',
    '{"msdyn_allowedpresences":"192360000,192360001"}',
  ),
  workstream(
    "autoCloseAfterInactivityMinutes",
    ["autoCloseAfterInactivityMinutes: 60", "autoCloseAfterInactivityMinutes: 120"],
    '{"msdyn_autocloseafterinactivity":120}',
    '{"msdyn_autocloseafterinactivity":2880}',
  ),
  workstream(
    "keepSameAgent",
    ["keepSameAgent: true", "keepSameAgent: false"],
    '{"msdyn_enableagentaffinity":false}',
    '{"msdyn_enableagentaffinity":true}',
  ),
  workstream(
    "skillMatching",
    ['skillMatching: "Exact"', 'skillMatching: "Closest"'],
    '{"msdyn_matchinglogic":192350001}',
    '{"msdyn_matchinglogic":null}',
  ),
  workstream(
    "blockCapacityForWrapUp",
    ["blockCapacityForWrapUp: 5", 'blockCapacityForWrapUp: "Never"'],
    '{"msdyn_blockcapacityforwrapup":0}',
    '{"msdyn_blockcapacityforwrapup":null}',
  ),
  workstream(
    "sessionTemplate",
    ['sessionTemplate: "contoso_session"', 'sessionTemplate: "Custom messaging session - default"'],
    '{"msdyn_sessiontemplate_default":"msdyn_custommessaging_session"}',
  ),
  workstream(
    "notificationTemplates",
    [
      `notificationTemplates: { consult: ${quiet} }`,
      `notificationTemplates: { incomingAuthenticated: ${quiet}, incomingUnauthenticated: ${quiet}, transfer: ${quiet}, ` +
        `supervisorAssign: ${quiet}, consult: "Custom messaging - consult - default" }`,
    ],
    `{"msdyn_notificationtemplate_incoming_auth":${quiet},"msdyn_notificationtemplate_incoming_unauth":${quiet},` +
      '"msdyn_notificationtemplate_consult":"msdyn_custommessaging_consult",' +
      `"msdyn_notificationtemplate_transfer":${quiet},"msdyn_notificationtemplate_supervisorassign":${quiet}}`,
  ),
  workstream(
    "agent",
    ["", 'agent: { botHandle: "contoso-agent" }'],
    '{"msdyn_bot_user@odata.bind":"/systemusers(<agent>)"}',
    '{"msdyn_bot_user":null}',
  ),
  {
    type: "Workstream",
    name: "contextVariables",
    before: 'contextVariables: [{ name: "Tier", type: "Text" }]',
    after: 'contextVariables: [{ name: "Tier", type: "Text" }, { name: "Age", type: "Number" }]',
    writes: [
      `PATCH ${variableTable} <id> {"msdyn_name":"Age","msdyn_datatype":192350001,` +
        '"msdyn_liveworkstreamid@odata.bind":"/msdyn_liveworkstreams(<contextVariables>)","msdyn_displayname":"Age"}',
    ],
    without: "",
    returns: [`DELETE ${variableTable} <id> `, `DELETE ${variableTable} <id> `],
  },
];

const api = (path: string) =>
  `messagingApi: { appId: "11111111-aaaa-4bbb-8ccc-0000000000c1", tenantId: "11111111-aaaa-4bbb-8ccc-000000000001", ` +
  `webhookUrl: "https://hook.example/${path}" }`;

function channel(
  name: string,
  [before, after, without]: readonly [string, string, string?],
  write: string,
  returned?: string,
): UpdateCase {
  return {
    type: "CustomChannel",
    name,
    before: `${before} ${api("a")}`,
    after: `${after} ${api("a")}`,
    writes: [`PATCH ${channelTable} <${name}> ${write}`],
    ...(without === undefined ? {} : { without: `${without} ${api("a")}` }),
    ...(returned === undefined ? {} : { returns: [`PATCH ${channelTable} <${name}> ${returned}`] }),
  };
}

/** Most are Messaging API channels, because an account can have only one Direct Line channel. */
export const channelCases: readonly UpdateCase[] = [
  channel("channel renamed", ['name: "Before",', 'name: "After",'], '{"msdyn_name":"After"}'),
  channel(
    "moved to another workstream",
    ["", "workstream: other,"],
    '{"msdyn_liveworkstreamid@odata.bind":"/msdyn_liveworkstreams(<other>)"}',
  ),
  channel(
    "language",
    ["", 'language: "de-DE",'],
    '{"msdyn_ocwidgetlanguage@odata.bind":"/msdyn_oclanguages(<language de-DE>)"}',
  ),
  channel(
    "survey",
    [
      "",
      'survey: { survey: "Customer satisfaction", message: "How was it?", botSurvey: { survey: "Bot satisfaction" } },',
      "",
    ],
    '{"msdyn_postconversationsurveyenable":true,"msdyn_postconversationsurveymode":192350001,' +
      '"msdyn_PostConversationSurvey@odata.bind":"/msfp_surveies(<survey Customer satisfaction>)",' +
      '"msdyn_postconversationsurveymessagetext":"How was it?","msdyn_postconversationsurveybotsurvey":true,' +
      '"msdyn_postconversationsurveybotsurveymode":192350001,' +
      '"msdyn_PostConversationSurveySeparateBotSurvey@odata.bind":"/msfp_surveies(<survey Bot satisfaction>)"}',
    '{"msdyn_postconversationsurveyenable":false,"msdyn_postconversationsurveymode":null,' +
      '"msdyn_PostConversationSurvey":null,"msdyn_postconversationsurveymessagetext":null,' +
      '"msdyn_postconversationsurveybotsurvey":false,"msdyn_postconversationsurveybotsurveymode":null,' +
      '"msdyn_PostConversationSurveySeparateBotSurvey":null}',
  ),
  channel(
    "attachments",
    ["attachments: { customers: true },", "attachments: { customers: false, agents: true },", ""],
    '{"msdyn_enablefileattachmentsforcustomers":false,"msdyn_enablefileattachmentsforagents":true}',
    '{"msdyn_enablefileattachmentsforagents":false}',
  ),
  channel(
    "realTimeTranslation",
    ["realTimeTranslation: false,", "realTimeTranslation: true,", ""],
    '{"msdyn_enablerealtimelanguagetranslation":true}',
    '{"msdyn_enablerealtimelanguagetranslation":false}',
  ),
  {
    type: "CustomChannel",
    name: "automatedMessages",
    before: `automatedMessages: [{ trigger: "Greeting", text: "Hi" }], ${api("a")}`,
    after: `automatedMessages: [{ trigger: "Greeting", text: "Hello" }, { trigger: "AgentDisconnected", text: "Bye" }], ${api("a")}`,
    writes: [
      `PATCH ${messageTable} <id> {"msdyn_messagetext":"Hello"}`,
      `PATCH ${messageTable} <id> {"msdyn_systemmessageeventtype":192350013,"msdyn_messagereceiver":192350001,` +
        '"msdyn_messagetext":"Bye","msdyn_instanceid":"<automatedMessages>",' +
        '"msdyn_defaultlanguage@odata.bind":"/msdyn_oclanguages(<language en-US>)",' +
        '"msdyn_name":"Agent disconnected from conversation","msdyn_streamsource":192350002,"msdyn_messagetype":2}',
    ],
    without: api("a"),
    returns: [`DELETE ${messageTable} <id> `, `DELETE ${messageTable} <id> `],
  },
  {
    type: "CustomChannel",
    name: "messagingApi",
    before: api("a"),
    after: api("b"),
    writes: [`PATCH ${channelTable} <messagingApi> {"msdyn_webhookurl":"https://hook.example/b"}`],
  },
  {
    type: "CustomChannel",
    name: "messagingApi identity",
    before: api("a"),
    after: api("a").replace("0000000000c1", "0000000000c2"),
    writes: [
      'PATCH managedidentity <id> {"applicationid":"<id>"}',
      `PATCH ${channelTable} <messagingApi identity> {"msdyn_appid":"<id>"}`,
    ],
  },
  {
    type: "CustomChannel",
    name: "moved to another account",
    before: 'channelType: "DirectLine", account: rotated',
    after: 'channelType: "DirectLine", account: endpointGiven',
    writes: [
      `PATCH ${channelTable} <moved to another account> ` +
        '{"msdyn_custombotchannelregistration@odata.bind":"/msdyn_ocbotchannelregistrations(<endpointGiven>)"}',
    ],
  },
];

export const ruleCases: readonly UpdateCase[] = [
  {
    type: "RoutingRule",
    name: "rule renamed",
    before: 'name: "Before", order: 1, queue: "Support"',
    after: 'name: "After", order: 1, queue: "Support"',
    writes: [],
  },
  {
    type: "RoutingRule",
    name: "order",
    before: 'order: 2, queue: "Support"',
    after: 'order: 5, queue: "Support"',
    writes: [],
  },
  {
    type: "RoutingRule",
    name: "when",
    before: 'order: 3, queue: "Support"',
    after: 'order: 3, queue: "Support", when: { customer: "Name", value: "Ann" }',
    writes: [],
    without: 'order: 3, queue: "Support"',
    returns: [],
  },
  {
    type: "RoutingRule",
    name: "queue",
    before: 'order: 4, queue: "Support"',
    after: 'order: 4, queue: "Sales"',
    writes: [],
  },
  {
    type: "RoutingRule",
    name: "queues",
    before: 'order: 6, queue: "Support"',
    after: 'order: 6, queues: [{ queue: "Support", percent: 60 }, { queue: "Sales", percent: 40 }]',
    writes: [],
  },
  {
    type: "RoutingRule",
    name: "ruleset",
    before:
      'kind: "classification", order: 1, ruleset: { name: "First", order: 1 }, set: { attributes: [{ conversation: "PriorityScore", value: 1 }] }',
    after:
      'kind: "classification", order: 1, ruleset: { name: "First", order: 3 }, set: { attributes: [{ conversation: "PriorityScore", value: 1 }] }',
    writes: [
      // Its new version makes the service refuse a writer that adds or moves a step without knowing of these.
      'PATCH msdyn_routingconfiguration <id> {"msdyn_isactiveconfiguration":true}',
      'PATCH msdyn_routingconfigurationstep <id> {"msdyn_steporder":3}',
      // Route to queue stays after the classification.
      'PATCH msdyn_routingconfigurationstep <id> {"msdyn_steporder":4}',
    ],
  },
  {
    type: "RoutingRule",
    name: "set",
    before:
      'kind: "classification", order: 1, ruleset: { name: "Second", order: 2 }, set: { attributes: [{ conversation: "PriorityScore", value: 1 }] }',
    after:
      'kind: "classification", order: 1, ruleset: { name: "Second", order: 2 }, set: { attributes: [{ conversation: "PriorityScore", value: 2 }], skills: [{ skill: "French", rating: "Good" }] }',
    writes: [],
  },
];
