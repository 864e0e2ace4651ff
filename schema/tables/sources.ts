/** Where the facts of this folder were read. A column's `source` lists these keys; see `sourceKeys`. */
export interface PublicSource {
  readonly meaning: string;
  readonly place: string;
}

const customerEngagementDocs = "github.com/MicrosoftDocs/dynamics-365-customer-engagement";

export const sources: Readonly<Record<string, PublicSource>> = {
  PLATFORM: {
    meaning: "behaviour that Dataverse documents for tables in general",
    place: "github.com/MicrosoftDocs/powerapps-docs, powerapps-docs/developer/data-platform",
  },
  "CE-B": {
    meaning: "generated table reference, base layer of Dynamics 365",
    place: `${customerEngagementDocs}, ce/developer/reference/entities`,
  },
  "CE-X": {
    meaning: "generated table reference, layer of Customer Service and Omnichannel",
    place: `${customerEngagementDocs}, ce/customer-service/develop/reference/entities`,
  },
  "CE-F": {
    meaning: "generated table reference in a newer full edition of the same tables",
    place: `${customerEngagementDocs}, ce/field-service/developer/reference/entities`,
  },
  "CE-O": {
    meaning: "generated table reference of 2020",
    place: `${customerEngagementDocs}, ce/customer-service/developer/reference/entities`,
  },
  "CE-D": {
    meaning: "how-to pages of Customer Service, among them queues, work distribution and context variables",
    place: `${customerEngagementDocs}, ce/customer-service`,
  },
  CCD: {
    meaning: "pages on custom messaging channels and the Messaging API",
    place: "github.com/MicrosoftDocs/dynamics-365-contact-center, contact-center/extend",
  },
  PPD: {
    meaning: "Power Apps developer documentation: column metadata, managed identity, error codes",
    place: "github.com/MicrosoftDocs/powerapps-docs, powerapps-docs/developer/data-platform",
  },
  "SMP-S": {
    meaning: "Microsoft's Configuration Migration schemas for custom channels",
    place: "github.com/microsoft/Dynamics365-Apps-Samples, customer-service/omnichannel/custom-channel-sample-schemas",
  },
  "SMP-E": {
    meaning: "solution export of two live chat workstreams with routing, and its linking scripts",
    place: "github.com/microsoft/Dynamics365-Apps-Samples, customer-service/omnichannel/alm-template-pipeline",
  },
  PROM: {
    meaning: "third-party observations in live environments, mostly of voice",
    place: "github.com/ameijers/PrometheanCCaaSToolbox, tools",
  },
  PPTB: {
    meaning: "third-party tool that writes these tables",
    place: "github.com/victorsolaya/pptb-contact-center-map, src",
  },
  DUMP: {
    meaning: "public metadata dump of one live environment, May 2026",
    place: "web pages named after the tables; repository not known",
  },
  DEVKIT: {
    meaning: "third-party form and entity typings of the same tables",
    place: "github.com/phuocle/Dynamics-Crm-DevKit",
  },
  XDT: {
    meaning: "generated typings of the Web API, whose binding names carry the entity set",
    place: "output of XrmDefinitelyTyped in public repositories",
  },
  CMT: {
    meaning: "page on migrating configuration records",
    place: `${customerEngagementDocs}, ce/customer-service/migrate-config-data-for-records.md`,
  },
};

/** `"CE-B, DUMP; assumed: length"` → `["CE-B", "DUMP"]`. A fact that is entirely assumed has no keys. */
export function sourceKeys(source: string): readonly string[] {
  const [read = ""] = source.split(";");
  return read.startsWith("assumed") ? [] : read.split(",").map((key) => key.trim());
}
