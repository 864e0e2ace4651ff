import { string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const organization = defineTable({
  logicalName: "organization",
  entitySet: "organizations",
  displayName: "Organization",
  primaryId: "organizationid",
  primaryName: "name",
  ownership: "None",
  solutionAware: false,
  stateless: true,
  source: "PLATFORM; assumed: ownership",
  columns: {
    name: string(160, "PLATFORM; assumed: length", { required: "SystemRequired" }),
  },
});
