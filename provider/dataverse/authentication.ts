import { readFile } from "node:fs/promises";
import type { TokenCredential } from "@azure/identity";
import { notASecretValue } from "../../schema/secret-value.ts";
import { CredentialsMissingError, SignInUnreachableError, signInError } from "./authentication-errors.ts";
import { azureOptions, signInThrough } from "./azure-transport.ts";
import { systemClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { ConfigurationError } from "./configuration.ts";
import type { DataverseConfiguration } from "./configuration.ts";
import type { Reporter } from "./contract.ts";
import { federatedToken } from "./federated-token.ts";
import { isHeaderValue } from "./header-value.ts";
import type { HttpPolicy } from "./http.ts";
import { attemptDeadline, defaultRetryLimits } from "./limits.ts";
import { cachedTokenSource, fixedTokenSource } from "./token-source.ts";
import type { TokenSource } from "./token-source.ts";

/** Loaded when somebody signs in with it: it is larger than the rest of the provider together. */
const azureIdentity = () => import("@azure/identity");

/** One way to sign in, in the words of a message. */
export type SignInWay =
  "access token" | "federated token" | "managed identity" | "certificate" | "client secret" | "Azure CLI session";

/** What is asked for by name goes first; the Azure CLI is the last resort. */
export function signInWay(configuration: DataverseConfiguration): SignInWay | undefined {
  const { accessToken, useOidc, useMsi, useCli, clientCertificatePath, clientSecret } = configuration;
  if (accessToken !== undefined) return "access token";
  if (useOidc) return "federated token";
  if (useMsi) return "managed identity";
  if (useCli === true) return "Azure CLI session";
  if (clientCertificatePath !== undefined) return "certificate";
  if (clientSecret !== undefined) return "client secret";
  // Kubernetes announces a workload identity by the token's file alone.
  if (configuration.oidcToken !== undefined || configuration.oidcTokenFilePath !== undefined) return "federated token";
  return useCli === false ? undefined : "Azure CLI session";
}

/** Nothing is asked before the first request needs a token. */
export function createTokenSource(
  configuration: DataverseConfiguration,
  reporter: Reporter,
  clock: Clock = systemClock,
  deadline = attemptDeadline,
): TokenSource {
  const way = signInWay(configuration);
  if (way === undefined) throw new CredentialsMissingError("None are configured, and useCli is false.");
  if (way === "access token") return fixedTokenSource(secretValue(configuration, "accessToken", way));
  const scope = `${configuration.environmentUrl}/.default`;

  const policy: HttpPolicy = {
    limits: defaultRetryLimits,
    deadline,
    clock,
    reporter,
    // Entra's own guidance; the agent of a managed identity says 404 and 410 while it is being renewed.
    alsoPassing: way === "managed identity" ? [404, 410, 500] : [500],
  };

  return cachedTokenSource(async () => {
    try {
      const issued = await signInThrough(policy, `signing in with the ${way}`, async () => {
        // A credential keeps its tokens, refused ones too. A new one asks again, and ours is the only cache.
        const credential = await createCredential(way, configuration, policy);
        return withinDeadline(credential.getToken(scope), way, deadline);
      });
      if (issued === null) throw new CredentialsMissingError(`The ${way} gave no token.`);
      if (!isHeaderValue(issued.token)) throw new SignInUnreachableError(`the ${way}`, "What it gave is not a token.");
      return issued;
    } catch (error) {
      const { CredentialUnavailableError } = await azureIdentity();
      const onThisMachine = way === "Azure CLI session" || way === "managed identity";
      const isUnreachable = way === "managed identity" && error instanceof SignInUnreachableError;
      if (isUnreachable || (onThisMachine && error instanceof CredentialUnavailableError)) {
        throw new CredentialsMissingError(`The ${way} was tried: ${isUnreachable ? error.why : error.message}`);
      }
      throw signInError(error, way, new URL(configuration.authorityHost).host);
    }
  }, clock);
}

/**
 * Requests have their own deadline. `az` is a process that may wait for a keyring, a lock or the network; it is a script
 * in most installations, and what it started keeps its output open even when it is killed.
 */
async function withinDeadline<T>(issued: Promise<T>, way: SignInWay, deadline: number): Promise<T> {
  if (way !== "Azure CLI session") return issued;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const why = `\`az account get-access-token\` did not answer in ${deadline / 1000} seconds.`;
    late.reject(new SignInUnreachableError("the Azure CLI", why, "Run it in a terminal to see what it waits for."));
  }, deadline);
  try {
    return await Promise.race([issued, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function createCredential(
  way: Exclude<SignInWay, "access token">,
  configuration: DataverseConfiguration,
  policy: HttpPolicy,
): Promise<TokenCredential> {
  const { authorityHost, clientId, tenantId } = configuration;
  const azure = await azureIdentity();
  // The Azure SDK asks the public cloud whether it knows the host; that of a closed network is unknown there.
  const authority = { authorityHost, disableInstanceDiscovery: configuration.authorityHostGiven, ...azureOptions };
  const value = (key: TextKey) => required(configuration, key, way);
  switch (way) {
    case "client secret":
      return new azure.ClientSecretCredential(
        value("tenantId"),
        value("clientId"),
        secretValue(configuration, "clientSecret", way),
        authority,
      );
    case "certificate":
      return new azure.ClientCertificateCredential(
        value("tenantId"),
        value("clientId"),
        { certificate: await readCertificate(value("clientCertificatePath")), ...password(configuration) },
        authority,
      );
    case "federated token": {
      // The SDK would take a failure of its callback for one of Entra, without the reason.
      const [tenant, client] = [value("tenantId"), value("clientId")];
      const assertion = await federatedToken(configuration, policy);
      return new azure.ClientAssertionCredential(tenant, client, () => Promise.resolve(assertion), authority);
    }
    case "managed identity":
      return clientId === undefined
        ? new azure.ManagedIdentityCredential({ ...azureOptions })
        : new azure.ManagedIdentityCredential({ clientId, ...azureOptions });
    case "Azure CLI session":
      // Ours ends the wait, with a reason; this one ends the process.
      return new azure.AzureCliCredential({
        processTimeoutInMs: policy.deadline + 1000,
        ...(tenantId !== undefined && { tenantId }),
      });
  }
}

type TextKey = "tenantId" | "clientId" | "clientSecret" | "clientCertificatePath" | "accessToken";

/** Entra would refuse these after a while, and with a text that leaves the mistake to be guessed. */
function secretValue(configuration: DataverseConfiguration, key: "clientSecret" | "accessToken", way: SignInWay) {
  const value = required(configuration, key, way);
  const unsendable = key === "accessToken" && !isHeaderValue(value);
  const fault =
    notASecretValue(value) ?? (unsendable ? "holds line breaks or characters beyond printable ASCII" : undefined);
  if (fault !== undefined) throw new ConfigurationError(key, fault, "the value alone, as it was issued");
  return value;
}

function required(configuration: DataverseConfiguration, key: TextKey, way: SignInWay): string {
  const value = configuration[key];
  if (value === undefined) throw new ConfigurationError(key, "is not set", `given to sign in with the ${way}`);
  return value;
}

function password({ clientCertificatePassword }: DataverseConfiguration): { certificatePassword?: string } {
  return clientCertificatePassword === undefined ? {} : { certificatePassword: clientCertificatePassword };
}

async function readCertificate(path: string): Promise<string> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new ConfigurationError("clientCertificatePath", "names a file that cannot be read", "the path of a PEM file");
  }
  // A PFX file holds the same in a form that the Azure SDK for JavaScript does not read.
  if (!text.includes("-----BEGIN CERTIFICATE-----")) {
    const wanted = "the path of a PEM file with certificate and private key (`openssl pkcs12 -in my.pfx -out my.pem`)";
    throw new ConfigurationError("clientCertificatePath", "names a file that is not PEM", wanted);
  }
  return text;
}
