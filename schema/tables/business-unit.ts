import { string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const businessUnit = defineTable({
  logicalName: "businessunit",
  entitySet: "businessunits",
  displayName: "Business unit",
  primaryId: "businessunitid",
  primaryName: "name",
  ownership: "OrganizationOwned",
  solutionAware: false,
  stateless: true,
  source: "PLATFORM; assumed: ownership",
  columns: {
    name: string(160, "PLATFORM; assumed: length", { required: "SystemRequired" }),
  },
});
