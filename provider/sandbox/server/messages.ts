import { createHash } from "node:crypto";
import { badUri, methodNotAllowed, rowNotFound } from "../errors.ts";
import type { Address } from "../odata/address.ts";
import { parseLiteral } from "../odata/literal.ts";
import { parseArguments, type Segment } from "../odata/path.ts";
import { secretInForce } from "../rules/secret-in-force.ts";
import type { Row } from "../store/row.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "./exchange.ts";
import { addressedRow } from "./read.ts";
import { requireColumnSecurity } from "./caller.ts";

type UnboundMessage = (request: ApiRequest, segment: Segment) => ApiResponse;
type BoundMessage = (request: ApiRequest, address: Address) => ApiResponse;

const complexContext = ({ organization }: ApiRequest, type: string): string =>
  `${organization.base}$metadata#Microsoft.Dynamics.CRM.${type}`;

const whoAmI: UnboundMessage = (request) =>
  jsonAnswer(200, {
    "@odata.context": complexContext(request, "WhoAmIResponse"),
    BusinessUnitId: request.organization.businessUnitId,
    UserId: request.caller.userId,
    OrganizationId: request.organization.id,
  });

const retrieveVersion: UnboundMessage = (request) =>
  jsonAnswer(200, { "@odata.context": complexContext(request, "RetrieveVersionResponse"), Version: "9.2.26104.00206" });

/** Which messages a table takes. The bulk ones on every table here: assumed for those whose page does not list them. */
const messageFilters: UnboundMessage = (request) => {
  const table =
    unquoted(request.query.get("@table")) ??
    /primaryobjecttypecode eq '([^']+)'/.exec(request.query.get("$filter") ?? "")?.[1];
  const message =
    unquoted(request.query.get("@message")) ??
    /sdkmessageid\/name eq '([^']+)'/.exec(request.query.get("$filter") ?? "")?.[1];
  const known = request.organization.catalog.tables.has(table ?? "") && bulkMessages.has(message ?? "");
  const id = createHash("md5")
    .update(`${table}/${message}`)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  return jsonAnswer(200, {
    "@odata.context": `${request.organization.base}$metadata#sdkmessagefilters(sdkmessagefilterid)`,
    value: known ? [{ sdkmessagefilterid: id }] : [],
  });
};

const bulkMessages = new Set([
  "CreateMultiple",
  "UpdateMultiple",
  "UpsertMultiple",
  "Create",
  "Update",
  "Delete",
  "Upsert",
]);

const unquoted = (text: string | null): string | undefined => (text === null ? undefined : text.replace(/^'|'$/g, ""));

/**
 * Every change of the webhook columns gives another subject, as documented. Its form is assumed, and so is the refusal
 * of a channel that has no managed identity yet.
 */
const federatedCredential: UnboundMessage = (request, segment) => {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const values = parseArguments(segment.argument ?? "");
  const component = argument(request, values, "ComponentName");
  const id = argument(request, values, "ComponentId");
  if (component !== "msdyn_occustommessagingchannel")
    throw badUri(`The component '${component}' has no managed identity.`);
  const row = request.organization.store.get(component, id);
  if (row === undefined) throw rowNotFound(component, id);
  if (typeof row["managedidentityid"] !== "string")
    throw badUri("No managed identity is associated with the component.");
  return jsonAnswer(200, {
    "@odata.context": complexContext(request, "GetComponentManagedIdentityFICResponse"),
    FICSubject: subjectOf(request, id, row),
  });
};

function subjectOf({ organization }: ApiRequest, id: string, row: Row): string {
  const columns = ["msdyn_webhookurl", "msdyn_appid", "msdyn_tenantid", "managedidentityid"];
  const settings = columns.map((column) => String(row[column] ?? "")).join("\n");
  const hash = createHash("sha256").update(settings).digest("base64url");
  return `component:msdyn_occustommessagingchannel,componentid:${id},org:${organization.id},hash:${hash}`;
}

function argument({ query }: ApiRequest, values: ReadonlyMap<string, string>, name: string): string {
  const text = values.get(name) ?? "";
  const value = parseLiteral(text.startsWith("@") ? (query.get(text) ?? "null") : text);
  if (typeof value !== "string") throw badUri(`The parameter '${name}' is missing.`);
  return value;
}

/** Name and table are documented; that it takes nothing and answers with the stored secret is assumed. */
const retrieveSecret: BoundMessage = (request, address) => {
  if (request.method !== "POST") throw methodNotAllowed(request.method);
  requireColumnSecurity(request.caller, address.table.name, "msdyn_securemsappsecret");
  const { id } = addressedRow(request, address);
  return jsonAnswer(200, {
    "@odata.context": complexContext(request, "msdyn_RetrieveCustomMessagingApplicationSecretResponse"),
    ApplicationSecret: secretInForce(request.organization, id) ?? null,
  });
};

export const unboundMessages: ReadonlyMap<string, UnboundMessage> = new Map([
  ["WhoAmI", whoAmI],
  ["RetrieveVersion", retrieveVersion],
  ["sdkmessagefilters", messageFilters],
  ["GetComponentManagedIdentityFIC", federatedCredential],
]);

export const boundMessages: ReadonlyMap<string, BoundMessage> = new Map([
  ["msdyn_ocbotchannelregistration/msdyn_RetrieveCustomMessagingApplicationSecret", retrieveSecret],
]);
