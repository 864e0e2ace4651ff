import { longestString, lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Surveys made by Copilot Studio. It is not known whether a row can point at a custom channel. */
export const surveyConfig = defineTable({
  logicalName: "msdyn_surveyconfig",
  entitySet: "msdyn_surveyconfigs",
  displayName: "Survey configuration",
  primaryId: "msdyn_surveyconfigid",
  primaryName: "msdyn_surveyconfigname",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["CustomChannel"],
  source: "DUMP, DEVKIT; assumed: ownership",
  columns: {
    msdyn_surveyconfigname: string(longestString, "DUMP, DEVKIT; assumed: length"),
    msdyn_agentsurveyid: lookup(
      { table: "msdyn_customerfeedbacksurvey", navigation: "msdyn_agentsurveyid", onDelete: "RemoveLink" },
      "DUMP, DEVKIT; assumed: delete behaviour",
    ),
    msdyn_botsurveyid: lookup(
      { table: "msdyn_customerfeedbacksurvey", navigation: "msdyn_botsurveyid", onDelete: "RemoveLink" },
      "DUMP, DEVKIT; assumed: delete behaviour",
    ),
    msdyn_targetchannelid: lookup(
      {
        table: "msdyn_livechatconfig",
        navigation: "msdyn_targetchannelid_msdyn_surveyconfig_msdyn_livechatconfig",
        onDelete: "RemoveLink",
      },
      "DUMP, DEVKIT; assumed: navigation and delete behaviour",
    ),
    msdyn_targetchannellogicalname: string(longestString, "DUMP, DEVKIT; assumed: length"),
  },
});
