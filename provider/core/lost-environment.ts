import { CredentialsRefusedError } from "../dataverse/sign-in/authentication-errors.ts";
import { BadResponseError, NetworkError, NotAMemberError } from "../dataverse/errors.ts";
import { ProviderError } from "./errors.ts";

/**
 * What to do if an environment is gone for good. No response proves that, least of all from a wrong address. Only
 * people can confirm it, so state is kept until they do.
 */
export const wayOut =
  "If the environment was deleted or reset, its rows are gone and only Pulumi's state still has them: `pulumi stack --show-urns` lists them, `pulumi state delete <urn> --target-dependents` forgets one and what depends on it, and `pulumi destroy --target <urn>` takes down other parts of the stack meanwhile. After that, `pulumi up` makes everything again in the environment that environmentUrl names";

/** Entra's code if the tenant has no such environment. */
const unknownEnvironment = 500011;

/** No environment that knows us answers at this address: it is mistyped, unreachable or gone. */
export class LostEnvironmentError extends ProviderError {
  constructor(cause: ProviderError) {
    super({ ...cause, what: cause.what, remedy: `${cause.remedy} ${wayOut}` }, { cause });
  }
}

/** The error, extended by the way out if it may mean that the environment is gone. */
export function withWayOut(error: unknown): unknown {
  const mayBeGone =
    (error instanceof NetworkError && ["host-name", "refused"].includes(error.failure)) ||
    (error instanceof BadResponseError && error.status === 404) ||
    error instanceof NotAMemberError ||
    (error instanceof CredentialsRefusedError && error.signInCode === unknownEnvironment);
  return mayBeGone ? new LostEnvironmentError(error) : error;
}
