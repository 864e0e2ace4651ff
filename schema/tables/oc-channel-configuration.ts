import { streamSource } from "./choices.ts";
import { boolean, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** Settings of a channel type. assumed: each type has exactly one row. */
export const ocChannelConfiguration = defineTable({
  logicalName: "msdyn_occhannelconfiguration",
  entitySet: "msdyn_occhannelconfigurations",
  displayName: "Channel configuration",
  primaryId: "msdyn_occhannelconfigurationid",
  primaryName: "msdyn_name",
  ownership: "OrganizationOwned",
  solutionAware: true,
  source: "CE-B",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_streamsource: picklist(streamSource.options, "CE-B", applicationRequired),
    msdyn_closeconversationifoooh: boolean("CE-B", { ...applicationRequired, default: false }),
    msdyn_enabletransfertoooohqueue: boolean("CE-B", { ...applicationRequired, default: false }),
    msdyn_engagementcontext: string(128, "CE-B"),
    msdyn_privacytermsaccepted: boolean("CE-B", { default: false }),
    msdyn_privacytermsversion: string(20, "CE-B"),
  },
});
