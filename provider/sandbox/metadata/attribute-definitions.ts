import type { Column, OptionSet } from "../../../schema/tables/table.ts";
import type { CatalogColumn, CatalogTable } from "../catalog/catalog.ts";
import { label, metadataId } from "./entity-definitions.ts";

type Definition = Readonly<Record<string, unknown>>;

/** Public metadata of columns: everyone may read which of them are secured. */
export const attributesOf = (table: CatalogTable): Definition[] =>
  [...table.columns.values()].map((column) => attribute(table, column));

function attribute(table: CatalogTable, { name, facts, secured }: CatalogColumn): Definition {
  return {
    "@odata.type": `#Microsoft.Dynamics.CRM.${typeNames[facts.type].metadata}`,
    MetadataId: metadataId("attribute", `${table.name}/${name}`),
    LogicalName: name,
    SchemaName: name,
    EntityLogicalName: table.name,
    AttributeType: typeNames[facts.type].attribute,
    AttributeTypeName: { Value: `${typeNames[facts.type].attribute}Type` },
    DisplayName: label(name),
    IsSecured: secured,
    IsPrimaryId: name === table.facts.primaryId,
    IsPrimaryName: name === table.facts.primaryName,
    IsValidForCreate: facts.validForCreate !== false,
    IsValidForUpdate: facts.validForUpdate !== false,
    IsValidForRead: facts.validForRead !== false,
    RequiredLevel: {
      Value: facts.required ?? "None",
      CanBeChanged: false,
      ManagedPropertyLogicalName: "canmodifyrequirementlevelsettings",
    },
    ...details(facts),
  };
}

const typeNames: Readonly<Record<Column["type"], { readonly metadata: string; readonly attribute: string }>> = {
  String: { metadata: "StringAttributeMetadata", attribute: "String" },
  Memo: { metadata: "MemoAttributeMetadata", attribute: "Memo" },
  Integer: { metadata: "IntegerAttributeMetadata", attribute: "Integer" },
  BigInt: { metadata: "BigIntAttributeMetadata", attribute: "BigInt" },
  Boolean: { metadata: "BooleanAttributeMetadata", attribute: "Boolean" },
  DateTime: { metadata: "DateTimeAttributeMetadata", attribute: "DateTime" },
  Uniqueidentifier: { metadata: "UniqueIdentifierAttributeMetadata", attribute: "Uniqueidentifier" },
  ManagedProperty: { metadata: "ManagedPropertyAttributeMetadata", attribute: "ManagedProperty" },
  Picklist: { metadata: "PicklistAttributeMetadata", attribute: "Picklist" },
  MultiSelectPicklist: { metadata: "MultiSelectPicklistAttributeMetadata", attribute: "Virtual" },
  State: { metadata: "StateAttributeMetadata", attribute: "State" },
  Status: { metadata: "StatusAttributeMetadata", attribute: "Status" },
  Lookup: { metadata: "LookupAttributeMetadata", attribute: "Lookup" },
};

function details(facts: Column): Definition {
  switch (facts.type) {
    case "String":
    case "Memo":
      return { MaxLength: facts.maxLength };
    case "Integer":
      return { MinValue: facts.min, MaxValue: facts.max };
    case "Picklist":
      // The documentation shows -1 if a choice has no default.
      return { DefaultFormValue: facts.default ?? -1, OptionSet: optionSet(facts.options) };
    case "MultiSelectPicklist":
    case "State":
    case "Status":
      return { OptionSet: optionSet(facts.options) };
    case "Boolean":
      return { DefaultValue: facts.default ?? false };
    case "Lookup":
      return { Targets: facts.targets.map((target) => target.table) };
    case "BigInt":
    case "DateTime":
    case "Uniqueidentifier":
    case "ManagedProperty":
      return {};
  }
}

const optionSet = (options: OptionSet): Definition => ({
  Options: Object.entries(options).map(([value, text]) => ({ Value: Number(value), Label: label(text) })),
});
