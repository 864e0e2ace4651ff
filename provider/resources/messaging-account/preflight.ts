import type { MessagingAccountArguments, MessagingAccountInputs } from "../../../schema/messaging-account.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import { isUnknown, known } from "../../../schema/unknown.ts";
import { text } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import { channelsProvisioned } from "../../rows/provisioned.ts";
import { accountTable } from "../../rows/tables.ts";
import { columnsHere, tenantOf } from "./columns.ts";
import { proveForReplacement } from "./credentials.ts";
import { otherOrganizationIn } from "./endpoint-host.ts";
import { warnOfOtherGeography } from "./endpoint.ts";
import { noSecuredColumn, secretStore } from "./secret-store.ts";

type Unchecked = Unresolved<MessagingAccountInputs>;

export function notProvisioned(operation: OperationContext): Promise<CheckFailure[]> {
  return channelsProvisioned(
    operation,
    accountTable,
    "msdyn_iscustommessagingbcr",
    "its account table lacks the columns of custom messaging",
  );
}

/** Finds what the environment does not allow for an account, before anything is written. */
export async function preflightAccount(
  operation: OperationContext,
  inputs: Unchecked,
  context: CheckContext<Prior<MessagingAccountArguments>>,
): Promise<readonly CheckFailure[]> {
  const missing = await notProvisioned(operation);
  if (missing.length > 0) return missing;
  const { hasBotType } = await columnsHere(operation);
  const failures = [
    ...secretNeeded(inputs, context),
    ...tenantNeeded(operation, inputs, hasBotType),
    ...(await endpointFits(operation, inputs)),
    ...(await securedColumnNeeded(operation, inputs)),
  ];
  tellToValidate(operation, inputs, context);
  if (failures.length === 0) await proveForReplacement(operation, inputs, context);
  return failures;
}

/** Only a person can press *Validate*. Nothing tells the service that the secret it validated has changed. */
function tellToValidate(
  { session, label }: OperationContext,
  inputs: Unchecked,
  { prior }: CheckContext<Prior<MessagingAccountArguments>>,
): void {
  const secret = known(inputs.clientSecret);
  const last = text(prior.clientSecret);
  if (last === undefined || secret === undefined || secret === last) return;
  session.reporter.warn(
    `${label}: the client secret changes. After the update, open the account in the admin center and press Validate. To see that it worked, run \`pulumi refresh\`: lastValidated has a new time, and validationStatus says the result.`,
  );
}

function secretNeeded(
  { clientSecret, adopts }: Unchecked,
  { inState }: Pick<CheckContext, "inState">,
): CheckFailureOf<MessagingAccountArguments>[] {
  if (inState || clientSecret !== undefined || adopts !== undefined) return [];
  return [
    {
      code: "required",
      path: "clientSecret",
      reason: "is needed to create an account",
      remedy: "give the value of a client secret of the application",
    },
  ];
}

function tenantNeeded(
  operation: OperationContext,
  inputs: Unchecked,
  hasBotType: boolean,
): CheckFailureOf<MessagingAccountArguments>[] {
  const { botType } = inputs;
  if (!hasBotType || isUnknown(botType) || botType === "MultiTenant" || tenantOf(operation, inputs) !== undefined)
    return [];
  return [
    {
      code: "bot-tenant-missing",
      path: "tenantId",
      reason: "a single-tenant bot signs in at its own tenant, and the provider has no tenant id (GUID) to default to",
      remedy: "give tenantId, or set dynamics365:tenantId (or ARM_TENANT_ID)",
    },
  ];
}

/** The endpoint that the program sets, or that `check` carries over from state. */
async function endpointFits(
  operation: OperationContext,
  inputs: Unchecked,
): Promise<CheckFailureOf<MessagingAccountArguments>[]> {
  const endpoint = known(inputs.messagingEndpoint ?? inputs.__messagingEndpoint);
  if (endpoint === undefined) return [];
  const { organizationId } = await operation.session.client.whoAmI();
  const named = otherOrganizationIn(endpoint, organizationId);
  if (named === undefined) {
    await warnOfOtherGeography(operation, endpoint);
    return [];
  }
  // The operation reads the service's own endpoint again, and it may have changed by then.
  if (inputs.endpointGiven !== true) return [];
  return [
    {
      code: "endpoint-of-other-organization",
      path: "messagingEndpoint",
      reason: `names organization ${named}, and this environment is ${organizationId}`,
      remedy: "give the endpoint that the admin center of this environment shows, or leave it out",
    },
  ];
}

async function securedColumnNeeded(operation: OperationContext, { clientSecret }: Unchecked): Promise<CheckFailure[]> {
  // The path is empty instead of `clientSecret`, because the engine prints the value of a property that fails.
  if (clientSecret === undefined || (await secretStore(operation)) !== undefined) return [];
  return [{ code: "no-secured-column", path: "", reason: noSecuredColumn.why, remedy: noSecuredColumn.remedy }];
}
