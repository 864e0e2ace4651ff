import type { Rule } from "../store/rule.ts";

const documentation = "github.com/MicrosoftDocs/powerapps-docs, developer/data-platform";
const references = `${documentation}/webapi/associate-disassociate-entities-using-web-api.md`;
const changeTracking = `${documentation}/use-change-tracking-synchronize-data-external-systems.md`;
const document = `${documentation}/webapi/web-api-service-documents.md`;

/** Behaviour of the Web API that clients by other authors rely on. */
export const webApiRules: readonly Rule[] = [
  { name: "the metadata document describes every table by its exact names", source: document },
  { name: "the metadata document carries annotations on request", source: document },
  { name: "the metadata document declares functions and actions with what they take", source: document },
  { name: "a lookup is set, changed and emptied by reference", source: references },
  { name: "a collection takes and gives up rows by reference", source: references },
  { name: "a many-to-many collection takes and gives up rows by reference", source: references },
  { name: "a part of a change set refers to a row that an earlier one made", source: references },
  { name: "a reference to a missing row is refused", source: "third-party captures of 2026" },
  { name: "a reference to a row of another table is refused", source: "assumed: the type of the property says so" },
  { name: "a delta link gives what changed since, deleted rows last", source: changeTracking },
  { name: "a delta link counts what changed since", source: changeTracking },
  {
    name: "change tracking takes no filter, order, expansion or top",
    source: `${changeTracking}; the code is assumed`,
  },
  {
    name: "a delta link expires after seven days",
    source: `${changeTracking}; code and text from the list of error codes, the status is assumed`,
  },
  {
    name: "changes are tracked where the table has it switched on",
    source: "list of error codes; which of these tables have it on is assumed",
    switch: "changeTracking",
  },
];
