import type { Operation, Properties } from "../../core/definition.ts";
import { ProviderError } from "../../core/errors.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Columns } from "../../dataverse/contract.ts";
import { channelTable } from "../tables.ts";

/** With these the service signs its webhook calls as the application, by a federated credential: Microsoft's script. */
const isManaged = 2;
const environmentScope = 1;

export const identityColumns = ["name", "applicationid", "tenantid", "credentialsource", "subjectscope"];

export const identityIdOf = (channelId: string): string => partIdOf(channelId, "managed identity");

export function columnsOfIdentity(inputs: Properties): Columns {
  const api = inputs["messagingApi"] as Properties;
  return {
    applicationid: String(api["appId"]).toLowerCase(),
    tenantid: String(api["tenantId"]).toLowerCase(),
    credentialsource: isManaged,
    subjectscope: environmentScope,
  };
}

/** Every change of the webhook settings makes another subject, so it is asked for each time. */
export async function federatedSubject({ session, label }: Operation, channelId: string): Promise<string> {
  const answer = await session.client.call("GetComponentManagedIdentityFIC", {
    ComponentName: channelTable.logicalName,
    ComponentId: channelId,
  });
  const subject = answer["FICSubject"];
  if (typeof subject === "string" && subject !== "") return subject;
  throw new ProviderError({
    code: "federated-subject-missing",
    what: `${label} was written, but the service returned no federated subject for it`,
    why: "GetComponentManagedIdentityFIC answered without FICSubject",
    remedy: "run again later; without the subject the application cannot trust the webhook calls",
  });
}
