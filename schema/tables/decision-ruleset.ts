import { boolean, longestMemo, lookup, memo, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const decisionRuleset = defineTable({
  logicalName: "msdyn_decisionruleset",
  entitySet: "msdyn_decisionrulesets",
  displayName: "Decision rule set",
  primaryId: "msdyn_decisionrulesetid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["RoutingRule"],
  source: "CE-B",
  columns: {
    msdyn_name: string(200, "CE-B", { required: "ApplicationRequired" }),
    msdyn_uniquename: string(256, "CE-B", { required: "SystemRequired" }),
    msdyn_description: string(500, "CE-B"),
    msdyn_rulesettype: picklist(
      {
        192350000: "Declarative",
        192350001: "ML model based",
        192350002: "Dataverse Components",
        192350003: "Intelligent Conversation Distribution",
      },
      "CE-B",
    ),
    msdyn_authoringmode: picklist({ 192350000: "Decision list" }, "CE-B", { default: 192350000 }),
    msdyn_mlmodeltype: picklist({ 192350000: "Skill", 192350001: "Sentiment", 192350002: "Effort" }, "CE-B"),
    // The product misspells the first label.
    msdyn_dataversecomponenttype: picklist({ 0: "Unkown", 192350000: "Custom API" }, "CE-B"),
    msdyn_aibmodelid: lookup(
      { table: "msdyn_aimodel", navigation: "msdyn_aibmodelid", onDelete: "RemoveLink" },
      "CE-B; assumed: navigation",
    ),
    msdyn_inputcontractid: lookup(
      { table: "msdyn_decisioncontract", navigation: "msdyn_inputcontractid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_outputcontractid: lookup(
      { table: "msdyn_decisioncontract", navigation: "msdyn_outputcontractid", onDelete: "RemoveLink" },
      "CE-B",
    ),
    msdyn_isinputcollection: boolean("CE-B", { default: false }),
    msdyn_persistoutputdata: boolean("CE-B", { default: false }),
    msdyn_refreshinputdata: boolean("CE-B", { default: false }),
    msdyn_fetchxml: memo(longestMemo, "CE-B; assumed: length"),
    msdyn_rulesetdefinition: memo(longestMemo, "CE-B"),
    msdyn_disabledrules: memo(longestMemo, "PROM, PPTB; assumed: type and length"),
  },
  // assumed: exports name these rows by this column, which looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
