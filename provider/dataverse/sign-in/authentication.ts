import type { TokenCredential } from "@azure/identity";
import { CredentialsMissingError, SignInUnreachableError, signInError } from "./authentication-errors.ts";
import { azureOptions, signInThrough } from "./azure-transport.ts";
import { readCertificate } from "./certificate.ts";
import { systemClock } from "../clock.ts";
import type { Clock } from "../clock.ts";
import { ConfigurationError } from "../configuration-error.ts";
import type { DataverseConfiguration } from "../configuration.ts";
import type { Reporter } from "../types.ts";
import { credentialValue } from "./credential-values.ts";
import type { DataverseError } from "../errors.ts";
import { federatedToken } from "./federated-token.ts";
import { isHeaderValue } from "../header-value.ts";
import type { HttpPolicy } from "../http.ts";
import { attemptDeadline, defaultRetryLimits } from "../limits.ts";
import { signInWay } from "./sign-in-way.ts";
import type { SignInWay } from "./sign-in-way.ts";
import { cachedTokenSource, fixedTokenSource } from "./token-source.ts";
import type { TokenSource } from "./token-source.ts";

/** Loaded only when somebody signs in with it: it is larger than the rest of the provider. */
const azureIdentity = () => import("@azure/identity");

/** Sends nothing before the first request needs a token. */
export function createTokenSource(
  configuration: DataverseConfiguration,
  reporter: Reporter,
  clock: Clock = systemClock,
  deadline = attemptDeadline,
): TokenSource {
  const way = signInWay(configuration);
  if (way === undefined) throw nothingToSignInWith(configuration);
  if (way === "access token") {
    return fixedTokenSource(credentialValue("accessToken", required(configuration, "accessToken", way)));
  }
  const scope = `${configuration.environmentUrl}/.default`;

  const policy: HttpPolicy = {
    limits: defaultRetryLimits,
    deadline,
    clock,
    reporter,
    // Entra's own guidance. The agent of a managed identity responds 404 and 410 while it is being renewed.
    alsoPassing: way === "managed identity" ? [404, 410, 500] : [500],
  };

  return cachedTokenSource(async () => {
    try {
      const issued = await signInThrough(policy, `sign in with the ${way}`, async () => {
        // A credential caches its tokens, even refused ones. A new one asks again, so ours is the only cache.
        const credential = await createCredential(way, configuration, policy);
        return withinDeadline(credential.getToken(scope), way, deadline);
      });
      if (issued === null) throw new CredentialsMissingError(`The ${way} gave no token.`);
      if (!isHeaderValue(issued.token))
        throw new SignInUnreachableError(`the ${way}`, "What it returned is not a token.");
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
 * Requests have their own deadline. `az` is a process that may wait for a keyring, a lock or the network. In most
 * installations it is a script, and what it started keeps its output open even after it is killed.
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
  // The Azure SDK asks the public cloud whether it knows the host. The public cloud does not know hosts of closed
  // networks.
  const authority = { authorityHost, disableInstanceDiscovery: configuration.authorityHostGiven, ...azureOptions };
  const value = (key: TextKey) => required(configuration, key, way);
  switch (way) {
    case "client secret":
      return new azure.ClientSecretCredential(
        value("tenantId"),
        value("clientId"),
        credentialValue("clientSecret", value("clientSecret")),
        authority,
      );
    case "certificate":
      return new azure.ClientCertificateCredential(
        value("tenantId"),
        value("clientId"),
        { certificate: await readCertificate(configuration) },
        { ...authority, sendCertificateChain: configuration.sendCertificateChain === true },
      );
    case "federated token": {
      // The SDK would report a failure of its callback as one of Entra, without the reason.
      const [tenant, client] = [value("tenantId"), value("clientId")];
      const assertion = await federatedToken(configuration, policy);
      return new azure.ClientAssertionCredential(tenant, client, () => Promise.resolve(assertion), authority);
    }
    case "managed identity":
      return clientId === undefined
        ? new azure.ManagedIdentityCredential({ ...azureOptions })
        : new azure.ManagedIdentityCredential({ clientId, ...azureOptions });
    case "Azure CLI session":
      // Our own deadline ends the wait and gives a reason; this one ends the process.
      return new azure.AzureCliCredential({
        processTimeoutInMs: policy.deadline + 1000,
        ...(tenantId !== undefined && { tenantId }),
      });
  }
}

type TextKey = "tenantId" | "clientId" | "clientSecret" | "accessToken";

function required(configuration: DataverseConfiguration, key: TextKey, way: SignInWay): string {
  const value = configuration[key];
  if (value === undefined) throw new ConfigurationError(key, "is not set", `given to sign in with the ${way}`);
  return value;
}

/** The Azure CLI's session belongs to a person. It is not used in place of the configured application. */
function nothingToSignInWith({ clientId, useCli }: DataverseConfiguration): DataverseError {
  if (clientId === undefined) return new CredentialsMissingError("None are configured, and useCli is false.");
  return new ConfigurationError(
    "clientId",
    "names an application, and nothing says how it signs in",
    "given together with a secret, a certificate or a federated token",
    `Set clientSecret, clientCertificatePath, useOidc or useMsi beside it${useCli === false ? "" : "; or useCli: true, to sign in as the user of the Azure CLI"}.`,
  );
}
