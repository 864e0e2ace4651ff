import { longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Serves record workstreams only. */
export const masterEntityRoutingConfiguration = defineTable({
  logicalName: "msdyn_masterentityroutingconfiguration",
  entitySet: "msdyn_masterentityroutingconfigurations",
  displayName: "Master entity routing configuration",
  primaryId: "msdyn_masterentityroutingconfigurationid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  source: "CE-B, CMT; assumed: entity set, name column, ownership and solution awareness",
  columns: {
    msdyn_name: string(longestString, "assumed: name column as on the neighbouring tables"),
  },
});
