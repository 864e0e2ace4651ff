import type { AxiosError } from "axios";
import { NetworkError } from "./errors.ts";
import type { NetworkFailure } from "./errors.ts";

const failures: Readonly<Record<string, NetworkFailure>> = {
  ENOTFOUND: "host-name",
  EAI_AGAIN: "host-name",
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "refused",
  ENETUNREACH: "refused",
  ETIMEDOUT: "timeout",
  ECONNABORTED: "timeout",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "tls",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "tls",
  SELF_SIGNED_CERT_IN_CHAIN: "tls",
  DEPTH_ZERO_SELF_SIGNED_CERT: "tls",
  CERT_HAS_EXPIRED: "tls",
  ERR_TLS_CERT_ALTNAME_INVALID: "tls",
  EPROTO: "tls",
};

/** Why no complete answer arrived; `undefined` where one did. */
export function networkFailure(error: AxiosError): NetworkFailure | undefined {
  // An answer cut off in its body is reported with its status, which says nothing about the whole.
  if (error.response !== undefined && !isSuccess(error.response.status)) return undefined;
  return failures[error.code ?? ""] ?? "broken-off";
}

/** A misspelt host or a certificate that is not trusted stays so; the rest may pass. */
export function mayPass(failure: NetworkFailure, systemCode: string | undefined): boolean {
  return failure !== "tls" && (failure !== "host-name" || systemCode === "EAI_AGAIN");
}

/** The request and its headers hang on axios' error, therefore it is never passed on, not even as a cause. */
export function networkError(error: AxiosError, action: string, url: string): NetworkError {
  return new NetworkError(action, new URL(url).host, networkFailure(error) ?? "broken-off", error.code ?? "no code");
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
