import { lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Connects bots with workstreams in newer environments. Only its set and its link to the workstream are known. */
export const workstreamBotMapping = defineTable({
  logicalName: "msdyn_workstream_bot_mapping",
  entitySet: "msdyn_workstream_bot_mappings",
  displayName: "Work stream bot mapping",
  primaryId: "msdyn_workstream_bot_mappingid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "DUMP; assumed: ids, name column, ownership and solution awareness",
  columns: {
    msdyn_name: string(100, "assumed: name column as on the neighbouring tables"),
    msdyn_workstreamid: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_workstreamid", onDelete: "RemoveLink" },
      "DUMP; assumed: navigation and delete behaviour",
    ),
  },
});
