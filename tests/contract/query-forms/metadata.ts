import { get, holds, howMany, refused, rows, send, shows, unimplemented, type Form, type Right } from "./form.ts";

const queue = "EntityDefinitions(LogicalName='queue')";
const crm = "Microsoft.Dynamics.CRM.";
const tables = (filter: string, right: Right): Form =>
  get(`EntityDefinitions?$select=LogicalName&$filter=${filter}`, right);
const one = "LogicalName eq 'queue' and ";
const attributes = (filter: string, right: Right): Form =>
  get(`${queue}/Attributes?$select=LogicalName&$filter=${filter}`, right);
const noProperty = (name: string): Right => refused(`Could not find a property named '${name}'`);
const membership = "queuemembership_association";

/**
 * learn.microsoft.com/power-apps/developer/data-platform/webapi: query-metadata-web-api,
 * retrieve-metadata-name-metadataid; also what Terraform's Power Platform provider reads of a table.
 */
export const metadataForms: readonly Form[] = [
  get(queue, shows("EntitySetName", "queues")),
  get("EntityDefinitions(LogicalName='nothing')", refused("nothing", "0x80040217", 404)),
  get("EntityDefinitions(SchemaName='queue')", refused("SchemaName")),
  get(`${queue}?$select=EntitySetName,PrimaryIdAttribute`, shows("PrimaryIdAttribute", "queueid")),
  get(`${queue}?$select=EntitySetName`, shows("LogicalName", undefined)),
  get(`${queue}?$select=Nothing`, noProperty("Nothing")),
  get(
    `${queue}?$select=DisplayName,IsKnowledgeManagementEnabled,EntitySetName`,
    unimplemented("IsKnowledgeManagementEnabled"),
  ),
  get(`${queue}?$select=ObjectTypeCode`, unimplemented("ObjectTypeCode")),
  get(`${queue}?$select=IsPrivate`, shows("IsPrivate", false)),
  get(`${queue}?$select=OwnershipType`, shows("OwnershipType", "UserOwned")),
  get(`${queue}?$filter=LogicalName eq 'queue'`, unimplemented("$filter")),
  get(
    `${queue}?$expand=Attributes($select=LogicalName)&$select=LogicalName`,
    holds(200, '"LogicalName":"msdyn_priority"'),
  ),
  get(
    `${queue}?$expand=Attributes($select=LogicalName;$filter=LogicalName eq 'name')&$select=LogicalName`,
    shows("Attributes|0|LogicalName", "name"),
  ),
  get(
    `${queue}?$select=LogicalName&$expand=Attributes($select=LogicalName;$filter=AttributeType eq ${crm}AttributeTypeCode'Picklist')`,
    shows("Attributes|0|LogicalName", "queueviewtype"),
  ),
  get(`${queue}?$expand=Attributes($top=1)`, unimplemented("$top")),
  get(`${queue}?$expand=Nothing`, noProperty("Nothing")),
  get(`${queue}?$expand=Privileges`, unimplemented("Privileges")),
  get(`${queue}?$expand=Settings`, unimplemented("Settings")),
  get(`${queue}?$expand=Keys`, shows("Keys|0", undefined)),
  get(
    "EntityDefinitions(LogicalName='msdyn_decisioncontract')?$expand=Keys($select=KeyAttributes)",
    shows("Keys|0|KeyAttributes|0", "msdyn_uniquename"),
  ),
  get(`${queue}?$expand=ManyToManyRelationships`, shows("ManyToManyRelationships|0|SchemaName", membership)),
  get(`${queue}?$expand=ManyToManyRelationships`, shows("ManyToManyRelationships|0|Entity1LogicalName", "queue")),
  get(`${queue}?$expand=ManyToManyRelationships`, shows("ManyToManyRelationships|0|Entity2LogicalName", "systemuser")),
  get(
    `${queue}?$expand=ManyToManyRelationships`,
    shows("ManyToManyRelationships|0|Entity2NavigationPropertyName", membership),
  ),
  get(
    `${queue}?$expand=OneToManyRelationships,ManyToManyRelationships,ManyToOneRelationships`,
    holds(200, '"ManyToOneRelationships":[{', '"OneToManyRelationships":[{'),
  ),
  get(
    "EntityDefinitions(LogicalName='ratingvalue')?$expand=ManyToManyRelationships",
    shows("ManyToManyRelationships|length", undefined),
  ),
  get(`${queue}/ManyToManyRelationships?$select=SchemaName`, rows("SchemaName", membership)),
  get(
    `${queue}/ManyToOneRelationships?$select=SchemaName&$filter=ReferencedEntity eq 'msdyn_operatinghour'`,
    howMany(1),
  ),
  get(
    "EntityDefinitions(LogicalName='ratingmodel')/OneToManyRelationships?$select=SchemaName",
    rows("SchemaName", "ratingmodel_ratingvalue_ratingmodel"),
  ),
  get(`${queue}/OneToManyRelationships?$top=1`, unimplemented("$top")),
  get(`${queue}/Nothing`, refused("Resource not found for the segment 'Nothing'.", "0x80060888", 404)),
  get(
    `RelationshipDefinitions?$select=SchemaName&$filter=SchemaName eq '${membership}'`,
    rows("SchemaName", membership),
  ),
  get(
    `RelationshipDefinitions?$filter=SchemaName eq 'ratingmodel_ratingvalue_ratingmodel'`,
    shows("value|0|RelationshipType", "OneToManyRelationship"),
  ),
  get(
    `RelationshipDefinitions?$filter=RelationshipType eq ${crm}RelationshipType'ManyToManyRelationship' and SchemaName eq '${membership}'`,
    howMany(1),
  ),
  get("RelationshipDefinitions?$filter=ReferencedEntity eq 'ratingmodel'", noProperty("ReferencedEntity")),
  get("RelationshipDefinitions?$select=Nothing", noProperty("Nothing")),
  get("RelationshipDefinitions?$orderby=SchemaName", unimplemented("$orderby")),
  get(`RelationshipDefinitions(SchemaName='${membership}')`, shows("RelationshipType", "ManyToManyRelationship")),
  get("RelationshipDefinitions(SchemaName='nothing')", refused("nothing", "0x80040217", 404)),
  get(
    `RelationshipDefinitions/${crm}OneToManyRelationshipMetadata?$select=SchemaName&$filter=ReferencedEntity eq 'ratingmodel'`,
    rows("SchemaName", "ratingmodel_ratingvalue_ratingmodel"),
  ),
  get(
    `RelationshipDefinitions/${crm}ManyToManyRelationshipMetadata?$select=SchemaName&$filter=Entity1LogicalName eq 'queue'`,
    rows("SchemaName", membership),
  ),
  get(
    `RelationshipDefinitions(SchemaName='${membership}')/${crm}ManyToManyRelationshipMetadata?$select=IntersectEntityName`,
    unimplemented("IntersectEntityName"),
  ),
  get(
    `RelationshipDefinitions(SchemaName='${membership}')/${crm}ManyToManyRelationshipMetadata?$select=Entity1LogicalName`,
    shows("Entity1LogicalName", "queue"),
  ),
  get(
    `RelationshipDefinitions(SchemaName='${membership}')/${crm}OneToManyRelationshipMetadata`,
    refused("OneToManyRelationshipMetadata", "0x80060888", 404),
  ),
  tables(`${one}IsPrivate eq false`, rows("LogicalName", "queue")),
  tables(`${one}IsPrivate eq true`, howMany(0)),
  tables("IsPrivate eq 'no'", refused("incompatible types", "0x0")),
  tables(`${one}OwnershipType eq ${crm}OwnershipTypes'UserOwned'`, rows("LogicalName", "queue")),
  tables(`${one}OwnershipType ne ${crm}OwnershipTypes'UserOwned'`, howMany(0)),
  tables(`${one}OwnershipType eq ${crm}OwnershipTypes'OrganizationOwned'`, howMany(0)),
  tables("OwnershipType eq 'UserOwned'", refused("incompatible types", "0x0")),
  tables(`OwnershipType eq ${crm}OwnershipTypes'Nobody'`, refused("Nobody")),
  tables(`OwnershipType eq ${crm}AttributeTypeCode'String'`, refused("incompatible types", "0x0")),
  tables("EntitySetName eq 'queues'", rows("LogicalName", "queue")),
  tables("LogicalCollectionName eq 'queues'", rows("LogicalName", "queue")),
  tables("LogicalName eq 'queue' or LogicalName eq 'team'", rows("LogicalName", "queue", "team")),
  tables("LogicalName eq @p1&@p1='queue'", rows("LogicalName", "queue")),
  tables("startswith(LogicalName,'rating')", rows("LogicalName", "ratingmodel", "ratingvalue")),
  tables("Nothing eq true", noProperty("Nothing")),
  tables("IsActivity eq false", unimplemented("IsActivity")),
  tables("CanCreateAttributes/Value eq true", unimplemented("CanCreateAttributes")),
  tables("DisplayName eq 'Queue'", refused("DisplayName")),
  tables("ObjectTypeCode eq 2020", unimplemented("ObjectTypeCode")),
  tables("Attributes/any(a:a/LogicalName eq 'name')", refused("Attributes")),
  tables(`${crm}In(PropertyName='LogicalName',PropertyValues=['queue'])`, unimplemented(`${crm}In`)),
  get("EntityDefinitions?$select=LogicalName&$top=1", unimplemented("$top")),
  get("EntityDefinitions?$select=LogicalName&$orderby=LogicalName", unimplemented("$orderby")),
  get("EntityDefinitions?$select=LogicalName&$count=true", unimplemented("$count")),
  get("EntityDefinitions?LabelLanguages=1033", unimplemented("LabelLanguages")),
  get("EntityDefinitions/$count", unimplemented("$count")),
  attributes("LogicalName eq 'name'", rows("LogicalName", "name")),
  attributes("IsPrimaryName eq true", rows("LogicalName", "name")),
  attributes(
    `AttributeType eq ${crm}AttributeTypeCode'Picklist'`,
    rows("LogicalName", "queueviewtype", "msdyn_queuetype", "msdyn_assignmentstrategy"),
  ),
  attributes(
    `RequiredLevel/Value eq ${crm}AttributeRequiredLevel'ApplicationRequired' and LogicalName eq 'msdyn_priority'`,
    rows("LogicalName", "msdyn_priority"),
  ),
  attributes("AttributeType eq 'Picklist'", refused("incompatible types", "0x0")),
  attributes("Nothing eq 1", noProperty("Nothing")),
  attributes("IsCustomAttribute eq true", unimplemented("IsCustomAttribute")),
  get(`${queue}/Attributes(LogicalName='name')`, shows("AttributeType", "String")),
  get(`${queue}/Attributes(LogicalName='nothing')`, refused("nothing", "0x80040217", 404)),
  get(
    `${queue}/Attributes(LogicalName='name')/${crm}StringAttributeMetadata?$select=MaxLength`,
    shows("MaxLength", 200),
  ),
  get(
    `${queue}/Attributes(LogicalName='name')/${crm}PicklistAttributeMetadata`,
    refused("PicklistAttributeMetadata", "0x80060888", 404),
  ),
  get(
    `${queue}/Attributes(LogicalName='queueviewtype')/${crm}PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
    shows("OptionSet|Options|1|Value", 1),
  ),
  get(
    `${queue}/Attributes(LogicalName='queueviewtype')/${crm}PicklistAttributeMetadata/OptionSet?$select=Options`,
    unimplemented("OptionSet"),
  ),
  get(`${queue}/Attributes/${crm}PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`, howMany(3)),
  get(
    `${queue}/Attributes/${crm}PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet,GlobalOptionSet`,
    unimplemented("GlobalOptionSet"),
  ),
  get(`${queue}/Attributes/${crm}NonsenseMetadata`, refused("NonsenseMetadata", "0x80060888", 404)),
  get(`${queue}/Attributes?$expand=OptionSet`, noProperty("OptionSet")),
  get(`${queue}/Attributes?$select=MaxLength`, noProperty("MaxLength")),
  get(
    `${queue}/Attributes/${crm}StringAttributeMetadata?$select=LogicalName,MaxLength&$filter=LogicalName eq 'name'`,
    shows("value|0|MaxLength", 200),
  ),
  get(`${queue}/Attributes/$count`, unimplemented("$count")),
  get("GlobalOptionSetDefinitions(Name='incident_caseorigincode')", unimplemented("GlobalOptionSetDefinitions")),
  get("ManagedPropertyDefinitions", unimplemented("ManagedPropertyDefinitions")),
  send("POST", "EntityDefinitions", {}, unimplemented("POST EntityDefinitions")),
  send("DELETE", queue, undefined, unimplemented("DELETE EntityDefinitions")),
  send("POST", "RelationshipDefinitions", {}, unimplemented("POST RelationshipDefinitions")),
];
