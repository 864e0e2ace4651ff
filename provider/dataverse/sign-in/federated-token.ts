import { AxiosError } from "axios";
import type { AxiosResponse } from "axios";
import { SignInUnreachableError } from "./authentication-errors.ts";
import { ConfigurationError } from "../configuration-error.ts";
import type { DataverseConfiguration } from "../configuration.ts";
import { credentialValue, notAToken } from "./credential-values.ts";
import { isLoopback } from "../environment-url.ts";
import { createHttp } from "../http.ts";
import type { HttpPolicy } from "../http.ts";
import { parseJson } from "../json.ts";
import { registerSecret } from "../../secrets.ts";
import { readSettingText } from "./setting-file.ts";
import { signInFailure } from "./sign-in-failure.ts";

/** The audience that Entra requires in tokens of other issuers. */
const AUDIENCE = "api://AzureADTokenExchange";

/** The federated token: given directly, read from a file that is renewed, or requested from a pipeline's address. */
export async function federatedToken(configuration: DataverseConfiguration, policy: HttpPolicy): Promise<string> {
  const { oidcToken, oidcTokenFilePath } = configuration;
  if (oidcToken !== undefined) return credentialValue("oidcToken", oidcToken);
  const token =
    oidcTokenFilePath === undefined ? await requestToken(configuration, policy) : readToken(oidcTokenFilePath);
  registerSecret(token);
  return token;
}

function readToken(path: string): string {
  const token = readSettingText("oidcTokenFilePath", path);
  if (notAToken(token) === undefined) return token;
  throw new ConfigurationError(
    "oidcTokenFilePath",
    "names a file that holds something else than a token",
    "the path of a readable file that holds the federated token alone",
  );
}

/** How to ask a pipeline for a token. */
interface Issuer {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly bearer: string;
  /** The name of the token in its response. */
  readonly respondsWith: string;
  /** The setting that is wrong if the pipeline does not know what it is asked for. */
  readonly knows: "oidcRequestUrl" | "adoPipelineServiceConnectionId";
}

async function requestToken(configuration: DataverseConfiguration, policy: HttpPolicy): Promise<string> {
  const { method, url, bearer, respondsWith, knows } = issuerOf(configuration);
  const action = "get a federated token";
  try {
    const response = await createHttp(policy).request<string>({
      method,
      url: url.href,
      // Without the last header, Azure DevOps responds to a refused token with a sign-in page.
      headers: { Authorization: `Bearer ${bearer}`, Accept: "application/json", "X-TFS-FedAuthRedirect": "Suppress" },
      action,
    });
    const token = valueIn(response.data, respondsWith);
    if (token !== undefined && notAToken(token) === undefined) return token;
    throw new SignInUnreachableError(url.host, "The answer holds no token.");
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    throw refusalOf(error.response, url, knows) ?? signInFailure(error, action, url.href, policy.clock);
  }
}

function issuerOf({
  oidcRequestUrl,
  oidcRequestToken,
  oidcAudience = AUDIENCE,
  adoPipelineServiceConnectionId: connection,
}: DataverseConfiguration): Issuer {
  const url = requestUrl(oidcRequestUrl);
  const isAzurePipelines = connection !== undefined || url.pathname.includes("/_apis/distributedtask/");
  if (isAzurePipelines && connection === undefined) {
    const wanted = "the id (GUID) of the service connection that Azure Pipelines issues the federated token for";
    throw new ConfigurationError("adoPipelineServiceConnectionId", "is not set", wanted);
  }
  if (oidcRequestToken === undefined) {
    throw new ConfigurationError(
      "oidcRequestToken",
      "is not set",
      "given together with oidcRequestUrl",
      isAzurePipelines ? "Give the step `env: SYSTEM_ACCESSTOKEN: $(System.AccessToken)`." : undefined,
    );
  }
  const bearer = credentialValue("oidcRequestToken", oidcRequestToken);
  if (connection === undefined) {
    url.searchParams.set("audience", oidcAudience);
    return { method: "GET", url, bearer, respondsWith: "value", knows: "oidcRequestUrl" };
  }
  if (!url.searchParams.has("api-version")) url.searchParams.set("api-version", "7.1");
  url.searchParams.set("serviceConnectionId", connection);
  return { method: "POST", url, bearer, respondsWith: "oidcToken", knows: "adoPipelineServiceConnectionId" };
}

function requestUrl(address: string | undefined): URL {
  const wanted = "the address that issues the token, where useOidc is true and there is neither token nor file";
  if (address === undefined) {
    throw new ConfigurationError(
      "oidcRequestUrl",
      "is not set",
      wanted,
      "In GitHub Actions, give the job `permissions: id-token: write`, which sets it. In Azure Pipelines, give the step `env: SYSTEM_OIDCREQUESTURI: $(System.OidcRequestUri)`. Elsewhere, set oidcToken or oidcTokenFilePath.",
    );
  }
  const url = URL.parse(address);
  if (url === null || (url.protocol !== "https:" && !isLoopback(url.origin))) {
    throw new ConfigurationError("oidcRequestUrl", "is not an https address", wanted);
  }
  return url;
}

/** The error for a refusal by the issuer itself. A web page proves nothing: it comes from something else. */
function refusalOf(
  response: AxiosResponse | undefined,
  { host }: URL,
  knows: Issuer["knows"],
): ConfigurationError | undefined {
  const status = response?.status ?? 0;
  if (![400, 401, 403, 404].includes(status) || /html/i.test(String(response?.headers["content-type"] ?? ""))) {
    return undefined;
  }
  const refused = `was refused by ${host} (${status})`;
  return [401, 403].includes(status)
    ? new ConfigurationError("oidcRequestToken", refused, "the token that the pipeline gave to the job that runs now")
    : new ConfigurationError(knows, refused, "the one that the pipeline issues federated tokens for");
}

function valueIn(body: string, name: string): string | undefined {
  try {
    const value: unknown = new Map(Object.entries(parseJson(body) as object)).get(name);
    return typeof value === "string" ? value.trim() : undefined;
  } catch {
    return undefined;
  }
}
