import { lookup, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const status = { 1: "Draft", 2: "Published", 3: "Inactive" } as const;

/** A ruleset that workstreams link to and cannot change. A publish changes it for all of them. */
export const templateRuleset = defineTable({
  logicalName: "msdyn_templateruleset",
  entitySet: "msdyn_templaterulesets",
  displayName: "Template ruleset",
  primaryId: "msdyn_templaterulesetid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B; assumed: entity set, primary name, solution-aware",
  columns: {
    msdyn_name: string(100, "CE-B; assumed: length", { required: "ApplicationRequired" }),
    msdyn_type: picklist({ 0: "Assignment", 1: "Prioritization", 2: "Work classification" }, "CE-B"),
    msdyn_channel: picklist({ 0: "Messaging", 1: "Record", 2: "Voice" }, "CE-B"),
    msdyn_draftruleset: lookup(
      { table: "msdyn_decisionruleset", navigation: "msdyn_draftruleset", onDelete: "RemoveLink" },
      "CE-B; assumed: navigation, delete behaviour",
    ),
    msdyn_publishedruleset: lookup(
      { table: "msdyn_decisionruleset", navigation: "msdyn_publishedruleset", onDelete: "Restrict" },
      "CE-B; assumed: navigation",
    ),
    statuscode: { type: "Status", options: status, source: "CE-B" },
  },
});
