import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { get, holds, howMany, refused, send, shows, unimplemented, type Form } from "./form.ts";

const vip = `queues(${identifier("queue", "VIP")})`;
const crm = "Microsoft.Dynamics.CRM.";
const organization = identifier("organization", "contoso");
const access = `AccessType=${crm}EndpointAccessType'Default'`;
const noPost = refused("does not support http method 'POST'", "0x80040315", 405);
const noGet = refused("does not support http method 'GET'", "0x80040315", 405);
const filters = "sdkmessagefilters?$select=sdkmessagefilterid&$filter=sdkmessageid/name eq";

/** learn.microsoft.com/power-apps/developer/data-platform/webapi: use-web-api-functions, use-web-api-actions, bulk operations. */
export const messageForms: readonly Form[] = [
  get("WhoAmI", shows("OrganizationId", organization)),
  get("WhoAmI()", shows("UserId", identifier("systemuser", "sandbox-admin"))),
  get("WhoAmI()?$select=UserId", unimplemented("$select")),
  get("WhoAmI()/UserId", unimplemented("UserId")),
  get("WhoAmI(Nothing=1)", refused("Nothing")),
  get("whoami", refused("Resource not found for the segment 'whoami'.", "0x80060888", 404)),
  send("POST", "WhoAmI", {}, noPost),
  get("RetrieveVersion()", holds(200, '"Version":"9.2.')),
  get("RetrieveVersion", holds(200, '"Version":"9.2.')),
  send("POST", "RetrieveVersion()", {}, noPost),
  get(
    "RetrieveTotalRecordCount(EntityNames=['queue','msdyn_oclanguage'])",
    shows("EntityRecordCountCollection|Values|1", 14),
  ),
  get(
    "RetrieveTotalRecordCount(EntityNames=['queue','msdyn_oclanguage'])",
    shows("EntityRecordCountCollection|Keys|0", "queue"),
  ),
  get('RetrieveTotalRecordCount(EntityNames=["queue"])', shows("EntityRecordCountCollection|Count", 1)),
  get("RetrieveTotalRecordCount(EntityNames=@p1)?@p1=['queue']", shows("EntityRecordCountCollection|Values|0", 6)),
  get(
    'RetrieveTotalRecordCount(EntityNames=@p1)?@p1=["queue"]',
    shows("EntityRecordCountCollection|IsReadOnly", false),
  ),
  get("RetrieveTotalRecordCount(EntityNames=['nothing'])", refused("nothing", "0x80041102")),
  get("RetrieveTotalRecordCount(EntityNames='queue')", refused("EntityNames")),
  get("RetrieveTotalRecordCount()", refused("EntityNames")),
  get("RetrieveTotalRecordCount(EntityNames=['queue'],Other=1)", refused("Other")),
  send("POST", "RetrieveTotalRecordCount", { EntityNames: ["queue"] }, noPost),
  get(`RetrieveCurrentOrganization(${access})`, shows("Detail|OrganizationId", organization)),
  get(`RetrieveCurrentOrganization(${access})`, shows("Detail|FriendlyName", "Contoso")),
  get(`RetrieveCurrentOrganization(${access})`, shows("Detail|Endpoints|Keys|0", "WebApplication")),
  get(
    `RetrieveCurrentOrganization(AccessType=@p1)?@p1=${crm}EndpointAccessType'Default'`,
    shows("Detail|State", "Enabled"),
  ),
  get("RetrieveCurrentOrganization(AccessType='Default')", refused("AccessType")),
  get(`RetrieveCurrentOrganization(AccessType=${crm}EndpointAccessType'Nowhere')`, refused("AccessType")),
  get("RetrieveCurrentOrganization()", refused("AccessType")),
  get("RetrieveCurrentOrganization", refused("AccessType")),
  send("POST", `RetrieveCurrentOrganization(${access})`, {}, noPost),
  ...[
    "RetrieveAvailableLanguages",
    "RetrieveProvisionedLanguages",
    "RetrieveDuplicates",
    "RetrieveMetadataChanges",
    "InitializeFrom",
  ].map((name) => get(`${name}()`, unimplemented(name))),
  get("RetrieveSetting(SettingName='msdyn_IsCCaaSProvisioned')", unimplemented("RetrieveSetting")),
  ...[
    "PublishAllXml",
    "PublishXml",
    "AddSolutionComponent",
    "ExportSolution",
    "ImportSolution",
    "GrantAccess",
    "Merge",
    "ExecuteWorkflow",
  ].map((name) => send("POST", name, {}, unimplemented(name))),
  get("Nonsense()", refused("Resource not found for the segment 'Nonsense'.", "0x80060888", 404)),
  get(`${filters} 'CreateMultiple' and primaryobjecttypecode eq 'queue'`, howMany(1)),
  get(`${filters} @message and primaryobjecttypecode eq @table&@message='CreateMultiple'&@table='queue'`, howMany(1)),
  get(`${filters} 'CreateMultiple' and primaryobjecttypecode eq 'account'`, howMany(0)),
  get(`${filters} 'Nonsense' and primaryobjecttypecode eq 'queue'`, howMany(0)),
  get(`${filters} 'CreateMultiple'`, unimplemented("$filter")),
  get(`${filters} 'CreateMultiple' or primaryobjecttypecode eq 'queue'`, unimplemented("$filter")),
  get("sdkmessagefilters", unimplemented("$filter")),
  get("sdkmessagefilters?$expand=sdkmessageid", unimplemented("$expand")),
  get(
    `${filters} 'CreateMultiple' and primaryobjecttypecode eq 'queue'&$expand=sdkmessageid($select=name)`,
    unimplemented("$expand"),
  ),
  get(
    `sdkmessagefilters?$select=primaryobjecttypecode&$filter=sdkmessageid/name eq 'Create' and primaryobjecttypecode eq 'queue'`,
    unimplemented("$select"),
  ),
  get("sdkmessagefilters/$count", unimplemented("$count")),
  get(
    "sdkmessagefilters(b8a6b5b2-3a83-4d4f-8f0e-000000000001)",
    unimplemented("sdkmessagefilters(b8a6b5b2-3a83-4d4f-8f0e-000000000001)"),
  ),
  send("POST", "sdkmessagefilters", {}, noPost),
  get("sdkmessages?$select=name", refused("Resource not found for the segment 'sdkmessages'.", "0x80060888", 404)),
  get(`${vip}/${crm}RetrievePrincipalAccess(Target=@p1)`, unimplemented(`${crm}RetrievePrincipalAccess`)),
  get(`${vip}/${crm}Nonsense()`, refused(`Resource not found for the segment '${crm}Nonsense'.`, "0x80060888", 404)),
  send("POST", `${vip}/${crm}AddToQueue`, {}, unimplemented(`${crm}AddToQueue`)),
  send(
    "POST",
    `queues/${crm}Nonsense`,
    {},
    refused(`Resource not found for the segment '${crm}Nonsense'.`, "0x80060888", 404),
  ),
  get(`queues/${crm}CreateMultiple`, noGet),
  send("POST", `queues/${crm}CreateMultiple?$select=name`, { Targets: [] }, unimplemented("$select")),
  send(
    "POST",
    `queues/${crm}DeleteMultiple`,
    { Targets: [] },
    refused("DeleteMultiple has not yet been implemented.", "0x80040315"),
  ),
  get("GetComponentManagedIdentityFIC(ComponentName='queue')", refused("ComponentId")),
  get("GetComponentManagedIdentityFIC(ComponentName='queue',ComponentId='x',Other=1)", refused("Other")),
];
