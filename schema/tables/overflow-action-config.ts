import { memo, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const overflowActionConfig = defineTable({
  logicalName: "msdyn_overflowactionconfig",
  entitySet: "msdyn_overflowactionconfigs",
  displayName: "Overflow action configuration",
  primaryId: "msdyn_overflowactionconfigid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B; assumed: entity set and ownership",
  columns: {
    msdyn_name: string(100, "CE-B"),
    // An eighth type, Scheduled Callback, was seen live, but not its number.
    msdyn_overflowactiontype: picklist(
      {
        192350000: "Default",
        192350001: "End Conversation",
        192350002: "Transfer to Phone",
        192350003: "Direct Callback",
        192350004: "Voicemail",
        192350005: "Queue Transfer",
        192350006: "Remain In Queue",
      },
      "CE-B",
      { default: 192350000 },
    ),
    msdyn_overflowactiondata: memo(1024, "CE-B, PROM"),
    // The labels of the four values are not known.
    msdyn_botfailureactiontype: picklist(
      { 192350000: "Type 0", 192350001: "Type 1", 192350002: "Type 2", 192350003: "Type 3" },
      "CE-B; assumed: labels",
    ),
  },
});
