import type { CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { OperationContext } from "../../core/definition.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Session } from "../../core/session.ts";
import type { Observed, Prior } from "../../core/typed-values.ts";
import type { Columns, Row } from "../../dataverse/types.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import type { ColumnMapping } from "../../rows/column-mapping.ts";
import { accountTable, channelTable, workstreamTable } from "../../rows/tables.ts";

/**
 * From the generated documentation of the omnichannel layer. It also lists Telegram, Kik and Google's Business
 * Messages, which Microsoft has retired.
 */
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

type ChannelColumn = ColumnMapping<CustomChannelArguments>;

/** The channel type cannot change after creation. */
export const channelType: ChannelColumn = {
  path: "channelType",
  columns: (type) => ({ msdyn_occustomchannelid: channelTypes[type] }),
};

/** A column that holds the argument's value unchanged. */
function column(name: string, otherwise: unknown) {
  return { columns: (value: unknown) => ({ [name]: value }), otherwise: () => ({ [name]: otherwise }) };
}

/** A lookup of an account or a workstream. */
function row(navigation: string, set: string) {
  return { columns: (id: string) => bindTo(navigation, set, id), otherwise: () => bindTo(navigation, set, undefined) };
}

/** Navigation properties of surveys are PascalCase after the prefix; their columns are lower case. */
function survey<Path extends string>(path: Path, navigation: string, on: Columns, off: Columns) {
  return {
    path,
    columns: async (named: string, { session }: OperationContext) => ({
      ...on,
      ...bindTo(navigation, surveySet, await session.lookups.resolve("survey", named, path)),
    }),
    otherwise: () => ({ ...off, ...bindTo(navigation, surveySet, undefined) }),
  };
}

export const mappings: readonly ChannelColumn[] = [
  { path: "name", columns: (name) => ({ msdyn_name: name }) },
  { path: "account", ...row("msdyn_custombotchannelregistration", accountTable.set) },
  { path: "workstream", ...row("msdyn_liveworkstreamid", workstreamTable.set) },
  {
    path: "language",
    columns: async (language, { session }) =>
      bindTo(
        "msdyn_ocwidgetlanguage",
        "msdyn_oclanguages",
        await session.lookups.resolve("language", language, "language"),
      ),
  },
  { path: "attachments.customers", ...column("msdyn_enablefileattachmentsforcustomers", false) },
  { path: "attachments.agents", ...column("msdyn_enablefileattachmentsforagents", false) },
  { path: "realTimeTranslation", ...column("msdyn_enablerealtimelanguagetranslation", false) },
  survey(
    "survey.survey",
    "msdyn_PostConversationSurvey",
    { msdyn_postconversationsurveyenable: true, msdyn_postconversationsurveymode: surveyModes.SendLink },
    { msdyn_postconversationsurveyenable: false, msdyn_postconversationsurveymode: null },
  ),
  { path: "survey.message", ...column("msdyn_postconversationsurveymessagetext", null) },
  // assumed: this switch gives the conversations of AI agents a survey of their own. Off, they get the same one.
  survey(
    "survey.botSurvey.survey",
    "msdyn_PostConversationSurveySeparateBotSurvey",
    { msdyn_postconversationsurveybotsurvey: true, msdyn_postconversationsurveybotsurveymode: surveyModes.SendLink },
    { msdyn_postconversationsurveybotsurvey: false, msdyn_postconversationsurveybotsurveymode: null },
  ),
  { path: "survey.botSurvey.message", ...column("msdyn_postconversationsurveybotsurveymessagetext", null) },
  { path: "messagingApi.appId", columns: (id) => ({ msdyn_appid: id.toLowerCase() }) },
  { path: "messagingApi.tenantId", columns: (id) => ({ msdyn_tenantid: id.toLowerCase() }) },
  { path: "messagingApi.webhookUrl", columns: (url) => ({ msdyn_webhookurl: url }) },
];

/** Lower-cases ids that are stored as text, so that a different spelling of the same id is not a change. */
export function inOneForm(channel: Row): Row {
  return { ...channel, msdyn_appid: lower(channel, "msdyn_appid"), msdyn_tenantid: lower(channel, "msdyn_tenantid") };
}

function lower(channel: Row, column: string): unknown {
  return textIn(channel, column)?.toLowerCase() ?? channel[column];
}

export async function toProperties(
  { session }: OperationContext,
  channel: Row,
  prior: Prior<CustomChannelArguments>,
): Promise<Observed<CustomChannelArguments & { readonly rowId: string }>> {
  const kind = optionIn(channel, "msdyn_occustomchannelid", channelTypes);
  const language = textIn(channel, "_msdyn_ocwidgetlanguage_value");
  return {
    rowId: idIn(channel, channelTable),
    name: textIn(channel, "msdyn_name"),
    account: asWritten(textIn(channel, "_msdyn_custombotchannelregistration_value"), prior.account),
    workstream: asWritten(textIn(channel, "_msdyn_liveworkstreamid_value"), prior.workstream),
    channelType: kind,
    language: language && (await session.lookups.show("language", language, prior.language)),
    attachments: {
      customers: channel["msdyn_enablefileattachmentsforcustomers"] === true,
      agents: channel["msdyn_enablefileattachmentsforagents"] === true,
    },
    realTimeTranslation: channel["msdyn_enablerealtimelanguagetranslation"] === true,
    survey: await surveyOf(session, channel, prior.survey),
    messagingApi:
      kind === "MessagingApi"
        ? {
            appId: asWritten(textIn(channel, "msdyn_appid"), prior.messagingApi?.appId),
            tenantId: asWritten(textIn(channel, "msdyn_tenantid"), prior.messagingApi?.tenantId),
            webhookUrl: textIn(channel, "msdyn_webhookurl"),
          }
        : undefined,
  };
}

/** Copilot Studio keeps its surveys in another table. A channel that uses one shows no survey here. */
async function surveyOf(
  { lookups }: Session,
  channel: Row,
  prior: Prior<CustomChannelArguments>["survey"],
): Promise<Prior<CustomChannelArguments>["survey"]> {
  const id = textIn(channel, "_msdyn_postconversationsurvey_value");
  if (channel["msdyn_postconversationsurveyenable"] !== true || id === undefined) return undefined;
  const botId = textIn(channel, "_msdyn_postconversationsurveyseparatebotsurvey_value");
  const separate = channel["msdyn_postconversationsurveybotsurvey"] === true && botId !== undefined;
  return {
    survey: await lookups.show("survey", id, prior?.survey),
    mode: optionIn(channel, "msdyn_postconversationsurveymode", surveyModes),
    message: textIn(channel, "msdyn_postconversationsurveymessagetext"),
    botSurvey: separate
      ? {
          survey: await lookups.show("survey", botId, prior?.botSurvey?.survey),
          message: textIn(channel, "msdyn_postconversationsurveybotsurveymessagetext"),
        }
      : undefined,
  };
}

/** An id as the program spells it, if it is the same id. */
function asWritten(id: string | undefined, written: string | undefined): string | undefined {
  return sameRowId(id, written) ? written : id;
}
