/** One type of the table definitions: what the sandbox knows of it, and what only the service knows. */
export interface DefinitionType {
  readonly name: string;
  /** Properties by path, with the type that a filter compares. A `structure` cannot be compared. */
  readonly properties: ReadonlyMap<string, string>;
  readonly refused: ReadonlySet<string>;
  /** Collections and values that only `$expand` shows. */
  readonly parts: ReadonlyMap<string, DefinitionType>;
  /** By full name: types that this one can be cast to. */
  readonly casts: ReadonlyMap<string, DefinitionType>;
}

export const structure = "structure";

const crm = "Microsoft.Dynamics.CRM.";

interface Facts {
  readonly text?: string;
  readonly flags?: string;
  readonly numbers?: string;
  readonly structures?: string;
  readonly enumerations?: Readonly<Record<string, string>>;
  readonly more?: Readonly<Record<string, string>>;
  readonly refused?: string;
  readonly parts?: Readonly<Record<string, DefinitionType>>;
  readonly casts?: readonly DefinitionType[];
}

const words = (text = ""): string[] => text.split(/\s+/).filter((word) => word !== "");

function define(name: string, facts: Facts, base?: DefinitionType): DefinitionType {
  const all = (text: string | undefined, type: string) => words(text).map((property) => [property, type] as const);
  const enumerations = Object.entries(facts.enumerations ?? {});
  return {
    name,
    properties: new Map([
      ...(base?.properties ?? [["MetadataId", "Edm.Guid"] as const]),
      ...all(facts.text, "Edm.String"),
      ...all(facts.flags, "Edm.Boolean"),
      ...all(facts.numbers, "Edm.Int32"),
      ...all(facts.structures, structure),
      ...enumerations.map(([property, type]) => [property, crm + type] as const),
      ...Object.entries(facts.more ?? {}),
    ]),
    refused: new Set([...(base?.refused ?? ["HasChanged", "IntroducedVersion"]), ...words(facts.refused)]),
    parts: new Map(Object.entries(facts.parts ?? {})),
    casts: new Map((facts.casts ?? []).map((cast) => [crm + cast.name, cast])),
  };
}

const optionSet = define("OptionSetMetadata", { structures: "Options" });

const attributeBase = define("AttributeMetadata", {
  text: "LogicalName SchemaName EntityLogicalName",
  flags: "IsSecured IsPrimaryId IsPrimaryName IsValidForCreate IsValidForUpdate IsValidForRead",
  structures: "AttributeTypeName DisplayName RequiredLevel",
  enumerations: { AttributeType: "AttributeTypeCode", "RequiredLevel/Value": "AttributeRequiredLevel" },
  more: { "AttributeTypeName/Value": "Edm.String", "RequiredLevel/CanBeChanged": "Edm.Boolean" },
  refused: `AttributeOf AutoNumberFormat CanBeSecuredForCreate CanBeSecuredForRead CanBeSecuredForUpdate
    CanModifyAdditionalSettings ColumnNumber CreatedOn DeprecatedVersion Description ExternalName InheritsFrom
    IsAuditEnabled IsCustomAttribute IsCustomizable IsDataSourceSecret IsFilterable IsGlobalFilterEnabled IsLogical
    IsManaged IsRenameable IsRequiredForForm IsRetrievable IsSearchable IsSortableEnabled IsValidForAdvancedFind
    IsValidForForm IsValidForGrid IsValidODataAttribute LinkedAttributeId ModifiedOn ColumnMapping SourceType`,
});

const attribute = (name: string, facts: Facts = {}): DefinitionType =>
  define(`${name}AttributeMetadata`, facts, attributeBase);

const withOptions: Facts = {
  parts: { OptionSet: optionSet },
  refused: "GlobalOptionSet SourceTypeMask FormulaDefinition",
};

const attributes: DefinitionType = {
  ...attributeBase,
  casts: new Map(
    [
      attribute("String", {
        numbers: "MaxLength",
        refused: "DatabaseLength Format FormatName ImeMode IsLocalizable YomiOf",
      }),
      attribute("Memo", { numbers: "MaxLength", refused: "Format FormatName ImeMode IsLocalizable" }),
      attribute("Integer", { numbers: "MinValue MaxValue", refused: "Format FormulaDefinition SourceTypeMask" }),
      attribute("BigInt", { refused: "MinValue MaxValue" }),
      attribute("Boolean", { flags: "DefaultValue", refused: "OptionSet GlobalOptionSet FormulaDefinition" }),
      attribute("DateTime", { refused: "DateTimeBehavior Format ImeMode CanChangeDateTimeBehavior" }),
      attribute("UniqueIdentifier"),
      attribute("ManagedProperty", {
        refused: "ManagedPropertyLogicalName ParentAttributeName ValueAttributeTypeCode",
      }),
      attribute("Picklist", { ...withOptions, numbers: "DefaultFormValue" }),
      attribute("MultiSelectPicklist", withOptions),
      attribute("State", withOptions),
      attribute("Status", withOptions),
      attribute("Lookup", { structures: "Targets", refused: "Format" }),
      attribute("Money"),
      attribute("Decimal"),
      attribute("Double"),
      attribute("EntityName"),
      attribute("Image"),
      attribute("File"),
    ].map((cast) => [crm + cast.name, cast]),
  ),
};

const keys = define("EntityKeyMetadata", {
  text: "LogicalName SchemaName EntityLogicalName",
  flags: "IsExportKey",
  structures: "KeyAttributes",
  enumerations: { EntityKeyIndexStatus: "EntityKeyIndexStatus" },
  refused: "DisplayName IsCustomizable IsManaged IsSecondaryKey IsSynchronous AsyncJob",
});

const relationshipBase = define("RelationshipMetadataBase", {
  text: "SchemaName",
  enumerations: { RelationshipType: "RelationshipType" },
  refused: "IsCustomizable IsCustomRelationship IsManaged IsValidForAdvancedFind SecurityTypes",
});

const oneToMany = define(
  "OneToManyRelationshipMetadata",
  {
    text: `ReferencingEntity ReferencingAttribute ReferencingEntityNavigationPropertyName ReferencedEntity
      ReferencedEntityNavigationPropertyName`,
    structures: "CascadeConfiguration",
    refused: `AssociatedMenuConfiguration EntityKey IsHierarchical ReferencedAttribute RelationshipAttributes
      RelationshipBehavior IsDenormalizedLookup IsRelationshipAttributeDenormalized DenormalizedAttributeName
      ReferencedEntityRelationshipName`,
  },
  relationshipBase,
);

const manyToMany = define(
  "ManyToManyRelationshipMetadata",
  {
    text: "Entity1LogicalName Entity1NavigationPropertyName Entity2LogicalName Entity2NavigationPropertyName",
    refused: `Entity1AssociatedMenuConfiguration Entity1IntersectAttribute Entity2AssociatedMenuConfiguration
      Entity2IntersectAttribute IntersectEntityName`,
  },
  relationshipBase,
);

/**
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference: relationshipmetadatabase and the types
 * derived from it.
 */
export const relationshipType: DefinitionType = {
  ...relationshipBase,
  casts: new Map([oneToMany, manyToMany].map((cast) => [crm + cast.name, cast])),
};

/** learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/entitymetadata */
export const entityType = define("EntityMetadata", {
  text: `LogicalName SchemaName EntitySetName LogicalCollectionName CollectionSchemaName PrimaryIdAttribute
    PrimaryNameAttribute`,
  flags: `IsOptimisticConcurrencyEnabled IsCustomEntity IsManaged IsIntersect IsPrivate HasNotes ChangeTrackingEnabled`,
  structures: "DisplayName",
  enumerations: { OwnershipType: "OwnershipTypes" },
  parts: {
    Attributes: attributes,
    Keys: keys,
    ManyToOneRelationships: oneToMany,
    OneToManyRelationships: oneToMany,
    ManyToManyRelationships: manyToMany,
  },
  refused: `ActivityTypeMask AutoCreateAccessTeams AutoReplicateClusterRecords AutoRouteToOwnerQueue
    CanBeInCustomEntityAssociation CanBeInManyToMany CanBePrimaryEntityInRelationship CanBeRelatedEntityInRelationship
    CanChangeClusterMode CanChangeHierarchicalRelationship CanChangeTrackingBeEnabled CanCreateAttributes CanCreateCharts
    CanCreateForms CanCreateViews CanEnableSyncToExternalSearchIndex CanModifyAdditionalSettings CanTriggerWorkflow
    CreatedOn DataProviderId DataSourceId DaysSinceRecordLastModified Description DisplayCollectionName
    EnforceStateTransitions EntityColor EntityHelpUrl EntityHelpUrlEnabled ExternalCollectionName ExternalName
    HasActivities HasEmailAddresses HasFeedback IconLargeName IconMediumName IconSmallName IconVectorName IsActivity
    IsActivityParty IsAIRUpdated IsArchivalEnabled IsAuditEnabled IsAvailableOffline IsBPFEntity IsBusinessProcessEnabled
    IsChildEntity IsConnectionsEnabled IsCustomizable IsDocumentManagementEnabled IsDocumentRecommendationsEnabled
    IsDuplicateDetectionEnabled IsEnabledForCharts IsEnabledForExternalChannels IsEnabledForTrace IsImportable
    IsInteractionCentricEnabled IsKnowledgeManagementEnabled IsLogicalEntity IsMailMergeEnabled IsMappable
    IsMSTeamsIntegrationEnabled IsOfflineInMobileClient IsOneNoteIntegrationEnabled IsQuickCreateEnabled
    IsReadingPaneEnabled IsReadOnlyInMobileClient IsRenameable IsRetentionEnabled IsRetrieveAuditEnabled
    IsRetrieveMultipleAuditEnabled IsSLAEnabled IsSolutionAware IsStateModelAware IsValidForAdvancedFind IsValidForQueue
    IsVisibleInMobile IsVisibleInMobileClient MobileOfflineFilters ModifiedOn ObjectTypeCode OwnerId OwnerIdType
    OwningBusinessUnit PrimaryImageAttribute Privileges RecurrenceBaseEntityLogicalName ReportViewName ColumnMapping Settings
    SyncToExternalSearchIndex TableType UsesBusinessDataLabelTable`,
});
