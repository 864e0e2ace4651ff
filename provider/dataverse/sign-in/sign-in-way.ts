import type { DataverseConfiguration } from "../configuration.ts";

/** A way to sign in, in the words of a message. */
export type SignInWay =
  "access token" | "federated token" | "managed identity" | "certificate" | "client secret" | "Azure CLI session";

/**
 * A way that is set explicitly goes first. The Azure CLI is the last resort, and never used if an application is named.
 */
export function signInWay(configuration: DataverseConfiguration): SignInWay | undefined {
  const { accessToken, useOidc, useMsi, useCli, clientId } = configuration;
  if (accessToken !== undefined) return "access token";
  if (useOidc === true) return "federated token";
  if (useMsi === true) return "managed identity";
  if (useCli === true) return "Azure CLI session";
  if ((configuration.clientCertificate ?? configuration.clientCertificatePath) !== undefined) return "certificate";
  if (configuration.clientSecret !== undefined) return "client secret";
  // Kubernetes announces a workload identity only by the file of its token.
  if ((configuration.oidcToken ?? configuration.oidcTokenFilePath) !== undefined) return "federated token";
  return useCli === false || clientId !== undefined ? undefined : "Azure CLI session";
}
