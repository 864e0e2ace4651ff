import { boolean, integer, largestInteger, lookup, string } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const applicationRequired = { required: "ApplicationRequired" } as const;

export const ocLocalizationData = defineTable({
  logicalName: "msdyn_oclocalizationdata",
  entitySet: "msdyn_oclocalizationdatas",
  displayName: "Localized text",
  primaryId: "msdyn_oclocalizationdataid",
  primaryName: "msdyn_localizedtext",
  ownership: "OrganizationOwned",
  solutionAware: false,
  writtenBy: ["CustomChannel"],
  source: "CE-B, SMP-S; assumed: display name",
  columns: {
    msdyn_localizedtext: string(1000, "CE-B, SMP-S", applicationRequired),
    msdyn_customerlanguageid: lookup(
      { table: "msdyn_oclanguage", navigation: "msdyn_customerlanguageid", onDelete: "RemoveLink" },
      "CE-B, SMP-S; assumed: navigation and delete behaviour",
      applicationRequired,
    ),
    msdyn_defaultlocalizedtext: string(1000, "CE-B, SMP-S"),
    msdyn_entitycolumnname: string(100, "CE-B, SMP-S", applicationRequired),
    msdyn_entityname: string(100, "CE-B, SMP-S", applicationRequired),
    msdyn_entityrecordid: string(100, "CE-B, SMP-S", applicationRequired),
    msdyn_isdefault: boolean("CE-B, SMP-S", { ...applicationRequired, default: false }),
    msdyn_languagecode: integer(0, largestInteger, "CE-B, SMP-S; assumed: range", applicationRequired),
    msdyn_systemmessageid: lookup(
      { table: "msdyn_ocsystemmessage", navigation: "msdyn_systemmessageid", onDelete: "RemoveLink" },
      "CE-B, SMP-S; assumed: navigation and delete behaviour",
    ),
  },
});
