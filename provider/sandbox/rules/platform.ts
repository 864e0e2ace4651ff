import type { Rule } from "../store/rule.ts";

const dataPlatform = "github.com/MicrosoftDocs/powerapps-docs, developer/data-platform";
const documentation = `${dataPlatform}/webapi`;

/** Behaviour of the platform, the same for every table. */
export const platformRules: readonly Rule[] = [
  { name: "only SystemRequired columns are required", source: "entity-attribute-metadata.md" },
  { name: "columns get their documented defaults", source: "generated table pages" },
  { name: "a column that is not valid for the operation is passed over", source: "entity-attribute-metadata.md" },
  { name: "an unknown property is refused", source: "public tools' error handling; text assumed" },
  { name: "the name of a navigation property is case-sensitive", source: "PowerPlatform-DataverseServiceClient#31" },
  {
    name: "text longer than its column is refused",
    source: `${documentation}/execute-batch-operations-using-web-api.md`,
  },
  { name: "a choice outside its options is refused", source: "Project Operations known issue on msdyn_paymentterms" },
  { name: "a whole number outside its range is refused", source: "assumed: the generic code of the error list" },
  { name: "a value of another type is refused", source: "assumed: after the OData library's text" },
  { name: "a state takes its default status along", source: "generated table pages" },
  {
    name: "PATCH creates a missing row unless told otherwise",
    source: `${documentation}/perform-conditional-operations-using-web-api.md`,
  },
  {
    name: "If-Match compares versions where the table supports it",
    source: `${documentation}/perform-conditional-operations-using-web-api.md; on by default for custom tables, assumed for each of these`,
    switch: "optimisticConcurrency",
  },
  {
    name: "a write that changes nothing gives the row another version",
    source: "assumed: plug-ins and audit run for equal values, as documented",
    switch: "emptyWrite",
  },
  { name: "an id that is taken is refused", source: "terraform-provider-power-platform#614" },
  {
    name: "a unique name that is taken is refused",
    source: "412: error-handling page; code from public test suites; that it is a declared key is assumed",
    switch: "uniqueNameKey",
  },
  {
    name: "a bound row that is missing is reported like a missing row",
    source: "third-party captures of 2026",
    switch: "missingLookup",
  },
  { name: "deleting a row takes its Cascade children along", source: "generated table pages" },
  {
    name: "deleting a row is refused while a Restrict child points at it",
    source: "error-handling page: 405, 0x80040227",
  },
  { name: "deleting a row empties RemoveLink lookups", source: "generated table pages" },
  {
    name: "a solution header adds the row to an unmanaged solution",
    source: `${documentation} optional-parameters.md; refusals assumed`,
    switch: "solutionOnUnawareTable",
  },
  { name: "a change set is one transaction", source: `${documentation}/execute-batch-operations-using-web-api.md` },
  {
    name: "a part of a change set may go without Content-ID",
    source: "documentation calls it optional, a client met a refusal",
    switch: "contentIdRequired",
  },
  {
    name: "a change set shows the row that a part makes",
    source: "assumed: the preference is documented for single requests",
    switch: "changeSetRows",
  },
  { name: "who has no right to write is refused", source: "FetchXMLBuilder#770" },
  {
    name: "a privilege of a user is asked for by its name",
    source: `${dataPlatform}/security-access-coding.md; what an unknown name is told is assumed`,
  },
  {
    name: "secured columns are closed to users without column security",
    source: "column-level security pages; form assumed",
  },
  { name: "who is not a user of the environment is refused", source: "dual-write troubleshooting page" },
  {
    name: "a missing or expired token is refused",
    source: "AuthorityResolver of the Dataverse service client; body assumed",
  },
  {
    name: "an unknown column in a query is refused",
    source: "dynamics-365-customer-engagement#678, formie#1185",
    switch: "unknownColumnCode",
  },
  {
    name: "a select returns the fallback queue",
    source: "one third-party tool saw it left out",
    switch: "defaultQueueSelect",
  },
  {
    name: "without the omnichannel layer its columns and stream sources are unknown",
    source: "table pages of both layers; the refusal is assumed",
    switch: "channelsProvisioned",
  },
  {
    name: "the account has columns for bot type and tenant",
    source: "newer table pages, a live dump of 2026",
    switch: "botTypeColumns",
  },
];
