import { integer, largestInteger, lookup, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const routingConfigurationStep = defineTable({
  logicalName: "msdyn_routingconfigurationstep",
  entitySet: "msdyn_routingconfigurationsteps",
  displayName: "Routing configuration step",
  primaryId: "msdyn_routingconfigurationstepid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["RoutingRule"],
  source: "CE-B",
  columns: {
    msdyn_name: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_uniquename: string(128, "CE-B", { required: "SystemRequired" }),
    msdyn_steporder: integer(0, largestInteger, "CE-B; assumed: range"),
    msdyn_type: picklist(
      {
        192350000: "Enrichment",
        192350001: "Skill identification",
        192350002: "Queue identification",
        192350003: "Agent Group identification",
      },
      "CE-B",
    ),
    msdyn_routingconfigurationid: lookup(
      { table: "msdyn_routingconfiguration", navigation: "msdyn_routingconfigurationid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_rulesetid: lookup(
      { table: "msdyn_decisionruleset", navigation: "msdyn_rulesetid", onDelete: "RemoveLink" },
      "CE-B",
    ),
  },
  // assumed: exports name these rows by this column, which looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
