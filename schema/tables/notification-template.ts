import { boolean, integer, picklist, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

export const notificationTemplate = defineTable({
  logicalName: "msdyn_notificationtemplate",
  entitySet: "msdyn_notificationtemplates",
  displayName: "Notification template",
  primaryId: "msdyn_notificationtemplateid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  readBy: ["Workstream"],
  source: "CE-B; assumed: ownership",
  columns: {
    msdyn_name: string(100, "CE-B", applicationRequired),
    msdyn_title: string(100, "CE-B", applicationRequired),
    msdyn_uniquename: string(128, "CE-B", { required: "SystemRequired" }),
    // Seconds.
    msdyn_timeout: integer(0, 500, "CE-B"),
    msdyn_showtimeout: boolean("CE-B", { default: true }),
    msdyn_showrejectbutton: boolean("CE-B", { default: true }),
    msdyn_acceptbuttontext: string(100, "CE-B; assumed: column name"),
    msdyn_rejectbuttontext: string(100, "CE-B; assumed: column name"),
    msdyn_autoacceptnotification: boolean("CE-B", { default: false }),
    msdyn_autopopupsession: boolean("CE-B", { default: false }),
    msdyn_desktopnotificationmode: picklist(
      { 509180000: "Never", 509180001: "When app is in background", 509180002: "Always" },
      "CE-B",
      { default: 509180000 },
    ),
    msdyn_theme: picklist({ 509180000: "Dark", 509180001: "Light" }, "CE-B", { default: 509180000 }),
    msdyn_icon: string(1024, "CE-B"),
  },
  // assumed: a unique name that the schema requires looks like a key; no source declares one.
  alternateKeys: { msdyn_uniquename: ["msdyn_uniquename"] },
});
