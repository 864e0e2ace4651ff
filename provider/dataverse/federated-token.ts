import { readFile } from "node:fs/promises";
import { AxiosError } from "axios";
import { SignInUnreachableError } from "./authentication-errors.ts";
import { ConfigurationError } from "./configuration.ts";
import type { DataverseConfiguration } from "./configuration.ts";
import { isLoopback } from "./environment-url.ts";
import { isHeaderValue } from "./header-value.ts";
import { createHttp } from "./http.ts";
import type { HttpPolicy } from "./http.ts";
import { rememberSecret } from "./secrets.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** The audience Entra demands of tokens from elsewhere. */
const AUDIENCE = "api://AzureADTokenExchange";

/** The proof of identity that another issuer gave: as it is, from a file that is renewed, or from GitHub's address. */
export async function federatedToken(configuration: DataverseConfiguration, policy: HttpPolicy): Promise<string> {
  const { oidcToken, oidcTokenFilePath, oidcRequestUrl, oidcRequestToken } = configuration;
  const token =
    oidcToken ??
    (oidcTokenFilePath === undefined
      ? await requestToken(oidcRequestUrl, oidcRequestToken, policy)
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
  policy: HttpPolicy,
): Promise<string> {
  const url = address === undefined ? null : URL.parse(address);
  if (url === null || (url.protocol !== "https:" && !isLoopback(url.origin))) {
    const fault = address === undefined ? "is not set" : "is not an https address";
    throw new ConfigurationError("oidcRequestUrl", fault, "given where useOidc is true and there is no token or file");
  }
  if (bearer === undefined) {
    throw new ConfigurationError("oidcRequestToken", "is not set", "given together with oidcRequestUrl");
  }
  if (!isHeaderValue(bearer)) {
    const fault = "holds line breaks or characters beyond printable ASCII";
    throw new ConfigurationError("oidcRequestToken", fault, "the value alone, as it was issued");
  }
  url.searchParams.set("audience", AUDIENCE);
  const action = "asking for a federated token";
  const instance = createHttp(policy);
  try {
    const answer = await instance.get<string>(url.href, {
      headers: { Authorization: `Bearer ${bearer}`, Accept: "application/json" },
      action,
    });
    const token = readValue(answer.data);
    if (token !== undefined) return token;
    throw new SignInUnreachableError(url.host, "The answer holds no token.");
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    throw signInFailure(error, action, url.href, policy.clock);
  }
}

function readValue(body: string): string | undefined {
  try {
    const { value } = JSON.parse(body) as { value?: unknown };
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  } catch {
    return undefined;
  }
}
