import type { DataverseConfiguration } from "../configuration.ts";

/** One way to sign in, in the words of a message. */
export type SignInWay =
  "access token" | "federated token" | "managed identity" | "certificate" | "client secret" | "Azure CLI session";

/** What is asked for by name goes first; the Azure CLI is the last resort, and nobody's where an application is named. */
export function signInWay(configuration: DataverseConfiguration): SignInWay | undefined {
  const { accessToken, useOidc, useMsi, useCli, clientId } = configuration;
  if (accessToken !== undefined) return "access token";
  if (useOidc === true) return "federated token";
  if (useMsi === true) return "managed identity";
  if (useCli === true) return "Azure CLI session";
  if ((configuration.clientCertificate ?? configuration.clientCertificatePath) !== undefined) return "certificate";
  if (configuration.clientSecret !== undefined) return "client secret";
  // Kubernetes announces a workload identity by the token's file alone.
  if ((configuration.oidcToken ?? configuration.oidcTokenFilePath) !== undefined) return "federated token";
  return useCli === false || clientId !== undefined ? undefined : "Azure CLI session";
}
