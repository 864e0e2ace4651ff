import { longestString, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const ratingModel = defineTable({
  logicalName: "ratingmodel",
  entitySet: "ratingmodels",
  displayName: "Rating model",
  primaryId: "ratingmodelid",
  primaryName: "name",
  ownership: "UserOwned",
  solutionAware: false,
  source: "assumed: needed as the target of rating values",
  columns: {
    name: string(longestString, "assumed: name column as on the platform's own tables"),
  },
});
