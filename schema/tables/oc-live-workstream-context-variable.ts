import { boolean, lookup, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

export const ocLiveWorkstreamContextVariable = defineTable({
  logicalName: "msdyn_ocliveworkstreamcontextvariable",
  entitySet: "msdyn_ocliveworkstreamcontextvariables",
  displayName: "Context variable",
  primaryId: "msdyn_ocliveworkstreamcontextvariableid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["Workstream"],
  source: "CE-B",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_displayname: string(100, "CE-B"),
    msdyn_datatype: picklist(
      { 192350000: "Text", 192350001: "Number", 192350002: "Boolean", 192350100: "Entity Reference" },
      "CE-B, PROM",
      applicationRequired,
    ),
    msdyn_isdisplayable: boolean("CE-B", { default: true }),
    msdyn_ismodifiable: boolean("CE-B", { default: true }),
    msdyn_islist: boolean("CE-B", { default: false }),
    msdyn_issystemdefined: boolean("CE-B", { default: false }),
    msdyn_entitylogicalname: string(100, "CE-B"),
    msdyn_relationshipname: string(100, "CE-B"),
    msdyn_liveworkstreamid: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_liveworkstreamid", onDelete: "RemoveLink" },
      "CE-B",
      applicationRequired,
    ),
  },
});
