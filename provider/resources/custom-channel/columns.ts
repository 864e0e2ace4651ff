import type { Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import type { Columns, Row } from "../../dataverse/contract.ts";
import { accountTable } from "../tables.ts";
import { bindTo } from "../own-row.ts";
import type { Setting } from "../settings.ts";
import { workstreamTable } from "../tables.ts";

/** Generated documentation of the omnichannel layer. Telegram, Kik and Google's Business Messages have ended. */
export const channelTypes = { DirectLine: 192350000, MessagingApi: 192350005 } as const;
const surveyModes = { Insert: 192350000, SendLink: 192350001 } as const;

const surveySet = "msfp_surveies";

export const channelColumns = [
  "msdyn_name",
  "msdyn_occustomchannelid",
  "_msdyn_custombotchannelregistration_value",
  "_msdyn_liveworkstreamid_value",
  "_msdyn_ocwidgetlanguage_value",
  "msdyn_enablefileattachmentsforagents",
  "msdyn_enablefileattachmentsforcustomers",
  "msdyn_enablerealtimelanguagetranslation",
  "msdyn_postconversationsurveyenable",
  "msdyn_postconversationsurveybotsurvey",
  "_msdyn_postconversationsurvey_value",
  "_msdyn_postconversationsurveyseparatebotsurvey_value",
  "msdyn_postconversationsurveymode",
  "msdyn_postconversationsurveybotsurveymode",
  "msdyn_postconversationsurveymessagetext",
  "msdyn_postconversationsurveybotsurveymessagetext",
  "msdyn_appid",
  "msdyn_tenantid",
  "msdyn_webhookurl",
  "_managedidentityid_value",
];

/** The kind is settled at creation. */
export const channelType: Setting = {
  path: ["channelType"],
  columns: (kind) => ({ msdyn_occustomchannelid: channelTypes[kind as keyof typeof channelTypes] }),
};

function column(path: readonly string[], name: string, otherwise: unknown): Setting {
  return { path, columns: (value) => ({ [name]: value }), otherwise: () => ({ [name]: otherwise }) };
}

function row(argument: string, navigation: string, set: string): Setting {
  return {
    path: [argument],
    columns: (id) => bindTo(navigation, set, String(id)),
    otherwise: () => bindTo(navigation, set, undefined),
  };
}

/** Navigation properties of surveys are written PascalCase after the prefix, their columns lower case. */
function survey(path: readonly string[], navigation: string, on: Columns, off: Columns): Setting {
  return {
    path,
    columns: async (named, { session }) => ({
      ...on,
      ...bindTo(navigation, surveySet, await session.lookups.resolve("survey", String(named), path.join("."))),
    }),
    otherwise: () => ({ ...off, ...bindTo(navigation, surveySet, undefined) }),
  };
}

export const settings: readonly Setting[] = [
  { path: ["name"], columns: (name) => ({ msdyn_name: name }) },
  row("account", "msdyn_custombotchannelregistration", accountTable.set),
  row("workstream", "msdyn_liveworkstreamid", workstreamTable.set),
  {
    path: ["language"],
    columns: async (language, { session }) =>
      bindTo(
        "msdyn_ocwidgetlanguage",
        "msdyn_oclanguages",
        await session.lookups.resolve("language", language as string | number, "language"),
      ),
  },
  column(["attachments", "customers"], "msdyn_enablefileattachmentsforcustomers", false),
  column(["attachments", "agents"], "msdyn_enablefileattachmentsforagents", false),
  column(["realTimeTranslation"], "msdyn_enablerealtimelanguagetranslation", false),
  survey(
    ["survey", "survey"],
    "msdyn_PostConversationSurvey",
    { msdyn_postconversationsurveyenable: true, msdyn_postconversationsurveymode: surveyModes.SendLink },
    { msdyn_postconversationsurveyenable: false, msdyn_postconversationsurveymode: null },
  ),
  column(["survey", "message"], "msdyn_postconversationsurveymessagetext", null),
  // assumed: the switch stands for a survey of its own; off, conversations of an AI agent get the same survey.
  survey(
    ["survey", "botSurvey", "survey"],
    "msdyn_PostConversationSurveySeparateBotSurvey",
    { msdyn_postconversationsurveybotsurvey: true, msdyn_postconversationsurveybotsurveymode: surveyModes.SendLink },
    { msdyn_postconversationsurveybotsurvey: false, msdyn_postconversationsurveybotsurveymode: null },
  ),
  column(["survey", "botSurvey", "message"], "msdyn_postconversationsurveybotsurveymessagetext", null),
  { path: ["messagingApi", "appId"], columns: (id) => ({ msdyn_appid: lower(id) }) },
  { path: ["messagingApi", "tenantId"], columns: (id) => ({ msdyn_tenantid: lower(id) }) },
  { path: ["messagingApi", "webhookUrl"], columns: (url) => ({ msdyn_webhookurl: url }) },
];

function lower(text: unknown): unknown {
  return typeof text === "string" ? text.toLowerCase() : text;
}

/** The row with ids as text in lower case, so that another spelling of the same id is no change. */
export function inOneForm(channel: Row): Row {
  return { ...channel, msdyn_appid: lower(channel["msdyn_appid"]), msdyn_tenantid: lower(channel["msdyn_tenantid"]) };
}

export async function toProperties(operation: Operation, channel: Row, remembered: Properties): Promise<Properties> {
  const api = {
    appId: asWritten(channel["msdyn_appid"], (remembered["messagingApi"] as Properties | undefined)?.["appId"]),
    tenantId: asWritten(
      channel["msdyn_tenantid"],
      (remembered["messagingApi"] as Properties | undefined)?.["tenantId"],
    ),
    webhookUrl: channel["msdyn_webhookurl"] ?? undefined,
  };
  const kind = nameOf(channelTypes, channel["msdyn_occustomchannelid"]);
  const language = channel["_msdyn_ocwidgetlanguage_value"];
  return {
    [kept.rowId]: channel["msdyn_occustommessagingchannelid"],
    name: channel["msdyn_name"] ?? undefined,
    account: asWritten(channel["_msdyn_custombotchannelregistration_value"], remembered["account"]),
    workstream: asWritten(channel["_msdyn_liveworkstreamid_value"], remembered["workstream"]),
    channelType: kind,
    language:
      typeof language === "string"
        ? await operation.session.lookups.show("language", language, remembered["language"])
        : undefined,
    attachments: {
      customers: channel["msdyn_enablefileattachmentsforcustomers"] === true,
      agents: channel["msdyn_enablefileattachmentsforagents"] === true,
    },
    realTimeTranslation: channel["msdyn_enablerealtimelanguagetranslation"] === true,
    survey: await surveyOf(operation, channel, (remembered["survey"] ?? {}) as Properties),
    messagingApi: kind === "MessagingApi" ? api : undefined,
  };
}

/** Surveys made by Copilot Studio are kept in another table: a channel that has one shows none here. */
async function surveyOf(operation: Operation, channel: Row, remembered: Properties): Promise<Properties | undefined> {
  const id = channel["_msdyn_postconversationsurvey_value"];
  if (channel["msdyn_postconversationsurveyenable"] !== true || typeof id !== "string") return undefined;
  const { lookups } = operation.session;
  const botId = channel["_msdyn_postconversationsurveyseparatebotsurvey_value"];
  const bot = (remembered["botSurvey"] ?? {}) as Properties;
  const separate = channel["msdyn_postconversationsurveybotsurvey"] === true && typeof botId === "string";
  return {
    survey: await lookups.show("survey", id, remembered["survey"]),
    mode: nameOf(surveyModes, channel["msdyn_postconversationsurveymode"]),
    message: channel["msdyn_postconversationsurveymessagetext"] ?? undefined,
    botSurvey: separate
      ? {
          survey: await lookups.show("survey", botId, bot["survey"]),
          message: channel["msdyn_postconversationsurveybotsurveymessagetext"] ?? undefined,
        }
      : undefined,
  };
}

/** An id, in the spelling of the program where it is the same one. */
function asWritten(id: unknown, written: unknown): unknown {
  if (typeof id !== "string") return undefined;
  return typeof written === "string" && written.toLowerCase() === id.toLowerCase() ? written : id;
}

export function nameOf(options: Readonly<Record<string, number>>, value: unknown): string | undefined {
  return Object.entries(options).find(([, number]) => number === value)?.[0];
}
