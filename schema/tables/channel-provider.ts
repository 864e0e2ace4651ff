import { integer, largestInteger, longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Voice providers of the Channel Integration Framework; custom messaging does not use it. */
export const channelProvider = defineTable({
  logicalName: "msdyn_channelprovider",
  entitySet: "msdyn_channelproviders",
  displayName: "Channel provider",
  primaryId: "msdyn_channelproviderid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B; assumed: name column and ownership",
  columns: {
    msdyn_name: string(100, "assumed: name column as on the neighbouring tables"),
    msdyn_channelurl: string(longestString, "CE-B; assumed: column name and length"),
    msdyn_trusteddomain: string(longestString, "CE-B; assumed: column name and length"),
    msdyn_label: string(longestString, "CE-B; assumed: column name and length"),
    msdyn_sortorder: integer(0, largestInteger, "CE-B; assumed: column name and range"),
  },
});
