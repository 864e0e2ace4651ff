import { lookup, memo, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** Legacy routing rules, read only if a workstream has no active routing configuration. */
export const ocRuleItem = defineTable({
  logicalName: "msdyn_ocruleitem",
  entitySet: "msdyn_ocruleitems",
  displayName: "Rule item",
  primaryId: "msdyn_ocruleitemid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B, CE-O; assumed: ownership",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_priority: string(4000, "CE-B", { required: "SystemRequired" }),
    msdyn_liveworkstream: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_liveworkstream", onDelete: "RemoveLink" },
      "CE-B, CE-O; assumed: delete behaviour",
      applicationRequired,
    ),
    msdyn_cdsqueueassignid: lookup(
      { table: "queue", navigation: "msdyn_cdsqueueassignid", onDelete: "RemoveLink" },
      "CE-B, CE-O; assumed: navigation and delete behaviour",
      applicationRequired,
    ),
    msdyn_queueassignid: lookup(
      { table: "msdyn_omnichannelqueue", navigation: "msdyn_queueassignid", onDelete: "RemoveLink" },
      "CE-B, CE-O; assumed: navigation and delete behaviour",
      applicationRequired,
    ),
    msdyn_userassignid: lookup(
      { table: "systemuser", navigation: "msdyn_userassignid", onDelete: "RemoveLink" },
      "CE-B, CE-O; assumed: navigation and delete behaviour",
    ),
    msdyn_assignedto: picklist({ 1: "Queue", 2: "Agent" }, "CE-B, CE-O", { default: 1 }),
    msdyn_condition: memo(10_000, "CE-B, CE-O"),
    msdyn_expression: memo(10_000, "CE-B, CE-O"),
    msdyn_rulejson: memo(10_000, "CE-B, CE-O"),
    msdyn_action: memo(10_000, "CE-B, CE-O"),
  },
});
