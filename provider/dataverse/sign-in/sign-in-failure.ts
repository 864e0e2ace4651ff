import type { AxiosError } from "axios";
import { SignInUnreachableError } from "./authentication-errors.ts";
import type { Clock } from "../clock.ts";
import type { DataverseError } from "../errors.ts";
import { waitAskedFor } from "../errors.ts";
import { networkError, networkFailure } from "../network.ts";
import { askedFor } from "../retry.ts";
import { unusableResponse } from "../whole-response.ts";

/** The error of a token request that got no response, or one that says nothing about the credentials. */
export function signInFailure(
  error: AxiosError,
  action: string,
  url: string,
  clock: Pick<Clock, "now">,
): DataverseError {
  const { host } = new URL(url);
  const fault = unusableResponse(error);
  if (fault !== undefined) return new SignInUnreachableError(host, `It gave an answer that cannot be read. ${fault}`);
  const { response } = error;
  if (response === undefined || networkFailure(error) !== undefined) {
    const failure = networkError(error, { action }, url);
    return failure.code === "proxy" ? failure : new SignInUnreachableError(host, failure.why, failure.remedy);
  }
  const asked = askedFor(response, clock);
  const attempts = (error.config?.["axios-retry"]?.retryCount ?? 0) + 1;
  const after = attempts === 1 ? "" : ` after ${attempts} attempts`;
  const wait = asked === undefined ? "" : ` ${waitAskedFor(asked)}`;
  return new SignInUnreachableError(host, `It answered ${response.status}${after}.${wait}`);
}
