import { boolean, longestMemo, lookup, memo, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

export const sessionTemplate = defineTable({
  logicalName: "msdyn_sessiontemplate",
  entitySet: "msdyn_sessiontemplates",
  displayName: "Session template",
  primaryId: "msdyn_sessiontemplateid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  readBy: ["Workstream"],
  source: "CE-B; assumed: ownership",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_uniquename: string(128, "CE-B", { required: "SystemRequired" }),
    msdyn_title: string(200, "CE-B"),
    msdyn_sessiontype: picklist({ 0: "Generic", 1: "Entity" }, "CE-B", { ...applicationRequired, default: 1 }),
    // False is Generic.
    msdyn_type: boolean("CE-B", applicationRequired),
    msdyn_panelstate: picklist({ 162450000: "Minimized", 162450001: "Hidden", 162450002: "Docked" }, "CE-B", {
      ...applicationRequired,
      default: 162450002,
    }),
    msdyn_anchortab: lookup(
      { table: "msdyn_applicationtabtemplate", navigation: "msdyn_anchortab", onDelete: "RemoveLink" },
      "CE-B; assumed: navigation and delete behaviour",
    ),
    msdyn_sessionicon: lookup(
      { table: "webresource", navigation: "msdyn_sessionicon", onDelete: "RemoveLink" },
      "CE-B; assumed: navigation and delete behaviour",
    ),
    msdyn_entity: string(100, "CE-B"),
    msdyn_enabletitlesync: boolean("CE-B; assumed: type"),
    msdyn_enablebuildexpression: boolean("CE-B; assumed: type"),
    msdyn_expressiondata: memo(longestMemo, "CE-B"),
  },
  // assumed: a unique name that the schema requires looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
