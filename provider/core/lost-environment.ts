import { CredentialsRefusedError } from "../dataverse/sign-in/authentication-errors.ts";
import { BadResponseError, NetworkError, NotAMemberError } from "../dataverse/errors.ts";
import { LostEnvironmentError } from "./errors.ts";

/** Entra's code if the tenant has no such environment. */
const unknownEnvironment = 500011;

/** The error, extended by the way out if it may mean that the environment is gone. */
export function withWayOut(error: unknown): unknown {
  const mayBeGone =
    (error instanceof NetworkError && ["host-name", "refused"].includes(error.failure)) ||
    (error instanceof BadResponseError && error.status === 404) ||
    error instanceof NotAMemberError ||
    (error instanceof CredentialsRefusedError && error.signInCode === unknownEnvironment);
  return mayBeGone ? new LostEnvironmentError(error) : error;
}
