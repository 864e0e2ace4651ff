const enumeration = (name: string, ...members: readonly string[]): readonly [string, readonly string[]] => [
  `Microsoft.Dynamics.CRM.${name}`,
  members,
];

/**
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/enumtypes: those that the sandbox's
 * definitions use.
 */
export const enumerations: ReadonlyMap<string, readonly string[]> = new Map([
  enumeration(
    "OwnershipTypes",
    "None",
    "UserOwned",
    "TeamOwned",
    "BusinessOwned",
    "OrganizationOwned",
    "BusinessParented",
  ),
  enumeration(
    "AttributeTypeCode",
    "Boolean",
    "Customer",
    "DateTime",
    "Decimal",
    "Double",
    "Integer",
    "Lookup",
    "Memo",
    "Money",
    "Owner",
    "PartyList",
    "Picklist",
    "State",
    "Status",
    "String",
    "Uniqueidentifier",
    "CalendarRules",
    "Virtual",
    "BigInt",
    "ManagedProperty",
    "EntityName",
  ),
  enumeration("AttributeRequiredLevel", "None", "SystemRequired", "ApplicationRequired", "Recommended"),
  enumeration("RelationshipType", "Default", "OneToManyRelationship", "ManyToManyRelationship"),
  enumeration("EntityKeyIndexStatus", "Pending", "InProgress", "Active", "Failed"),
]);
