import { dateTime, integer, lookup, polymorphicLookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** The conversation. It has only the columns that routing rules are known to use. */
export const ocLiveWorkItem = defineTable({
  logicalName: "msdyn_ocliveworkitem",
  entitySet: "msdyn_ocliveworkitems",
  displayName: "Conversation",
  primaryId: "activityid",
  primaryName: "subject",
  ownership: "UserOwned",
  solutionAware: false,
  source: "SMP-E, PROM; assumed: entity set, ids, ownership and solution awareness",
  columns: {
    subject: string(200, "assumed: name column of every activity"),
    msdyn_createdon: dateTime("SMP-E"),
    msdyn_priorityscore: integer(-2_147_483_648, 2_147_483_647, "PROM; assumed: type and range"),
    msdyn_liveworkstreamid: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_liveworkstreamid", onDelete: "RemoveLink" },
      "CE-B; assumed: column and navigation",
    ),
    msdyn_customer: polymorphicLookup(
      [
        { table: "contact", navigation: "msdyn_customer_msdyn_ocliveworkitem_contact", onDelete: "RemoveLink" },
        { table: "account", navigation: "msdyn_customer_msdyn_ocliveworkitem_account", onDelete: "RemoveLink" },
      ],
      "PROM; assumed: the account's navigation and the delete behaviour",
    ),
  },
});
