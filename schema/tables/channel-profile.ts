import { string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Work distribution settings of a queue. Only the columns that identify a profile are kept here. */
export const channelProfile = defineTable({
  logicalName: "msdyn_channelprofile",
  entitySet: "msdyn_channelprofiles",
  displayName: "Channel Profile",
  primaryId: "msdyn_channelprofileid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B, DUMP",
  columns: {
    msdyn_name: string(100, "CE-B; assumed: length"),
  },
});
