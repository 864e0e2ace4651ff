import { lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const urNotificationTemplateMapping = defineTable({
  logicalName: "msdyn_urnotificationtemplatemapping",
  entitySet: "msdyn_urnotificationtemplatemappings",
  displayName: "Notification template mapping",
  primaryId: "msdyn_urnotificationtemplatemappingid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "DUMP, CE-B; assumed: entity set, ownership and solution awareness",
  columns: {
    msdyn_name: string(100, "DUMP, CE-B; assumed: column name"),
    msdyn_workstream: lookup(
      { table: "msdyn_liveworkstream", navigation: "msdyn_workstream", onDelete: "RemoveLink" },
      "DUMP, CE-B; assumed: navigation and delete behaviour",
    ),
    msdyn_notificationtemplate: lookup(
      { table: "msdyn_urnotificationtemplate", navigation: "msdyn_notificationtemplate", onDelete: "RemoveLink" },
      "DUMP, CE-B; assumed: navigation and delete behaviour",
    ),
  },
});
