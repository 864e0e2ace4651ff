import { lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** Links a workstream to a capacity profile. */
export const liveWorkstreamCapacityProfile = defineTable({
  logicalName: "msdyn_liveworkstreamcapacityprofile",
  entitySet: "msdyn_liveworkstreamcapacityprofiles",
  displayName: "Work stream capacity profile",
  primaryId: "msdyn_liveworkstreamcapacityprofileid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["Workstream"],
  source: "CE-B; assumed: ownership and display name",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_workstream_id: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_workstream_id", onDelete: "RemoveLink" },
      "CE-B",
      applicationRequired,
    ),
    msdyn_capacityprofile_id: lookup(
      { table: "msdyn_capacityprofile", navigation: "msdyn_capacityProfile_id", onDelete: "Restrict" },
      "CE-B",
      applicationRequired,
    ),
  },
});
