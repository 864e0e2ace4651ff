import { boolean, integer, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

export const capacityProfile = defineTable({
  logicalName: "msdyn_capacityprofile",
  entitySet: "msdyn_capacityprofiles",
  displayName: "Capacity profile",
  primaryId: "msdyn_capacityprofileid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  readBy: ["Workstream"],
  source: "CE-B; assumed: ownership",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_uniquename: string(128, "CE-B", { required: "SystemRequired" }),
    msdyn_defaultmaxunits: integer(0, 100, "CE-B", applicationRequired),
    msdyn_blockassignment: boolean("CE-B", { ...applicationRequired, default: false }),
    msdyn_resetduration: picklist({ 192350000: "Immediate", 192350001: "Daily" }, "CE-B", {
      ...applicationRequired,
      default: 192350000,
    }),
  },
  // assumed: exports name these rows by this column, which looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
