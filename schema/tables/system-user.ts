import { boolean, longestString, lookup, string, uniqueIdentifier } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

export const systemUser = defineTable({
  logicalName: "systemuser",
  entitySet: "systemusers",
  displayName: "User",
  primaryId: "systemuserid",
  primaryName: "fullname",
  ownership: "OrganizationOwned",
  solutionAware: false,
  readBy: ["Workstream"],
  stateless: true,
  source: "PLATFORM; assumed: ownership",
  columns: {
    fullname: string(200, "PLATFORM; assumed: length"),
    domainname: string(longestString, "PLATFORM; assumed: length"),
    applicationid: uniqueIdentifier("PLATFORM"),
    azureactivedirectoryobjectid: uniqueIdentifier("PLATFORM, SMP-E"),
    msdyn_bothandle: string(longestString, "SMP-E; assumed: length"),
    isdisabled: boolean("PLATFORM", { default: false }),
    businessunitid: lookup(
      { table: "businessunit", navigation: "businessunitid", onDelete: "Restrict" },
      "PLATFORM; assumed: delete behaviour",
    ),
  },
});
