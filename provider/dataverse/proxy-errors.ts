import { failedAttempt, DataverseError, type Attempted } from "./errors.ts";
import type { Proxy } from "./proxy.ts";
import { isTlsFailure } from "./tls-failures.ts";

/** The variable does not hold a valid address. */
export class ProxyAddressError extends DataverseError {
  constructor(variable: string, address: string) {
    super({
      code: "proxy",
      what: `The variable ${variable} does not name a proxy.`,
      why: `'${address}' is not an http or https address, such as http://proxy.contoso.com:8080.`,
      remedy: `Correct ${variable}, or unset it where there is no proxy.`,
    });
  }
}

/** Why the proxy could not be passed: its response status, or the error code of the connection to it. */
export class ProxyFailure extends Error {
  readonly proxy: Proxy;
  readonly status: number | undefined;
  readonly systemCode: string;

  constructor(proxy: Proxy, status: number | undefined, systemCode = "") {
    super(`proxy ${status ?? systemCode}`);
    this.proxy = proxy;
    this.status = status;
    this.systemCode = systemCode;
  }
}

/** The proxy is to blame, not Dataverse and not this machine's connection to it. */
export class ProxyError extends DataverseError {
  constructor(attempted: Attempted, target: string, { proxy, status, systemCode }: ProxyFailure) {
    const { address } = proxy;
    const reason = status === undefined ? ofConnection(address, systemCode) : ofStatus(address, target, status);
    super({
      code: "proxy",
      ...failedAttempt(
        attempted,
        () => `there is no way to ${target} through the proxy ${address}, which ${proxy.variable} names`,
      ),
      why: reason.why,
      remedy: reason.remedy(proxy.variable),
    });
  }
}

interface Reason {
  readonly why: string;
  readonly remedy: (variable: string) => string;
}

function ofStatus(address: string, target: string, status: number): Reason {
  if (status === 407) {
    return {
      why: `The proxy ${address} wants a user and a password, or refused those that were given (407).`,
      remedy: (variable) =>
        `Write them into ${variable} before the host name, as user:password followed by @. Percent-encode such characters in them.`,
    };
  }
  return {
    why: `The proxy ${address} answered ${status} to the request for a connection to ${target}.`,
    remedy: () => `Ask who runs the proxy whether it may reach ${target}, or list that host in NO_PROXY.`,
  };
}

function ofConnection(address: string, code: string): Reason {
  const check = (variable: string) => `Check ${variable}; unset it where there is no proxy.`;
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { why: `The host name of the proxy ${address} cannot be resolved (${code}).`, remedy: check };
    case "ECONNREFUSED":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return { why: `The proxy ${address} refuses connections (${code}).`, remedy: check };
    case "ETIMEDOUT":
      return { why: `The proxy ${address} did not answer in time (${code}).`, remedy: check };
    default:
      if (isTlsFailure(code)) {
        return {
          why: `TLS with the proxy ${address} itself failed (${code}).`,
          remedy: (variable) =>
            `Name it as http:// in ${variable} where it speaks plain HTTP, or give its certificate to Node with NODE_EXTRA_CA_CERTS.`,
        };
      }
      return { why: `The proxy ${address} did not answer as a proxy does (${code}).`, remedy: check };
  }
}
