import { boolean, lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/** The schema allows two active configurations on one workstream. assumed: the server does too. */
export const routingConfiguration = defineTable({
  logicalName: "msdyn_routingconfiguration",
  entitySet: "msdyn_routingconfigurations",
  displayName: "Routing configuration",
  primaryId: "msdyn_routingconfigurationid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["RoutingRule"],
  source: "CE-B",
  columns: {
    msdyn_name: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_uniquename: string(128, "CE-B", { required: "SystemRequired" }),
    msdyn_isactiveconfiguration: boolean("CE-B", { default: false }),
    msdyn_liveworkstreamid: lookup(
      {
        table: "msdyn_liveworkstream",
        navigation: "msdyn_liveworkstreamid",
        onDelete: "RemoveLink",
        relationship: "msdyn_liveworkstream_msdyn_routingconfiguration_liveworkstreamid",
      },
      "CE-B",
    ),
  },
  // assumed: exports name these rows by this column, which looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
