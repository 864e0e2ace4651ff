import { longestString, lookup, polymorphicLookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const referencedTables = [
  "queue",
  "characteristic",
  "ratingvalue",
  "msdyn_capacityprofile",
  "msdyn_overflowactionconfig",
  "msdyn_liveworkstream",
  "msdyn_ocliveworkstreamcontextvariable",
  "msdyn_decisionruleset",
  "msdyn_intent",
  "msdyn_customapirulesetconfiguration",
] as const;

/**
 * One row for each row that a rule names by GUID. It is not known whether a plug-in or the rule designer keeps these
 * rows.
 */
export const rulesetDependencyMapping = defineTable({
  logicalName: "msdyn_rulesetdependencymapping",
  entitySet: "msdyn_rulesetdependencymappings",
  displayName: "Rule set dependency mapping",
  primaryId: "msdyn_rulesetdependencymappingid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "DUMP",
  columns: {
    msdyn_name: string(longestString, "DUMP; assumed: length"),
    msdyn_referencingrulesetid: lookup(
      {
        table: "msdyn_decisionruleset",
        navigation: "msdyn_referencingrulesetid_msdyn_rulesetdependencymapping_msdyn_decisionruleset",
        onDelete: "RemoveLink",
      },
      "DUMP; assumed: delete behaviour",
    ),
    msdyn_referencingruleid: string(longestString, "DUMP; assumed: type and length"),
    msdyn_referencingrulename: string(longestString, "DUMP; assumed: length"),
    msdyn_referencedpolymorphicentityid: polymorphicLookup(
      referencedTables.map((table) => ({
        table,
        navigation: `msdyn_referencedpolymorphicentityid_msdyn_rulesetdependencymapping_${table}`,
        onDelete: "RemoveLink",
      })),
      "DUMP; assumed: delete behaviour",
    ),
    msdyn_referencedpolymorphiclogicalname: string(longestString, "DUMP; assumed: length"),
  },
});
