import { createHash } from "node:crypto";
import { badUri, methodNotAllowed, rowNotFound } from "../errors.ts";
import {
  functionSignatures,
  rowActionSignatures,
  rowFunctionSignatures,
  type FunctionName,
} from "../metadata/message-signatures.ts";
import type { Address } from "../odata/address.ts";
import type { Segment } from "../odata/path.ts";
import { secretInForce } from "../rules/secret-in-force.ts";
import type { Row } from "../store/row.ts";
import { requireColumnSecurity } from "../identity/caller.ts";
import { jsonAnswer, type ApiRequest, type ApiResponse } from "../http/exchange.ts";
import { argumentsOf, textArgument } from "./message-arguments.ts";
import { messageFilters } from "./message-filters.ts";
import { currentOrganization, retrieveVersion, totalRecordCount, whoAmI } from "./organization-functions.ts";
import { privilegesOf } from "./privileges.ts";
import { addressedRow } from "./read.ts";

type Answer = (request: ApiRequest, values: ReadonlyMap<string, string>) => Record<string, unknown>;
type UnboundMessage = (request: ApiRequest, segment: Segment) => ApiResponse;
type BoundMessage = (request: ApiRequest, address: Address, segment: Segment) => ApiResponse;

const complexContext = ({ organization }: ApiRequest, type: string): string =>
  `${organization.base}$metadata#Microsoft.Dynamics.CRM.${type}`;

/**
 * Every change of the webhook columns gives a new subject, as documented. Its form is assumed, and so is that the
 * service refuses a channel without a managed identity.
 */
function federatedCredential(
  { organization }: ApiRequest,
  values: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const component = textArgument(values, "ComponentName");
  const id = textArgument(values, "ComponentId");
  if (component !== "msdyn_occustommessagingchannel")
    throw badUri(`The component '${component}' has no managed identity.`);
  const row = organization.store.get(component, id);
  if (row === undefined) throw rowNotFound(component, id);
  if (typeof row["managedidentityid"] !== "string")
    throw badUri("No managed identity is associated with the component.");
  return { FICSubject: subjectOf(organization.id, id, row) };
}

function subjectOf(organizationId: string, id: string, row: Row): string {
  const columns = ["msdyn_webhookurl", "msdyn_appid", "msdyn_tenantid", "managedidentityid"];
  const settings = columns.map((column) => String(row[column] ?? "")).join("\n");
  const hash = createHash("sha256").update(settings).digest("base64url");
  return `component:msdyn_occustommessagingchannel,componentid:${id},org:${organizationId},hash:${hash}`;
}

/** Name and table are documented. That it takes no parameters and returns the stored secret is assumed. */
const retrieveSecret: BoundMessage = (request, address) => {
  if (request.method !== "POST") throw methodNotAllowed(request.method);
  requireColumnSecurity(request.caller, address.table.name, "msdyn_securemsappsecret");
  const { id } = addressedRow(request, address);
  return jsonAnswer(200, {
    "@odata.context": complexContext(request, "msdyn_RetrieveCustomMessagingApplicationSecretResponse"),
    ApplicationSecret: secretInForce(request.organization, id) ?? null,
  });
};

const asMessage = (name: FunctionName, answer: Answer): UnboundMessage => {
  const parameters = Object.keys(functionSignatures[name].takes);
  return (request, segment) => {
    if (request.method !== "GET") throw methodNotAllowed(request.method);
    const result = answer(request, argumentsOf(request, segment, parameters));
    return jsonAnswer(200, { "@odata.context": complexContext(request, `${name}Response`), ...result });
  };
};

const answers: Readonly<Record<FunctionName, UnboundMessage>> = {
  WhoAmI: asMessage("WhoAmI", whoAmI),
  RetrieveVersion: asMessage("RetrieveVersion", retrieveVersion),
  RetrieveTotalRecordCount: asMessage("RetrieveTotalRecordCount", totalRecordCount),
  RetrieveCurrentOrganization: asMessage("RetrieveCurrentOrganization", currentOrganization),
  GetComponentManagedIdentityFIC: asMessage("GetComponentManagedIdentityFIC", federatedCredential),
};

export const functions: ReadonlyMap<string, UnboundMessage> = new Map(Object.entries(answers));

/** What clients may call at the root, besides the sets that the sandbox has rows of. */
export const unboundMessages: ReadonlyMap<string, UnboundMessage> = new Map([
  ...functions,
  ["sdkmessagefilters", messageFilters] as const,
]);

const privilegeFunction = "RetrieveUserPrivilegeByPrivilegeName";

const retrievePrivilege: BoundMessage = (request, address, segment) => {
  if (request.method !== "GET") throw methodNotAllowed(request.method);
  const { takes } = rowFunctionSignatures[privilegeFunction];
  const { id } = addressedRow(request, address);
  const name = textArgument(argumentsOf(request, segment, Object.keys(takes)), "PrivilegeName");
  return jsonAnswer(200, {
    "@odata.context": complexContext(request, `${privilegeFunction}Response`),
    RolePrivileges: privilegesOf(request.organization, id, name),
  });
};

const secretAction = "msdyn_RetrieveCustomMessagingApplicationSecret";

export const boundMessages: ReadonlyMap<string, BoundMessage> = new Map([
  [`${rowActionSignatures[secretAction].table}/${secretAction}`, retrieveSecret],
  [`${rowFunctionSignatures[privilegeFunction].table}/${privilegeFunction}`, retrievePrivilege],
]);
