import { basePresenceStatus } from "./choices.ts";
import { picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** Three more columns, true by default, say who may set a presence. Their names are not known, so they are left out. */
export const presence = defineTable({
  logicalName: "msdyn_presence",
  entitySet: "msdyn_presences",
  displayName: "Presence",
  primaryId: "msdyn_presenceid",
  primaryName: "msdyn_name",
  ownership: "OrganizationOwned",
  solutionAware: true,
  source: "CE-B; assumed: entity set and ownership",
  columns: {
    msdyn_name: string(100, "CE-B"),
    msdyn_basepresencestatus: picklist(basePresenceStatus.options, "CE-B", { required: "ApplicationRequired" }),
    msdyn_presencestatustext: string(500, "CE-B", { required: "ApplicationRequired" }),
  },
});
