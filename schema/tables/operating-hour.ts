import { boolean, integer, largestInteger, memo, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

/**
 * The schedule itself is a calendar. Deprecated columns held it before; only these two names are known. The texts for
 * start and end, the days of the week and the total hours are left out.
 */
export const operatingHour = defineTable({
  logicalName: "msdyn_operatinghour",
  entitySet: "msdyn_operatinghours",
  displayName: "Operating hour",
  primaryId: "msdyn_operatinghourid",
  primaryName: "msdyn_name",
  ownership: "UserOwned",
  solutionAware: true,
  source: "CE-B; assumed: ownership",
  columns: {
    msdyn_name: string(100, "CE-B", { required: "ApplicationRequired" }),
    msdyn_calendarid: string(100, "CE-B"),
    msdyn_description: memo(500, "CE-B"),
    msdyn_enablealldays: boolean("CE-B; assumed: type"),
    msdyn_timezone: integer(-1, largestInteger, "CE-B; assumed: type and range"),
  },
});
