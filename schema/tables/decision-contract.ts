import { longestMemo, memo, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const decisionContract = defineTable({
  logicalName: "msdyn_decisioncontract",
  entitySet: "msdyn_decisioncontracts",
  displayName: "Decision contract",
  primaryId: "msdyn_decisioncontractid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["Workstream"],
  readBy: ["RoutingRule"],
  source: "CE-B",
  columns: {
    msdyn_name: string(200, "CE-B", { required: "ApplicationRequired" }),
    msdyn_uniquename: string(256, "CE-B", { required: "SystemRequired" }),
    msdyn_contractdefinition: memo(longestMemo, "CE-B"),
  },
  // assumed: exports name these rows by this column, which looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
