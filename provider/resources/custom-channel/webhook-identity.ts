import type { CustomChannelArguments, CustomChannelOutputs } from "../../../schema/custom-channel.ts";
import type { OperationContext } from "../../core/definition.ts";
import { ProviderError } from "../../errors.ts";
import { couldNot } from "../../core/errors.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Columns } from "../../dataverse/types.ts";
import { textIn } from "../../rows/row-values.ts";
import { channelTable } from "../../rows/tables.ts";

/**
 * The service signs its webhook calls as the application, with a federated credential. These values come from
 * Microsoft's script.
 */
const isManaged = 2;
const environmentScope = 1;

export const identityColumns = ["name", "applicationid", "tenantid", "credentialsource", "subjectscope"];

export const identityIdOf = (channelId: string): string => partIdOf(channelId, "managed identity");

export function columnsOfIdentity({ appId, tenantId }: NonNullable<CustomChannelArguments["messagingApi"]>): Columns {
  return {
    applicationid: appId.toLowerCase(),
    tenantid: tenantId.toLowerCase(),
    credentialsource: isManaged,
    subjectscope: environmentScope,
  };
}

type Subject = Required<Pick<CustomChannelOutputs, "federatedCredentialSubject">>;

/** The subject changes with the webhook settings, so it is read every time. */
export async function federatedSubject(operation: OperationContext, channelId: string): Promise<Subject> {
  const answer = await operation.session.client.call("GetComponentManagedIdentityFIC", {
    ComponentName: channelTable.logicalName,
    ComponentId: channelId,
  });
  const subject = textIn(answer, "FICSubject");
  if (subject !== undefined && subject !== "") return { federatedCredentialSubject: subject };
  throw new ProviderError({
    code: "federated-subject-missing",
    attempt: couldNot(operation),
    what: "the service returned no federated subject for it",
    why: "it was written, but GetComponentManagedIdentityFIC answered without FICSubject",
    remedy: "run again later; without the subject the application cannot trust the webhook calls",
  });
}
