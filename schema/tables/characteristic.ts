import { longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** A skill. */
export const characteristic = defineTable({
  logicalName: "characteristic",
  entitySet: "characteristics",
  displayName: "Characteristic",
  primaryId: "characteristicid",
  primaryName: "name",
  ownership: "UserOwned",
  solutionAware: false,
  readBy: ["RoutingRule"],
  source: "SMP-E; assumed: ownership, name column and solution awareness",
  columns: {
    name: string(longestString, "assumed: name column as on the platform's own tables"),
  },
});
