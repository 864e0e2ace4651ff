import { lookup, picklist, string, uniqueIdentifier } from "./column-types.ts";
import { defineTable } from "./define-table.ts";

const readOnly = { validForCreate: false, validForUpdate: false } as const;

export const managedIdentity = defineTable({
  logicalName: "managedidentity",
  entitySet: "managedidentities",
  displayName: "Managed identity",
  primaryId: "managedidentityid",
  primaryName: "name",
  ownership: "UserOwned",
  solutionAware: true,
  writtenBy: ["CustomChannel"],
  source: "PPD",
  columns: {
    name: string(100, "PPD", { required: "ApplicationRequired" }),
    applicationid: uniqueIdentifier("PPD", { required: "ApplicationRequired" }),
    tenantid: uniqueIdentifier("PPD"),
    credentialsource: picklist(
      { 0: "ClientSecret", 1: "KeyVault", 2: "IsManaged", 3: "MicrosoftFirstPartyCertificate" },
      "PPD",
      { required: "SystemRequired", default: 0 },
    ),
    // The product misspells the label in the middle.
    subjectscope: picklist({ 0: "GlobalScope", 1: "EnvironmentScope", 2: "DevOnlyScope" }, "PPD", {
      required: "SystemRequired",
      default: 0,
    }),
    clientsecret: string(100, "PPD", { validForRead: false }),
    keyvaultreferenceid: lookup(
      { table: "keyvaultreference", navigation: "keyvaultreferenceid", onDelete: "RemoveLink" },
      "PPD; assumed: target, navigation and delete behaviour",
    ),
    objectid: uniqueIdentifier("PPD; assumed: type", readOnly),
  },
});
