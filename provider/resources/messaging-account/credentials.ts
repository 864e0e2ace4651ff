import { createHash } from "node:crypto";
import type { MessagingAccountArguments } from "../../../schema/messaging-account.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Inputs, Prior, Unresolved } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { defaultBotType, tenantOf, toProperties } from "./columns.ts";

/** Signs in with the credentials before anything is written, and again whenever one of the three changes. */
export async function proveCredentials(
  operation: OperationContext,
  inputs: Inputs<MessagingAccountArguments>,
  prior: Prior<MessagingAccountArguments> | undefined,
  found: Row | undefined,
): Promise<void> {
  if (inputs.skipCredentialCheck === true) return;
  const three = ["appId", "clientSecret", "tenantId"] as const;
  if (prior !== undefined && three.every((argument) => prior[argument] === inputs[argument])) return;
  // An existing account keeps its own values for arguments that the program leaves out.
  await prove(operation, found === undefined ? inputs : { ...toProperties(found), ...inputs });
}

/**
 * A replacement deletes the account, and its channels before it. So Entra must accept the new credentials while the old
 * rows still exist. Other accounts skip this sign-in: the engine checks resources one at a time, and a failed create
 * loses nothing.
 */
export async function proveForReplacement(
  operation: OperationContext,
  inputs: Unresolved<MessagingAccountArguments>,
  { replaces }: Pick<CheckContext, "replaces">,
): Promise<void> {
  const { appId, clientSecret, tenantId, botType } = inputs;
  if (isUnknown(appId) || isUnknown(clientSecret) || isUnknown(tenantId) || isUnknown(botType)) return;
  // Only the second check knows which account the new one adopts, and its values may be nowhere else.
  const takesOver = inputs.adopt === true || inputs.adopts !== undefined;
  if (replaces === undefined || takesOver || inputs.skipCredentialCheck === true) return;
  await prove(operation, { appId, clientSecret, tenantId, botType });
}

type Bot = Pick<MessagingAccountArguments, "appId" | "clientSecret" | "tenantId" | "botType">;

async function prove({ session }: OperationContext, account: Bot): Promise<void> {
  const { appId, clientSecret, botType = defaultBotType } = account;
  if (clientSecret === undefined) return;
  const bot = { appId, clientSecret, tenantId: tenantOf({ session }, account), botType };
  // Check and create share one sign-in.
  const key = createHash("sha256").update(JSON.stringify(bot)).digest("hex");
  await session.once(`credentials ${key}`, () => session.proveBotCredentials(bot));
}
