import { integer, largestInteger, longestString, lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const ratingValue = defineTable({
  logicalName: "ratingvalue",
  entitySet: "ratingvalues",
  displayName: "Rating value",
  primaryId: "ratingvalueid",
  primaryName: "name",
  ownership: "UserOwned",
  solutionAware: false,
  readBy: ["RoutingRule"],
  source: "SMP-E; assumed: ownership, columns and solution awareness",
  columns: {
    name: string(longestString, "assumed: name column as on the platform's own tables"),
    value: integer(0, largestInteger, "assumed: the rank of the rating"),
    ratingmodel: lookup(
      { table: "ratingmodel", navigation: "ratingmodel", onDelete: "Cascade" },
      "assumed: a rating value belongs to its model",
    ),
  },
});
