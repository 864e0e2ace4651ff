import { lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const ocBotChannelRegistrationSecret = defineTable({
  logicalName: "msdyn_ocbotchannelregistrationsecret",
  entitySet: "msdyn_ocbotchannelregistrationsecrets",
  displayName: "Bot Channel Registration Secret",
  primaryId: "msdyn_ocbotchannelregistrationsecretid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: false,
  writtenBy: ["MessagingAccount"],
  source: "CE-B",
  columns: {
    msdyn_name: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_ocbotchannelregistrationid: lookup(
      {
        table: "msdyn_ocbotchannelregistration",
        navigation: "msdyn_ocbotchannelregistrationid",
        onDelete: "Cascade",
        relationship:
          "msdyn_msdyn_ocbotchannelregistration_msdyn_ocbotchannelregistrationsecret_ocbotchannelregistrationid",
      },
      "CE-B, CE-F, DUMP",
    ),
    msdyn_securemsappsecret: string(600, "CE-B"),
  },
});
