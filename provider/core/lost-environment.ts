import { CredentialsRefusedError } from "../dataverse/sign-in/authentication-errors.ts";
import { BadResponseError, NetworkError, NotAMemberError } from "../dataverse/errors.ts";
import { ProviderError } from "./errors.ts";

/**
 * What to do about an environment that is gone for good. Nothing that it answers proves that, a wrong address least of
 * all, so only people can say it: state is kept until they do.
 */
export const wayOut =
  "If the environment was deleted or reset, its rows are gone and only Pulumi's state still has them: `pulumi stack --show-urns` lists them, `pulumi state delete <urn> --target-dependents` forgets one and what depends on it, and `pulumi destroy --target <urn>` takes down other parts of the stack meanwhile. After that, `pulumi up` makes everything again in the environment that environmentUrl names";

/** What Entra answers where the tenant knows no such environment. */
const unknownEnvironment = 500011;

/** The address gave no answer of an environment that knows us: mistyped, out of reach, or gone. */
export class LostEnvironmentError extends ProviderError {
  constructor(cause: ProviderError) {
    super({ ...cause, what: cause.what, remedy: `${cause.remedy} ${wayOut}` }, { cause });
  }
}

/** The error, with the way out where it may mean that the environment is gone. */
export function withWayOut(error: unknown): unknown {
  const mayBeGone =
    (error instanceof NetworkError && ["host-name", "refused"].includes(error.failure)) ||
    (error instanceof BadResponseError && error.status === 404) ||
    error instanceof NotAMemberError ||
    (error instanceof CredentialsRefusedError && error.signInCode === unknownEnvironment);
  return mayBeGone ? new LostEnvironmentError(error) : error;
}
