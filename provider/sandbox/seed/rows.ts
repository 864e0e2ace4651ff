import type { Values } from "../store/row.ts";
import { identifier } from "../identity/identifiers.ts";
import {
  activeSolution,
  customMessagingTemplates,
  defaultProfileName,
  defaultSolution,
  queueOutputContract,
} from "../identity/well-known-names.ts";

export interface SeedRow {
  readonly table: string;
  readonly id: string;
  readonly values: Values;
}

const row = (table: string, name: string, values: Values): SeedRow => ({ table, id: identifier(table, name), values });

/** The id of English comes from a public export of Microsoft's. */
const englishId = "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f";

const languages: SeedRow[] = (
  [
    ["English - United States", "en-US", 1033],
    ["French - France", "fr-FR", 1036],
    ["German - Germany", "de-DE", 1031],
    ["Spanish - Spain", "es-ES", 3082],
    ["Italian - Italy", "it-IT", 1040],
    ["Portuguese - Brazil", "pt-BR", 1046],
    ["Dutch - Netherlands", "nl-NL", 1043],
    ["Polish - Poland", "pl-PL", 1045],
    ["Swedish - Sweden", "sv-SE", 1053],
    ["Danish - Denmark", "da-DK", 1030],
    ["Japanese - Japan", "ja-JP", 1041],
    ["Chinese - Simplified", "zh-CN", 2052],
    ["Arabic - Saudi Arabia", "ar-SA", 1025],
    ["Vietnamese - Vietnam", "vi-VN", 1066],
  ] as const
).map(([msdyn_languagename, msdyn_localecode, msdyn_localeid]) => ({
  table: "msdyn_oclanguage",
  id: msdyn_localeid === 1033 ? englishId : identifier("msdyn_oclanguage", msdyn_localecode),
  values: { msdyn_languagename, msdyn_localecode, msdyn_localeid },
}));

const messaging = 192350000;
const entity = 192350001;
const voice = 192350002;
const systemQueuePriority = 2_147_483_647;

const queues: SeedRow[] = (
  [
    ["Default messaging queue", messaging, true],
    ["Default entity queue", entity, true],
    ["Default voice queue", voice, true],
    ["Support", messaging, false],
    ["Sales", messaging, false],
    ["VIP", messaging, false],
  ] as const
).map(([name, msdyn_queuetype, isDefault]) =>
  row("queue", name, {
    name,
    msdyn_queuetype,
    msdyn_isomnichannelqueue: true,
    msdyn_isdefaultqueue: isDefault,
    msdyn_priority: isDefault ? systemQueuePriority : 1,
    msdyn_assignmentstrategy: 192350000,
    queueviewtype: 1,
  }),
);

const profile = (name: string, uniqueName: string, units: number): SeedRow =>
  row("msdyn_capacityprofile", uniqueName, {
    msdyn_name: name,
    msdyn_uniquename: uniqueName,
    msdyn_defaultmaxunits: units,
  });

const capacityProfiles = [
  profile("Messaging - Default", defaultProfileName, 2),
  profile("Voice inbound - Default", "msdyn_voice_inbound_profile", 1),
  profile("Premium messaging", "contoso_premium_messaging", 3),
];

/** Display names are public. The unique names are assumed. */
const notificationTemplates = [
  ["msdyn_custommessaging_incoming_authenticated", "Custom messaging - incoming authenticated - default"],
  ["msdyn_custommessaging_incoming_unauthenticated", "Custom messaging - incoming unauthenticated - default"],
  ["msdyn_custommessaging_consult", "Custom messaging - consult - default"],
  ["msdyn_custommessaging_transfer", "Custom messaging - transfer - default"],
  ["msdyn_custommessaging_supervisor_assign", "Custom messaging - supervisor assign - default"],
  ["contoso_quiet_notification", "Contoso quiet notification"],
].map(([msdyn_uniquename = "", msdyn_name = ""]) =>
  row("msdyn_notificationtemplate", msdyn_uniquename, { msdyn_uniquename, msdyn_name, msdyn_title: msdyn_name }),
);

const sessionTemplates = [
  [customMessagingTemplates["msdyn_sessiontemplate_default"] ?? "", "Custom messaging session - default"],
  ["contoso_session", "Contoso session"],
].map(([msdyn_uniquename = "", msdyn_name = ""]) =>
  row("msdyn_sessiontemplate", msdyn_uniquename, {
    msdyn_uniquename,
    msdyn_name,
    msdyn_type: false,
    msdyn_sessiontype: 0,
  }),
);

const managedSolution = identifier("solution", "ContosoBase");

const systemContracts = [
  queueOutputContract,
  "msdyn_queueoverflowrulesetinput",
  "msdyn_queueoverflowrulesetoutput",
  "msdyn_assignmentoutput_voicemail",
].map((name) =>
  row("msdyn_decisioncontract", name, {
    msdyn_name: name,
    msdyn_uniquename: name,
    msdyn_contractdefinition: '<contract version="1">\n</contract>',
    ismanaged: true,
    solutionid: managedSolution,
  }),
);

const ratingModel = identifier("ratingmodel", "Proficiency");

const skills: SeedRow[] = [
  row("ratingmodel", "Proficiency", { name: "Proficiency" }),
  ...["Beginner", "Good", "Expert"].map((name, at) =>
    row("ratingvalue", name, { name, value: at + 1, ratingmodel: ratingModel }),
  ),
  row("characteristic", "French", { name: "French" }),
  row("characteristic", "Billing", { name: "Billing" }),
];

const surveys = ["Customer satisfaction", "Bot satisfaction"].map((name) =>
  row("msfp_survey", name, { msfp_name: name }),
);

const solution = (id: string, uniquename: string, friendlyname: string, ismanaged: boolean): SeedRow => ({
  table: "solution",
  id,
  values: { uniquename, friendlyname, version: "1.0.0.0", ismanaged },
});

const solutions = [
  solution(activeSolution, "Active", "Active Solution", false),
  solution(defaultSolution, "Default", "Default Solution", false),
  solution(identifier("solution", "Channels"), "Channels", "Channels", false),
  solution(managedSolution, "ContosoBase", "Contoso base", true),
];

export const seedRows: readonly SeedRow[] = [
  ...languages,
  ...queues,
  ...capacityProfiles,
  ...notificationTemplates,
  ...sessionTemplates,
  ...systemContracts,
  ...skills,
  ...surveys,
  ...solutions,
];
