import { namesOf } from "./names-of.ts";

/** In stack configuration and variables every value is text. A program may also give a boolean or a number. */
export type SettingKind = "text" | "guid" | "switch" | "number";

export interface SettingFacts {
  /** Meaning, allowed values and, where there is one, the unit. */
  readonly description: string;
  /** Default: text. */
  readonly kind?: SettingKind;
  readonly default?: string;
  /** Stored encrypted, and removed from everything that is printed. */
  readonly secret?: true;
  /** Part of a sign-in. State keeps it if a `Provider` names it, and refresh and destroy sign in with it. */
  readonly credential?: true;
  /**
   * Variables that are read if the key under `dynamics365:` is not set. The first one that is set wins. `ARM_` names
   * are those of Pulumi's Azure providers, `AZURE_` those of the Azure SDKs, `ACTIONS_` those of GitHub, `SYSTEM_`
   * those of Azure Pipelines. So one sign-in serves Azure and Dataverse.
   */
  readonly variables: readonly string[];
}

/**
 * The provider's settings, one row each. They come from stack configuration under `dynamics365:`, or from the arguments
 * of `Provider`.
 */
export const settings = {
  environmentUrl: {
    description:
      "Address of the Dataverse environment, such as `https://contoso.crm4.dynamics.com`. The address of any page there will do: only scheme and host are used.",
    variables: ["DATAVERSE_URL"],
  },
  tenantId: {
    description:
      "Entra tenant in which the deploying identity signs in, as an id (GUID) or one of its domain names. Accounts without a tenant get this one.",
    credential: true,
    variables: ["ARM_TENANT_ID", "AZURE_TENANT_ID"],
  },
  clientId: {
    description: "Client id (GUID) of the deploying application.",
    kind: "guid",
    credential: true,
    variables: ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"],
  },
  clientIdFilePath: {
    description: "Path of a file that holds the client id.",
    credential: true,
    variables: ["ARM_CLIENT_ID_FILE_PATH"],
  },
  clientSecret: {
    description: "Client secret of the deploying application.",
    secret: true,
    credential: true,
    variables: ["ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"],
  },
  clientSecretFilePath: {
    description: "Path of a file that holds the client secret.",
    credential: true,
    variables: ["ARM_CLIENT_SECRET_FILE_PATH"],
  },
  clientCertificate: {
    description: "Certificate of the deploying application with its RSA private key: a PFX (PKCS#12) file in base64.",
    secret: true,
    credential: true,
    variables: ["ARM_CLIENT_CERTIFICATE"],
  },
  clientCertificatePath: {
    description:
      "Path of a certificate of the deploying application with its RSA private key, as PEM or PFX (PKCS#12).",
    credential: true,
    variables: ["ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH"],
  },
  clientCertificatePassword: {
    description: "Password of that certificate.",
    secret: true,
    credential: true,
    variables: ["ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD"],
  },
  sendCertificateChain: {
    description:
      "Whether to send the certificate's chain, for applications that trust a subject name and its issuer: `true` or `false`.",
    kind: "switch",
    default: "false",
    variables: ["AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"],
  },
  useOidc: {
    description: "Whether to sign in with a federated token (workload identity): `true` or `false`.",
    kind: "switch",
    default: "false",
    variables: ["ARM_USE_OIDC", "ARM_USE_AKS_WORKLOAD_IDENTITY"],
  },
  oidcToken: {
    description: "The federated token itself.",
    secret: true,
    credential: true,
    variables: ["ARM_OIDC_TOKEN"],
  },
  oidcTokenFilePath: {
    description: "Path of a file that holds the federated token.",
    variables: ["ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE"],
  },
  oidcRequestUrl: {
    description: "Address that issues the federated token. GitHub Actions and Azure Pipelines provide it.",
    variables: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI"],
  },
  oidcRequestToken: {
    description: "Token to send to that address.",
    secret: true,
    credential: true,
    variables: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN"],
  },
  oidcAudience: {
    description: "Audience to request from that address.",
    default: "api://AzureADTokenExchange",
    variables: ["ARM_OIDC_AUDIENCE"],
  },
  adoPipelineServiceConnectionId: {
    description: "Id of the service connection for which Azure Pipelines issues the federated token.",
    variables: ["ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID", "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID"],
  },
  useMsi: {
    description: "Whether to sign in with the machine's managed identity: `true` or `false`.",
    kind: "switch",
    default: "false",
    variables: ["ARM_USE_MSI"],
  },
  useCli: {
    description: "Whether to sign in as the user of the Azure CLI: `true` or `false`.",
    kind: "switch",
    default: "true, as the last resort; false with a `clientId`",
    variables: ["ARM_USE_CLI"],
  },
  accessToken: {
    description: "An access token for the environment. It comes before every other way to sign in.",
    secret: true,
    credential: true,
    variables: ["DYNAMICS365_ACCESS_TOKEN"],
  },
  cloud: {
    description:
      "Cloud of the environment: `public`, `usgovernment`, `dod` or `china`, or another name that Azure tools use for one of them.",
    default: "taken from the host name of `environmentUrl`",
    variables: ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"],
  },
  authorityHost: {
    description: "Host of the sign-in service.",
    default: "the one of the cloud",
    // The sandbox sets the first one. It must win over a variable of the real Azure.
    variables: ["AZURE_AUTHORITY_HOST", "ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST"],
  },
  solution: {
    description: "Unique name of an unmanaged solution. New rows join it if their table is solution-aware.",
    variables: [],
  },
  idNamespace: {
    description:
      "Namespace (GUID) from which row ids are made. If several backends deploy a stack of the same project and name to one environment, give each backend its own.",
    kind: "guid",
    default: "the same for everybody",
    variables: [],
  },
  maxConcurrency: {
    description: "How many requests may run at once, 1 to 52.",
    kind: "number",
    default: "48",
    variables: [],
  },
  endpointTimeoutSeconds: {
    description: "How many seconds to wait for the service to fill in a messaging endpoint.",
    kind: "number",
    default: "120",
    variables: [],
  },
} as const satisfies Readonly<Record<string, SettingFacts>>;

export type ConfigurationKey = keyof typeof settings;

/** The keys of settings that have these facts. */
type KeyWith<Facts> = {
  [Key in ConfigurationKey]: (typeof settings)[Key] extends Facts ? Key : never;
}[ConfigurationKey];

export type SecretKey = KeyWith<{ readonly secret: true }>;
export type SwitchKey = KeyWith<{ readonly kind: "switch" }>;

/** The facts of each setting. */
export const settingFacts: Readonly<Record<ConfigurationKey, SettingFacts>> = settings;

export const configurationKeys = namesOf(settings);
export const credentialKeys = configurationKeys.filter((key) => settingFacts[key].credential);
export const secretKeys = configurationKeys.filter((key) => settingFacts[key].secret);
export const switchKeys = configurationKeys.filter((key): key is SwitchKey => settingFacts[key].kind === "switch");
