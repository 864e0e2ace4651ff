/**
 * Key under `dynamics365:` → the variables that stand in for it, first one first. The `ARM_` names are those of Pulumi's
 * Azure providers, the `AZURE_` names those of the Azure SDKs, the `ACTIONS_` names those of GitHub, the `SYSTEM_` names
 * those of Azure Pipelines.
 */
export const configurationVariables = {
  environmentUrl: ["DATAVERSE_URL"],
  tenantId: ["ARM_TENANT_ID", "AZURE_TENANT_ID"],
  clientId: ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"],
  clientIdFilePath: ["ARM_CLIENT_ID_FILE_PATH"],
  clientSecret: ["ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"],
  clientSecretFilePath: ["ARM_CLIENT_SECRET_FILE_PATH"],
  clientCertificate: ["ARM_CLIENT_CERTIFICATE"],
  clientCertificatePath: ["ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH"],
  clientCertificatePassword: ["ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD"],
  sendCertificateChain: ["AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"],
  useOidc: ["ARM_USE_OIDC", "ARM_USE_AKS_WORKLOAD_IDENTITY"],
  oidcToken: ["ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE"],
  oidcRequestUrl: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"],
  oidcRequestToken: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"],
  oidcAudience: ["ARM_OIDC_AUDIENCE"],
  adoPipelineServiceConnectionId: ["ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID"],
  useMsi: ["ARM_USE_MSI"],
  useCli: ["ARM_USE_CLI"],
  accessToken: ["DYNAMICS365_ACCESS_TOKEN"],
  cloud: ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
  // The sandbox sets the first one, which must not lose to a variable of the real Azure.
  authorityHost: ["AZURE_AUTHORITY_HOST", "ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST"],
  solution: [],
  maxConcurrency: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type DataverseConfigurationKey = keyof typeof configurationVariables;

/** Named in a `Provider`, these are what state keeps of it, and what refresh and destroy sign in with. */
export const credentialKeys = [
  "tenantId",
  "clientId",
  "clientIdFilePath",
  "clientSecret",
  "clientSecretFilePath",
  "clientCertificate",
  "clientCertificatePath",
  "clientCertificatePassword",
  "oidcToken",
  "oidcRequestToken",
  "accessToken",
] as const satisfies readonly DataverseConfigurationKey[];

export const secretKeys = [
  "clientSecret",
  "clientCertificate",
  "clientCertificatePassword",
  "oidcToken",
  "oidcRequestToken",
  "accessToken",
] as const satisfies readonly DataverseConfigurationKey[];

export type SecretKey = (typeof secretKeys)[number];
