import { createHash } from "node:crypto";
import { containsUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import type { Row } from "../../dataverse/contract.ts";
import { botTypeOf, tenantOf, toProperties } from "./columns.ts";

/** Proved before anything is written, and again when one of the three changes. */
export async function proveCredentials(
  operation: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
  found: Row | undefined,
): Promise<void> {
  if (remembered !== undefined && ["appId", "clientSecret", "tenantId"].every((key) => remembered[key] === inputs[key]))
    return;
  // What the program leaves out is whatever an account that stands has.
  await prove(operation, inputs, found === undefined ? inputs : { ...toProperties(found), ...inputs });
}

/**
 * A replacement deletes the account, and its channels before it. Entra must accept the new credentials while they still
 * stand. Other accounts wait for no sign-in here: checks come one by one, and a create that fails loses nothing.
 */
export async function proveForReplacement(
  operation: Operation,
  inputs: Properties,
  { replaces }: Circumstances,
): Promise<void> {
  const bot = ["appId", "clientSecret", "tenantId", "botType"].map((key) => inputs[key]);
  // Which account the new one takes over is not known before the second check, and may be nowhere else.
  const takesOver = inputs["adopt"] === true || inputs[kept.adopts] !== undefined;
  if (replaces !== undefined && !takesOver && !containsUnknown(bot)) await prove(operation, inputs, inputs);
}

async function prove({ session, ...operation }: Operation, inputs: Properties, account: Properties): Promise<void> {
  const { clientSecret, appId } = inputs;
  if (typeof clientSecret !== "string" || inputs["skipCredentialCheck"] === true) return;
  const bot = {
    appId: String(appId),
    clientSecret,
    tenantId: tenantOf({ session, ...operation }, account),
    botType: botTypeOf(account),
  };
  // Check and create ask for the same proof.
  const key = createHash("sha256").update(JSON.stringify(bot)).digest("hex");
  await session.once(`credentials ${key}`, () => session.proveBotCredentials(bot));
}
