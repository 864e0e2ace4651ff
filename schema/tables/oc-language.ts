import { integer, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const ocLanguage = defineTable({
  logicalName: "msdyn_oclanguage",
  entitySet: "msdyn_oclanguages",
  displayName: "Language",
  primaryId: "msdyn_oclanguageid",
  primaryName: "msdyn_languagename",
  ownership: "UserOwned",
  solutionAware: true,
  readBy: ["CustomChannel"],
  source: "CE-B; assumed: ownership and display name",
  columns: {
    msdyn_languagename: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_localecode: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_localeid: integer(0, 100_000, "CE-B", { required: "ApplicationRequired" }),
  },
});
