import { lookup, omnichannelLayer, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** What a custom channel knows about a customer. assumed: rules may read these columns. */
export const customEngagementCtx = defineTable({
  logicalName: "msdyn_customengagementctx",
  entitySet: "msdyn_customengagementctxs",
  displayName: "Custom Messaging Engagement Context",
  primaryId: "msdyn_customengagementctxid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  source: "CE-X, CE-D; assumed: entity set, ownership and solution awareness",
  columns: omnichannelLayer({
    msdyn_name: string(100, "CE-X", applicationRequired),
    msdyn_customchanneltype: string(100, "CE-X"),
    msdyn_customsenderid: string(100, "CE-X", applicationRequired),
    msdyn_customername: string(100, "CE-X"),
    msdyn_customerfirstname: string(100, "CE-X", applicationRequired),
    msdyn_customerlastname: string(100, "CE-X", applicationRequired),
    msdyn_customeremailaddress: string(100, "CE-X"),
    msdyn_customerphonenumber: string(100, "CE-X"),
    msdyn_liveworkitemid: lookup(
      { table: "msdyn_ocliveworkitem", navigation: "msdyn_liveworkitemid", onDelete: "RemoveLink" },
      "CE-X; assumed: navigation and delete behaviour",
      applicationRequired,
    ),
  }),
});
