import { boolean, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const solution = defineTable({
  logicalName: "solution",
  entitySet: "solutions",
  displayName: "Solution",
  primaryId: "solutionid",
  primaryName: "friendlyname",
  ownership: "OrganizationOwned",
  solutionAware: false,
  stateless: true,
  source: "PLATFORM",
  columns: {
    uniquename: string(65, "PLATFORM; assumed: length", { required: "SystemRequired" }),
    friendlyname: string(256, "PLATFORM; assumed: length", { required: "SystemRequired" }),
    version: string(256, "PLATFORM; assumed: length", { required: "SystemRequired" }),
    ismanaged: boolean("PLATFORM", { validForCreate: false, validForUpdate: false }),
  },
});
