import { boolean, dateTime, lookup, omnichannelLayer, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";
import type { Column } from "./table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

function otherChannelLookup(column: string, table: string): Column {
  return lookup({ table, navigation: column, onDelete: "RemoveLink" }, "CE-F");
}

/** The messaging account. */
export const ocBotChannelRegistration = defineTable({
  logicalName: "msdyn_ocbotchannelregistration",
  entitySet: "msdyn_ocbotchannelregistrations",
  displayName: "Custom messaging account",
  primaryId: "msdyn_ocbotchannelregistrationid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  writtenBy: ["MessagingAccount"],
  readBy: ["CustomChannel"],
  source: "CE-B, CE-F",
  columns: {
    msdyn_name: string(100, "CE-B", { ...applicationRequired, layer: "base" }),
    // A text column, although it holds a GUID.
    msdyn_msappid: string(100, "CE-B", { ...applicationRequired, layer: "base" }),
    msdyn_bottype: picklist({ 192350000: "Multi tenant", 192350001: "Single tenant" }, "CE-B, DUMP", {
      default: 192350000,
      layer: "base",
    }),
    msdyn_tenantid: string(100, "CE-B, DUMP", { layer: "base" }),
    ...omnichannelLayer({
      msdyn_msappsecret: string(100, "CE-F", applicationRequired),
      msdyn_securemsappsecret: string(100, "CE-F", applicationRequired),
      msdyn_messagingendpoint: string(500, "CE-F"),
      // Free text whose values are not documented.
      msdyn_validationstatus: string(100, "CE-F", applicationRequired),
      msdyn_lastvalidateddate: dateTime("CE-F", applicationRequired),
      msdyn_iscustommessagingbcr: boolean("CE-F", { ...applicationRequired, default: false }),
      msdyn_iscustommessagingcreated: boolean("CE-F", { default: false }),
      msdyn_communicationprovidersettingid: otherChannelLookup(
        "msdyn_communicationprovidersettingid",
        "msdyn_occommunicationprovidersetting",
      ),
      msdyn_ocfbapplicationid: otherChannelLookup("msdyn_ocfbapplicationid", "msdyn_ocfbapplication"),
      msdyn_ocgbmagentaccount: otherChannelLookup(
        "msdyn_ocgbmagentaccount",
        "msdyn_ocgooglebusinessmessagesagentaccount",
      ),
      msdyn_ocgbmpartneraccount: otherChannelLookup(
        "msdyn_ocgbmpartneraccount",
        "msdyn_ocgooglebusinessmessagespartneraccount",
      ),
      msdyn_oclinechannelconfigid: otherChannelLookup("msdyn_oclinechannelconfigid", "msdyn_oclinechannelconfig"),
      msdyn_octeamschannelconfigid: otherChannelLookup("msdyn_octeamschannelconfigid", "msdyn_octeamschannelconfig"),
    }),
  },
});
