import { streamSource, systemMessageEventType } from "./choices.ts";
import { boolean, integer, lookup, memo, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

/** Automated messages. A message refers to its channel by a text, so deleting a channel does not touch it. */
export const ocSystemMessage = defineTable({
  logicalName: "msdyn_ocsystemmessage",
  entitySet: "msdyn_ocsystemmessages",
  displayName: "Automated message",
  primaryId: "msdyn_ocsystemmessageid",
  primaryName: "msdyn_name",
  ownership: "OrganizationOwned",
  solutionAware: false,
  writtenBy: ["CustomChannel"],
  source: "CE-B; assumed: display name",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_streamsource: picklist(streamSource.options, "CE-B", applicationRequired),
    msdyn_systemmessageeventtype: picklist(systemMessageEventType.options, "CE-B, CE-X", applicationRequired),
    msdyn_messagereceiver: picklist({ 192350000: "Agent", 192350001: "Customer" }, "CE-B", applicationRequired),
    msdyn_messagetype: picklist({ 2: "Automated Message", 3: "Message Template" }, "CE-B"),
    msdyn_messagetemplatetrigger: picklist({ 1: "Outside 24-hour conversation window" }, "CE-B", applicationRequired),
    msdyn_messagetext: memo(2000, "CE-B", applicationRequired),
    msdyn_messagedescription: memo(2000, "CE-B"),
    // assumed: for a custom channel this is the id of the channel row and not of its account.
    msdyn_instanceid: memo(2000, "CE-B"),
    msdyn_defaultlanguage: lookup(
      { table: "msdyn_oclanguage", navigation: "msdyn_defaultlanguage", onDelete: "RemoveLink" },
      "CE-B; assumed: navigation and delete behaviour",
      applicationRequired,
    ),
    msdyn_isrecurring: boolean("CE-B", { ...applicationRequired, default: false }),
    msdyn_messageinterval: integer(1, 900, "CE-B"),
    msdyn_repeatcount: integer(1, 900, "CE-B"),
    msdyn_widgetid: lookup(
      { table: "msdyn_livechatconfig", navigation: "msdyn_widgetid", onDelete: "RemoveLink" },
      "CE-X, SMP-S",
      { layer: "omnichannel" },
    ),
  },
});
