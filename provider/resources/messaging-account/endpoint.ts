import type { OperationContext } from "../../core/definition.ts";
import { ProviderError } from "../../errors.ts";
import { couldNot } from "../../core/errors.ts";
import { waitUntil } from "../../core/wait-until.ts";
import type { Row } from "../../dataverse/types.ts";
import { equals } from "../../dataverse/filter.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { RowVanishedError } from "../../rows/sync-row.ts";
import { accountTable } from "../../rows/tables.ts";
import { expectedHost, otherGeographyIn, otherOrganizationIn } from "./endpoint-host.ts";

/** The endpoint column. An empty text counts as missing. */
export function endpointOf(row: Row): string | undefined {
  const endpoint = textIn(row, "msdyn_messagingendpoint");
  return endpoint === "" ? undefined : endpoint;
}

/**
 * Waits until the service has filled in the endpoint, and returns the row and the endpoint. Whether it does so at once,
 * later, or only on *Validate* is not proven, so the wait is bounded and logged. We never build the address ourselves.
 * `shown` is the row as its create returned it.
 */
export async function waitForEndpoint(
  operation: OperationContext,
  rowId: string,
  select: readonly string[],
  shown?: Row,
): Promise<{ readonly row: Row; readonly endpoint: string }> {
  const { client, endpointTimeoutSeconds } = operation.session;
  const filled = await waitUntil(operation, {
    what: "the service to fill in the messaging endpoint",
    everySeconds: 2,
    atMostSeconds: endpointTimeoutSeconds,
    ask: async (isFirst) => {
      const isShown = isFirst && shown !== undefined && endpointOf(shown) !== undefined;
      const row = isShown ? shown : await client.retrieve(accountTable, rowId, { select });
      if (row === undefined) throw new RowVanishedError(rowId);
      const endpoint = endpointOf(row);
      return endpoint === undefined ? undefined : { row, endpoint };
    },
  });
  if (filled === undefined) throw await neverFilled(operation, rowId);
  await requireOwnOrganization(operation, filled.endpoint);
  await warnOfOtherGeography(operation, filled.endpoint);
  return filled;
}

/**
 * A copied environment keeps the endpoints of its original. A bot that uses one would post to the other organization.
 */
async function requireOwnOrganization(operation: OperationContext, endpoint: string): Promise<void> {
  const { organizationId } = await operation.session.client.whoAmI();
  const named = otherOrganizationIn(endpoint, organizationId);
  if (named === undefined) return;
  throw new ProviderError({
    code: "endpoint-of-other-organization",
    attempt: couldNot(operation),
    what: "its messaging endpoint belongs to another organization",
    why: `the endpoint names organization ${named}, and this environment is ${organizationId}: a copied environment keeps the endpoints of its original`,
    remedy: "delete the account and run again, so that the service makes a new endpoint",
  });
}

/**
 * Moving an environment to another geography changes its endpoints and keeps its organization. Microsoft also opens
 * geographies that are not on our list, so this is only a warning. It appears once, because all accounts of an
 * organization share one endpoint.
 */
export async function warnOfOtherGeography({ session, label }: OperationContext, endpoint: string): Promise<void> {
  const { environmentUrl } = session.client;
  const geography = otherGeographyIn(endpoint, environmentUrl);
  if (geography === undefined) return;
  await session.once(`geography of ${endpoint}`, async () => {
    const { organizationId } = await session.client.whoAmI();
    session.reporter.warn(
      `${label}: its messaging endpoint is in the geography "${geography.found}", and ${environmentUrl} is in "${geography.expected}". If the environment was moved, compare the endpoint with the one that the admin center shows (expected host: ${expectedHost(environmentUrl, organizationId)}); then run \`pulumi refresh\` and \`pulumi up\`, so that the bot gets the new endpoint.`,
    );
  });
}

async function neverFilled(operation: OperationContext, rowId: string): Promise<ProviderError> {
  const { client } = operation.session;
  const { organizationId } = await client.whoAmI();
  const rows = await client.list(accountTable, {
    select: ["msdyn_name", "msdyn_messagingendpoint"],
    filter: equals("msdyn_iscustommessagingbcr", true),
  });
  const [other] = rows.flatMap((row) => {
    const endpoint = endpointOf(row);
    const isOwn = endpoint !== undefined && otherOrganizationIn(endpoint, organizationId) === undefined;
    return isOwn && idIn(row, accountTable) !== rowId ? [{ name: textIn(row, "msdyn_name") ?? "", endpoint }] : [];
  });
  const host = expectedHost(client.environmentUrl, organizationId);
  const compare = `Its host should ${host.endsWith(".") ? "begin with" : "be"} ${host}`;
  return new ProviderError({
    code: "endpoint-not-filled",
    attempt: couldNot(operation),
    what: "the service has not filled in its messaging endpoint",
    why: `the account exists, and ${operation.session.endpointTimeoutSeconds} s passed without an endpoint; some environments may fill it in only when somebody opens the account and presses Validate`,
    remedy:
      other === undefined
        ? `open the account in the admin center, press Validate and save, then run again; or give messagingEndpoint with the value shown there. ${compare}`
        : `one endpoint serves all accounts of an organization: the account "${other.name}" has ${other.endpoint}. Confirm it in the admin center and give it as messagingEndpoint, or press Validate there and run again. ${compare}`,
  });
}
