import { lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const team = defineTable({
  logicalName: "team",
  entitySet: "teams",
  displayName: "Team",
  primaryId: "teamid",
  primaryName: "name",
  ownership: "OrganizationOwned",
  solutionAware: false,
  stateless: true,
  source: "PLATFORM; assumed: ownership",
  columns: {
    name: string(160, "PLATFORM; assumed: length", { required: "SystemRequired" }),
    businessunitid: lookup(
      { table: "businessunit", navigation: "businessunitid", onDelete: "Restrict" },
      "PLATFORM; assumed: delete behaviour",
    ),
  },
});
