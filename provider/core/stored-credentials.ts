import { CredentialsExpiredError, CredentialsRefusedError } from "../dataverse/sign-in/authentication-errors.ts";
import { UnauthorizedError } from "../dataverse/errors.ts";
import { ProviderError } from "../errors.ts";
import type { Session } from "./session.ts";

/**
 * Refresh and destroy run no program, so a `Provider` signs in with what state keeps of it. The plugin is not told
 * whether its settings come from a `Provider` or from the stack, whose settings are always current. So this advice is
 * conditional.
 */
const wayOut =
  "Where a `Provider` of the program names these credentials, refresh and destroy use those of the last `pulumi up`. After they changed, run `pulumi up`, or `pulumi refresh --run-program` or `pulumi destroy --run-program`, which take the new ones from the program. Credentials that come from variables are not kept in state.";

/** The credentials may be those of the last `pulumi up`. Has the code of the error that refused them. */
export class StoredCredentialsError extends ProviderError {
  constructor(cause: ProviderError) {
    super({ ...cause, what: cause.what, remedy: `${cause.remedy} ${wayOut}` }, { cause });
  }
}

/** The error, extended by the way out if the refused credentials come from settings and not from variables. */
export function withTodaysCredentials(error: unknown, { credentialsNamed }: Session): unknown {
  const isRefusal =
    error instanceof CredentialsRefusedError ||
    error instanceof CredentialsExpiredError ||
    error instanceof UnauthorizedError;
  return credentialsNamed && isRefusal ? new StoredCredentialsError(error) : error;
}
