import { readFile } from "node:fs/promises";
import axios, { AxiosError } from "axios";
import { SignInUnreachableError } from "./authentication-errors.ts";
import type { Clock } from "./clock.ts";
import { ConfigurationError } from "./configuration.ts";
import type { DataverseConfiguration } from "./configuration.ts";
import type { Reporter } from "./contract.ts";
import { isLoopback } from "./environment-url.ts";
import { defaultRetryLimits, installRetry } from "./retry.ts";
import { rememberSecret } from "./secrets.ts";

/** The audience Entra demands of tokens from elsewhere. */
const AUDIENCE = "api://AzureADTokenExchange";

/** The proof of identity that another issuer gave: as it is, from a file that is renewed, or from GitHub's address. */
export async function federatedToken(
  configuration: DataverseConfiguration,
  reporter: Reporter,
  clock: Clock,
): Promise<string> {
  const { oidcToken, oidcTokenFilePath, oidcRequestUrl, oidcRequestToken } = configuration;
  const token =
    oidcToken ??
    (oidcTokenFilePath === undefined
      ? await requestToken(oidcRequestUrl, oidcRequestToken, reporter, clock)
      : await readToken(oidcTokenFilePath));
  rememberSecret(token);
  return token;
}

async function readToken(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => "");
  if (text.trim() !== "") return text.trim();
  throw new ConfigurationError("oidcTokenFilePath", "names a file that holds no token", "the path of a readable token");
}

async function requestToken(
  address: string | undefined,
  bearer: string | undefined,
  reporter: Reporter,
  clock: Clock,
): Promise<string> {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || (url.protocol !== "https:" && !isLoopback(url.origin))) {
    const fault = address === undefined ? "is not set" : "is not an https address";
    throw new ConfigurationError("oidcRequestUrl", fault, "given where useOidc is true and there is no token or file");
  }
  if (bearer === undefined) {
    throw new ConfigurationError("oidcRequestToken", "is not set", "given together with oidcRequestUrl");
  }
  url.searchParams.set("audience", AUDIENCE);
  const instance = axios.create({ maxRedirects: 0, timeout: 30_000, ...(isLoopback(url.origin) && { proxy: false }) });
  installRetry(instance, { limits: defaultRetryLimits, clock, reporter });
  try {
    const answer = await instance.get<{ value?: unknown } | undefined>(url.href, {
      headers: { Authorization: `Bearer ${bearer}`, Accept: "application/json" },
      action: "asking for a federated token",
    });
    if (typeof answer.data?.value === "string") return answer.data.value;
    throw new SignInUnreachableError(url.host, "The answer holds no token.");
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    throw new SignInUnreachableError(url.host, `It answered ${error.response?.status ?? error.code ?? "nothing"}.`);
  }
}
