import { longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const msfpSurvey = defineTable({
  logicalName: "msfp_survey",
  // The product spells the plural like this.
  entitySet: "msfp_surveies",
  displayName: "Customer Voice survey",
  primaryId: "msfp_surveyid",
  primaryName: "msfp_name",
  ownership: "UserOwned",
  solutionAware: false,
  readBy: ["CustomChannel"],
  source: "XDT; assumed: everything but the entity set",
  columns: {
    msfp_name: string(longestString, "assumed: name column with the prefix of its table"),
  },
});
