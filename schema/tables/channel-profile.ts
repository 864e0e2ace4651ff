import { string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Settings of work distribution that bind to a queue. Of its columns, only what tells a profile is kept here. */
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
