import type { AxiosError } from "axios";
import { NetworkError, openSslReasonIn } from "./errors.ts";
import type { Attempted, DataverseError, NetworkFailure } from "./errors.ts";
import { ProxyError, ProxyFailure } from "./proxy-errors.ts";
import { proxyFor } from "./proxy.ts";
import { isSuccess } from "./success.ts";
import { isTlsFailure } from "./tls-failures.ts";
import { unusableResponse } from "./whole-response.ts";

const failures: ReadonlyMap<string, NetworkFailure> = new Map([
  ["ENOTFOUND", "host-name"],
  ["EAI_AGAIN", "host-name"],
  ["ECONNREFUSED", "refused"],
  ["EHOSTUNREACH", "refused"],
  ["ENETUNREACH", "refused"],
  ["ETIMEDOUT", "timeout"],
  ["ECONNABORTED", "timeout"],
]);

/** Why no complete response arrived. `undefined` if one did, readable or not. */
export function networkFailure(error: AxiosError): NetworkFailure | "proxy" | undefined {
  if (error.cause instanceof ProxyFailure) return "proxy";
  if (unusableResponse(error) !== undefined) return undefined;
  // A response that breaks off in its body has a status, too. A success status says nothing about the whole, so only a
  // refusal counts as received.
  if (error.response !== undefined && !isSuccess(error.response.status)) return undefined;
  const code = error.code ?? "";
  return failures.get(code) ?? (isTlsFailure(code) ? "tls" : "broken-off");
}

/** A misspelled host or an untrusted certificate stays wrong; everything else may pass. */
export function mayPass(failure: NetworkFailure | "proxy", error: AxiosError): boolean {
  if (error.cause instanceof ProxyFailure) {
    const { status, systemCode } = error.cause;
    return status === undefined ? canPass(systemCode) : [408, 429, 500, 502, 503, 504].includes(status);
  }
  return failure !== "tls" && canPass(error.code ?? "");
}

function canPass(systemCode: string): boolean {
  return systemCode !== "ENOTFOUND" && !isTlsFailure(systemCode) && !systemCode.startsWith("HPE_");
}

/** axios attaches the request and its headers to its error, so that error is never passed on, not even as a cause. */
export function networkError(error: AxiosError, attempted: Attempted, url: string): DataverseError {
  const { host } = new URL(url);
  if (error.cause instanceof ProxyFailure) return new ProxyError(attempted, host, error.cause);
  const failure = networkFailure(error);
  const kind = failure === undefined || failure === "proxy" ? "broken-off" : failure;
  const proxy = proxyFor(new URL(url));
  const way = proxy && ` The way leads through the proxy ${proxy.address}, which ${proxy.variable} names.`;
  return new NetworkError(attempted, host, kind, error.code ?? "no code", openSslReasonIn(error), way);
}
