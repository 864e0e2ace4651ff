import { postConversationSurveyMode } from "./choices.ts";
import { boolean, lookup, omnichannelLayer, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** The custom channel. Its columns for surveys are lower case, their navigation properties are not. */
export const ocCustomMessagingChannel = defineTable({
  logicalName: "msdyn_occustommessagingchannel",
  entitySet: "msdyn_occustommessagingchannels",
  displayName: "Custom messaging channel",
  primaryId: "msdyn_occustommessagingchannelid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  writtenBy: ["CustomChannel"],
  source: "CE-X, CE-F; assumed: display name",
  columns: omnichannelLayer({
    msdyn_name: string(100, "CE-X", applicationRequired),
    msdyn_occustomchannelid: picklist(
      {
        192350000: "Direct Line",
        192350001: "Kik",
        192350002: "Telegram",
        192350004: "Google's Business Messages",
        192350005: "Messaging API",
      },
      "CE-X",
      applicationRequired,
    ),
    msdyn_custombotchannelregistration: lookup(
      {
        table: "msdyn_ocbotchannelregistration",
        navigation: "msdyn_custombotchannelregistration",
        onDelete: "Cascade",
        relationship:
          "msdyn_msdyn_ocbotchannelregistration_msdyn_occustommessagingchannel_custombotchannelregistration",
      },
      "CE-X, CE-F",
      applicationRequired,
    ),
    msdyn_liveworkstreamid: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_liveworkstreamid", onDelete: "Restrict" },
      "CE-X",
      applicationRequired,
    ),
    msdyn_ocwidgetlanguage: lookup(
      { table: "msdyn_oclanguage", navigation: "msdyn_ocwidgetlanguage", onDelete: "RemoveLink" },
      "CE-X",
      applicationRequired,
    ),
    msdyn_enablefileattachmentsforagents: boolean("CE-X, SMP-S", { default: false }),
    msdyn_enablefileattachmentsforcustomers: boolean("CE-X, SMP-S", { default: false }),
    msdyn_enablerealtimelanguagetranslation: boolean("CE-X", { default: false }),
    msdyn_postconversationsurveyenable: boolean("CE-X", { default: false }),
    msdyn_postconversationsurveybotsurvey: boolean("CE-X", { default: false }),
    msdyn_postconversationsurvey: lookup(
      { table: "msfp_survey", navigation: "msdyn_PostConversationSurvey", onDelete: "RemoveLink" },
      "CE-X",
    ),
    msdyn_postconversationsurveyseparatebotsurvey: lookup(
      {
        table: "msfp_survey",
        navigation: "msdyn_PostConversationSurveySeparateBotSurvey",
        onDelete: "RemoveLink",
      },
      "CE-X",
    ),
    msdyn_postconversationsurveymode: picklist(postConversationSurveyMode.options, "CE-X"),
    msdyn_postconversationsurveybotsurveymode: picklist(postConversationSurveyMode.options, "CE-X"),
    msdyn_postconversationsurveymessagetext: string(200, "CE-X"),
    msdyn_postconversationsurveybotsurveymessagetext: string(200, "CE-X"),
    msdyn_appid: string(100, "CE-X"),
    msdyn_tenantid: string(100, "CE-X"),
    msdyn_webhookurl: string(500, "CE-X"),
    managedidentityid: lookup(
      { table: "managedidentity", navigation: "managedidentityid", onDelete: "RemoveLink" },
      "CE-X",
    ),
  }),
});
