import { longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Serves record workstreams only. */
export const entityRoutingConfiguration = defineTable({
  logicalName: "msdyn_entityroutingconfiguration",
  entitySet: "msdyn_entityroutingconfigurations",
  displayName: "Entity routing configuration",
  primaryId: "msdyn_entityroutingconfigurationid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  source: "CE-B, CMT; assumed: entity set, name column, ownership and solution awareness",
  columns: {
    msdyn_name: string(100, "assumed: name column as on the neighbouring tables"),
    msdyn_entity: string(longestString, "CE-B, CMT; assumed: length"),
    msdyn_entitysetname: string(longestString, "CE-B, CMT; assumed: length"),
  },
});
