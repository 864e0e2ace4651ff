import type { CustomChannelArguments } from "../../../schema/custom-channel.ts";
import type { OperationContext } from "../../core/definition.ts";
import { sameRowId } from "../../core/identity.ts";
import type { Observed, Prior } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import { columnsIn, readRow, type ColumnMapping } from "../../rows/column-mapping.ts";
import { accountTable, channelTable, workstreamTable } from "../../rows/tables.ts";

/**
 * From the generated documentation of the omnichannel layer. It also lists Telegram, Kik and Google's Business
 * Messages, which Microsoft has retired.
 */
export const channelTypes = { DirectLine: 192350000, MessagingApi: 192350005 } as const;
const surveyModes = { Insert: 192350000, SendLink: 192350001 } as const;

const surveySet = "msfp_surveies";

type ChannelColumn = ColumnMapping<CustomChannelArguments>;

/** The channel type cannot change after creation. */
export const channelType: ChannelColumn = {
  path: "channelType",
  select: ["msdyn_occustomchannelid"],
  write: (type) => ({ msdyn_occustomchannelid: channelTypes[type] }),
  read: kindOf,
};

function kindOf(channel: Row): CustomChannelArguments["channelType"] | undefined {
  return optionIn(channel, "msdyn_occustomchannelid", channelTypes);
}

function isMessagingApi(channel: Row): boolean {
  return kindOf(channel) === "MessagingApi";
}

/** A switch that is off unless the program says otherwise. */
function toggle<Path extends "attachments.customers" | "attachments.agents" | "realTimeTranslation">(
  path: Path,
  column: string,
) {
  return {
    path,
    select: [column],
    write: (value: boolean) => ({ [column]: value }),
    read: (channel: Row) => channel[column] === true,
    default: () => false,
  };
}

/** A lookup of an account or a workstream. */
function row<Path extends "account" | "workstream">(path: Path, navigation: string, set: string) {
  const column = `_${navigation}_value`;
  return {
    path,
    select: [column],
    write: (id: string) => bindTo(navigation, set, id),
    read: (channel: Row, prior: string | undefined) => asWritten(textIn(channel, column), prior),
    cleared: bindTo(navigation, set, undefined),
  };
}

/** Navigation properties of surveys are PascalCase after the prefix; their columns are lower case. */
const surveys = {
  all: {
    switch: "msdyn_postconversationsurveyenable",
    mode: "msdyn_postconversationsurveymode",
    message: "msdyn_postconversationsurveymessagetext",
    navigation: "msdyn_PostConversationSurvey",
    column: "_msdyn_postconversationsurvey_value",
  },
  // assumed: this switch gives the conversations of AI agents a survey of their own. Off, they get the same one.
  ofAgents: {
    switch: "msdyn_postconversationsurveybotsurvey",
    mode: "msdyn_postconversationsurveybotsurveymode",
    message: "msdyn_postconversationsurveybotsurveymessagetext",
    navigation: "msdyn_PostConversationSurveySeparateBotSurvey",
    column: "_msdyn_postconversationsurveyseparatebotsurvey_value",
  },
} as const;
type Survey = (typeof surveys)[keyof typeof surveys];

/** Copilot Studio keeps its surveys in another table. A channel that uses one shows no survey here. */
function isSent(channel: Row, survey: Survey): boolean {
  const isOn = channel[survey.switch] === true && textIn(channel, survey.column) !== undefined;
  return isOn && (survey === surveys.all || isSent(channel, surveys.all));
}

function surveyRow<Path extends "survey.survey" | "survey.botSurvey.survey">(path: Path, survey: Survey) {
  const { switch: isOn, mode, navigation, column } = survey;
  return {
    path,
    select: [isOn, mode, column],
    write: async (named: string, { session }: OperationContext) => ({
      [isOn]: true,
      [mode]: surveyModes.SendLink,
      ...bindTo(navigation, surveySet, await session.lookups.resolve("survey", named, path)),
    }),
    read: async (channel: Row, prior: string | undefined, { session }: OperationContext) =>
      isSent(channel, survey) ? session.lookups.show("survey", textIn(channel, column) ?? "", prior) : undefined,
    cleared: { [isOn]: false, [mode]: null, ...bindTo(navigation, surveySet, undefined) },
  };
}

function surveyMessage<Path extends "survey.message" | "survey.botSurvey.message">(path: Path, survey: Survey) {
  const { message } = survey;
  return {
    path,
    select: [message],
    write: (text: string) => ({ [message]: text }),
    read: (channel: Row) => (isSent(channel, survey) ? textIn(channel, message) : undefined),
    cleared: { [message]: null },
  };
}

function apiId<Path extends "messagingApi.appId" | "messagingApi.tenantId">(path: Path, column: string) {
  return {
    path,
    select: [column],
    write: (id: string) => ({ [column]: id.toLowerCase() }),
    read: (channel: Row, prior: string | undefined) =>
      isMessagingApi(channel) ? asWritten(textIn(channel, column), prior) : undefined,
  };
}

export const mappings: readonly ChannelColumn[] = [
  {
    path: "name",
    select: ["msdyn_name"],
    write: (name) => ({ msdyn_name: name }),
    read: (channel) => textIn(channel, "msdyn_name"),
  },
  row("account", "msdyn_custombotchannelregistration", accountTable.set),
  row("workstream", "msdyn_liveworkstreamid", workstreamTable.set),
  {
    path: "language",
    select: ["_msdyn_ocwidgetlanguage_value"],
    write: async (language, { session }) =>
      bindTo(
        "msdyn_ocwidgetlanguage",
        "msdyn_oclanguages",
        await session.lookups.resolve("language", language, "language"),
      ),
    read: async (channel, prior, { session }) => {
      const stored = textIn(channel, "_msdyn_ocwidgetlanguage_value");
      return stored === undefined ? undefined : session.lookups.show("language", stored, prior);
    },
  },
  toggle("attachments.customers", "msdyn_enablefileattachmentsforcustomers"),
  toggle("attachments.agents", "msdyn_enablefileattachmentsforagents"),
  toggle("realTimeTranslation", "msdyn_enablerealtimelanguagetranslation"),
  surveyRow("survey.survey", surveys.all),
  surveyMessage("survey.message", surveys.all),
  surveyRow("survey.botSurvey.survey", surveys.ofAgents),
  surveyMessage("survey.botSurvey.message", surveys.ofAgents),
  apiId("messagingApi.appId", "msdyn_appid"),
  apiId("messagingApi.tenantId", "msdyn_tenantid"),
  {
    path: "messagingApi.webhookUrl",
    select: ["msdyn_webhookurl"],
    write: (url) => ({ msdyn_webhookurl: url }),
    read: (channel) => (isMessagingApi(channel) ? textIn(channel, "msdyn_webhookurl") : undefined),
  },
];

const all: readonly ChannelColumn[] = [channelType, ...mappings];

export const channelColumns = [...columnsIn(all), "_managedidentityid_value"];

/** Lower-cases ids that are stored as text, so that a different spelling of the same id is not a change. */
export function inOneForm(channel: Row): Row {
  return { ...channel, msdyn_appid: lower(channel, "msdyn_appid"), msdyn_tenantid: lower(channel, "msdyn_tenantid") };
}

function lower(channel: Row, column: string): unknown {
  return textIn(channel, column)?.toLowerCase() ?? channel[column];
}

export async function toProperties(
  operation: OperationContext,
  channel: Row,
  prior: Prior<CustomChannelArguments>,
): Promise<Observed<CustomChannelArguments & { readonly rowId: string }>> {
  const read = await readRow<CustomChannelArguments>(all, operation, channel, prior);
  // The mapping of the survey writes the mode, so the mode has no mapping of its own.
  const mode = optionIn(channel, surveys.all.mode, surveyModes);
  return {
    ...read,
    rowId: idIn(channel, channelTable),
    survey: read.survey && { ...read.survey, mode },
  };
}

/** An id as the program spells it, if it is the same id. */
function asWritten(id: string | undefined, written: string | undefined): string | undefined {
  return sameRowId(id, written) ? written : id;
}
