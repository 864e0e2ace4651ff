import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { get, header, holds, howMany, send, shows, refused, unimplemented, type Form } from "./form.ts";

const vip = `queues(${identifier("queue", "VIP")})`;
const me = identifier("systemuser", "sandbox-admin");
const list = "queues?$select=name&$top=1";

const named = (name: string, value: string): Form => get(list, unimplemented(name), { [name]: value });
const preferring = (preference: string, token: string): Form => get(list, unimplemented(token), { Prefer: preference });
const passing = (headers: Readonly<Record<string, string>>): Form => get(list, howMany(1), headers);

/**
 * learn.microsoft.com/power-apps/developer/data-platform: webapi/compose-http-requests-handle-errors, optional-parameters,
 * webapi/impersonate-another-user-web-api, webapi/perform-conditional-operations-using-web-api.
 */
export const headerForms: readonly Form[] = [
  passing({ Accept: "application/json", "OData-MaxVersion": "4.0", "OData-Version": "4.0", "If-None-Match": "null" }),
  passing({ Accept: "application/json;odata.metadata=minimal" }),
  passing({ "User-Agent": "somebody/1", "x-ms-client-request-id": "7", "x-contoso": "anything" }),
  passing({ Consistency: "Strong" }),
  passing({ "MSCRM.SuppressDuplicateDetection": "true" }),
  passing({ "MSCRM.SuppressCallbackRegistrationExpanderJob": "true" }),
  named("MSCRM.SuppressDuplicateDetection", "false"),
  named("MSCRM.BypassCustomPluginExecution", "true"),
  named("MSCRM.BypassBusinessLogicExecution", "CustomSync,CustomAsync"),
  named("MSCRM.BypassBusinessLogicExecutionStepIds", "45e0c603-0d0b-466e-a286-d7fc1cda8361"),
  named("MSCRM.MergeLabels", "true"),
  named("MSCRM.SessionToken", "207:8#142792105#7=-1"),
  named("MSCRM.SolutionName", "Channels"),
  named("MSCRM.Nonsense", "1"),
  named("MSCRMCallerID", me),
  named("CallerObjectId", "e39c5d16-675b-48d1-8e67-667427e9c084"),
  send("POST", "queues", { name: "As somebody else" }, unimplemented("MSCRMCallerID"), { MSCRMCallerID: me }),
  send("POST", "queues", { name: "Of a solution" }, header("odata-version", "4.0", 400), {
    "MSCRM.SolutionUniqueName": "Nothing",
  }),
  get(list, header("preference-applied", null, 200)),
  get(list, header("preference-applied", 'odata.include-annotations="*"', 200), {
    Prefer: 'odata.include-annotations="*"',
  }),
  passing({ Prefer: "return=minimal" }),
  get(
    "queues?$select=msdyn_queuetype&$filter=name eq 'VIP'",
    shows("value|0|msdyn_queuetype@OData.Community.Display.V1.FormattedValue", "Messaging"),
    { Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' },
  ),
  get(
    "queues?$select=msdyn_priority&$filter=name eq 'VIP'",
    shows("value|0|msdyn_priority@OData.Community.Display.V1.FormattedValue", "1"),
    { Prefer: 'odata.include-annotations="*"' },
  ),
  get("queues?$count=true", shows("@Microsoft.Dynamics.CRM.totalrecordcount", 6), {
    Prefer: "odata.include-annotations=*",
  }),
  get("queues", shows("@Microsoft.Dynamics.CRM.totalrecordcount", -1), { Prefer: 'odata.include-annotations="*"' }),
  get("queues?$select=name", header("preference-applied", "odata.maxpagesize=4", 200), {
    Prefer: "odata.maxpagesize=4",
  }),
  get("queues?$select=name", howMany(4), { Prefer: 'odata.maxpagesize=4,odata.include-annotations="*"' }),
  get("queues?$select=name", howMany(4), { Prefer: "ODATA.MAXPAGESIZE=4" }),
  preferring("odata.maxpagesize=abc", "odata.maxpagesize=abc"),
  preferring("odata.maxpagesize=0", "odata.maxpagesize=0"),
  preferring("odata.maxpagesize", "odata.maxpagesize"),
  preferring("maxpagesize=2", "maxpagesize"),
  preferring("respond-async", "respond-async"),
  preferring("wait=10", "wait"),
  preferring("return=everything", "return=everything"),
  preferring("handling=strict", "handling"),
  preferring("odata.allow-entityreferences", "odata.allow-entityreferences"),
  preferring('odata.include-annotations="*",odata.nonsense', "odata.nonsense"),
  preferring("odata.metadata=full", "odata.metadata"),
  get("queues?$select=name", holds(200, "@odata.deltaLink"), { Prefer: "odata.track-changes" }),
  get("queues?$select=name&$count=true", unimplemented("$count"), { Prefer: "odata.track-changes" }),
  get(list, refused('The "$top" query parameter'), { Prefer: "odata.track-changes" }),
  get(vip, unimplemented("odata.track-changes"), { Prefer: "odata.track-changes" }),
  get("WhoAmI", unimplemented("odata.track-changes"), { Prefer: "odata.track-changes" }),
  get(list, unimplemented("odata.metadata=full"), { Accept: "application/json;odata.metadata=full" }),
  get(list, unimplemented("odata.metadata=none"), { Accept: "application/json; odata.metadata=none" }),
  get(list, unimplemented("IEEE754Compatible=true"), { Accept: "application/json;IEEE754Compatible=true" }),
  get(vip, header("odata-version", "4.0", 200)),
  get(vip, unimplemented("If-Match"), { "If-Match": "*" }),
  get(vip, shows("name", "VIP"), { "If-None-Match": 'W/"1"' }),
  send(
    "PATCH",
    vip,
    { msdyn_priority: 1 },
    refused("The version of the existing record doesn't match", "0x80060882", 412),
    { "If-Match": 'W/"1"' },
  ),
  send(
    "PATCH",
    vip,
    { msdyn_priority: 1 },
    refused("A record with matching key values already exists.", "0x80040237", 412),
    { "If-None-Match": "*" },
  ),
  send("PATCH", vip, { msdyn_priority: 1 }, unimplemented("If-None-Match"), { "If-None-Match": 'W/"1"' }),
  send("DELETE", vip, undefined, unimplemented("If-None-Match"), { "If-None-Match": "*" }),
  send("POST", "queues", { name: "Conditional" }, unimplemented("If-Match"), { "If-Match": 'W/"1"' }),
];
