import { cloudNames, cloudOf, clouds, isCloud } from "./clouds.ts";
import type { Cloud } from "./clouds.ts";
import { isLoopback, normalizeEnvironmentUrl } from "./environment-url.ts";
import { DataverseError } from "./errors.ts";
import { rememberSecret, withoutUserInfo } from "./secrets.ts";

/** What the sign-in to Dataverse and the client need to know, complete and judged. */
export interface DataverseConfiguration {
  /** An origin without trailing slash. */
  readonly environmentUrl: string;
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly clientCertificatePath?: string | undefined;
  readonly clientCertificatePassword?: string | undefined;
  readonly useOidc: boolean;
  readonly oidcToken?: string | undefined;
  readonly oidcTokenFilePath?: string | undefined;
  readonly oidcRequestUrl?: string | undefined;
  readonly oidcRequestToken?: string | undefined;
  readonly useMsi: boolean;
  /** `undefined`: only where nothing else is configured. */
  readonly useCli?: boolean | undefined;
  readonly accessToken?: string | undefined;
  readonly cloud: Cloud;
  /** Origin of the sign-in service. */
  readonly authorityHost: string;
  /** The person named that host; it then serves the bot's sign-in, too. */
  readonly authorityHostGiven: boolean;
  readonly solution?: string | undefined;
  readonly maxConcurrency?: number | undefined;
}

/**
 * Key under `dynamics365:` → the variables that stand in for it, first one first. The `ARM_` names are those of Pulumi's
 * Azure providers, the `AZURE_` names those of the Azure SDKs, the `ACTIONS_` names those of GitHub.
 */
export const configurationVariables = {
  environmentUrl: ["DATAVERSE_URL"],
  tenantId: ["ARM_TENANT_ID", "AZURE_TENANT_ID"],
  clientId: ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"],
  clientSecret: ["ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"],
  clientCertificatePath: ["ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH"],
  clientCertificatePassword: ["ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD"],
  useOidc: ["ARM_USE_OIDC"],
  oidcToken: ["ARM_OIDC_TOKEN"],
  oidcTokenFilePath: ["ARM_OIDC_TOKEN_FILE_PATH", "AZURE_FEDERATED_TOKEN_FILE"],
  oidcRequestUrl: ["ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL"],
  oidcRequestToken: ["ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"],
  useMsi: ["ARM_USE_MSI"],
  useCli: ["ARM_USE_CLI"],
  accessToken: ["DYNAMICS365_ACCESS_TOKEN"],
  cloud: ["ARM_ENVIRONMENT"],
  authorityHost: ["AZURE_AUTHORITY_HOST"],
  solution: [],
  maxConcurrency: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type DataverseConfigurationKey = keyof typeof configurationVariables;

const secretKeys: readonly DataverseConfigurationKey[] = [
  "clientSecret",
  "clientCertificatePassword",
  "oidcToken",
  "oidcRequestToken",
  "accessToken",
];

/** Beyond it the service refuses requests of one user. */
const CONCURRENCY_LIMIT = 52;

/** `values` are those of the `dynamics365:` keys; each falls back to its variables. An empty value counts as none. */
export function resolveConfiguration(
  values: Readonly<Record<string, string | undefined>>,
  environment: NodeJS.ProcessEnv,
): DataverseConfiguration {
  const value = (key: DataverseConfigurationKey): string | undefined =>
    [values[key], ...configurationVariables[key].map((name) => environment[name])].find((text) => (text ?? "") !== "");
  // First of all: whatever is wrong below must not show one of them.
  for (const key of secretKeys) rememberSecret(value(key));

  const given = value("environmentUrl");
  if (given === undefined) {
    throw new ConfigurationError("environmentUrl", "is not set", "`https://` and the host of the environment");
  }
  const environmentUrl = normalizeEnvironmentUrl(given);
  const cloud = readCloud(value("cloud")) ?? cloudOf(environmentUrl);
  const authorityHost = readAuthority(value("authorityHost"));
  return {
    environmentUrl,
    tenantId: value("tenantId"),
    clientId: readClientId(value("clientId")),
    clientSecret: value("clientSecret"),
    clientCertificatePath: value("clientCertificatePath"),
    clientCertificatePassword: value("clientCertificatePassword"),
    useOidc: readSwitch("useOidc", value("useOidc")) ?? false,
    oidcToken: value("oidcToken"),
    oidcTokenFilePath: value("oidcTokenFilePath"),
    oidcRequestUrl: value("oidcRequestUrl"),
    oidcRequestToken: value("oidcRequestToken"),
    useMsi: readSwitch("useMsi", value("useMsi")) ?? false,
    useCli: readSwitch("useCli", value("useCli")),
    accessToken: value("accessToken"),
    cloud,
    authorityHost: authorityHost ?? clouds[cloud].authorityHost,
    authorityHostGiven: authorityHost !== undefined,
    solution: readSolution(value("solution")),
    maxConcurrency: readConcurrency(value("maxConcurrency")),
  };
}

/** The azuread package has `id` for the path of an object. */
function readClientId(text: string | undefined): string | undefined {
  if (text?.startsWith("/") !== true) return text;
  throw new ConfigurationError(
    "clientId",
    `is '${text}'`,
    "the client id (GUID) of an application, not the path of one",
  );
}

function readCloud(text: string | undefined): Cloud | undefined {
  if (text === undefined || isCloud(text)) return text;
  throw new ConfigurationError("cloud", `is '${text}'`, `one of ${cloudNames.join(", ")}`);
}

function readAuthority(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text.includes("://") ? text : `https://${text}`);
  if (url === null || (url.protocol !== "https:" && !isLoopback(url.origin))) {
    throw new ConfigurationError(
      "authorityHost",
      `is '${withoutUserInfo(text)}'`,
      "an https address such as https://login.microsoftonline.com",
    );
  }
  return url.origin;
}

/** It travels in a header, which would lose other characters, or end where a line does. */
function readSolution(text: string | undefined): string | undefined {
  if (text === undefined || /^[\x21-\x7e]+$/.test(text)) return text;
  throw new ConfigurationError(
    "solution",
    `is ${JSON.stringify(text)}`,
    "the unique name of a solution (not its display name): Latin letters, digits and underscores",
  );
}

function readSwitch(key: DataverseConfigurationKey, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(true|1)$/i.test(text)) return true;
  if (/^(false|0)$/i.test(text)) return false;
  throw new ConfigurationError(key, `is '${text}'`, "true or false");
}

function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= CONCURRENCY_LIMIT) return number;
  throw new ConfigurationError("maxConcurrency", `is '${text}'`, `a whole number from 1 to ${CONCURRENCY_LIMIT}`);
}

/** Not thrown for values that only the service can judge, such as a secret. */
export class ConfigurationError extends DataverseError {
  readonly key: DataverseConfigurationKey;

  constructor(key: DataverseConfigurationKey, fault: string, wanted: string) {
    const variables = configurationVariables[key];
    const instead = variables.length === 0 ? "" : `, or by the variable ${variables.join(" or ")}`;
    super({
      code: "configuration",
      what: `The setting dynamics365:${key} ${fault}.`,
      why: `It must be ${wanted}.`,
      remedy: `Set it with \`pulumi config set dynamics365:${key} …\` or in the program's \`Provider\`${instead}.`,
    });
    this.key = key;
  }
}
