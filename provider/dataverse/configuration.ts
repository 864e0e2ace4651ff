import { configurationKeys, credentialKeys, secretKeys, settings, switchKeys } from "../../schema/config.ts";
import type { ConfigurationKey, SwitchKey } from "../../schema/config.ts";
import { cloudNamed, cloudNames, cloudOf, clouds } from "./sign-in/clouds.ts";
import type { Cloud } from "./sign-in/clouds.ts";
import { ConfigurationError, shown } from "./configuration-error.ts";
import { isLoopback, normalizeEnvironmentUrl, withoutRoot } from "./environment-url.ts";
import { isGuid } from "./guid.ts";
import { registerSecret, withoutUserInfo } from "../secrets.ts";
import { readSettingText } from "./sign-in/setting-file.ts";
import type { FileKey } from "./sign-in/setting-file.ts";
import { refuseUnsupportedVariables } from "./sign-in/unsupported-variables.ts";

type Texts = { readonly [Key in Exclude<ConfigurationKey, SwitchKey>]?: string | undefined };
type Switches = { readonly [Key in SwitchKey]?: boolean | undefined };

/** What the sign-in to Dataverse and the client need to know, complete and checked. */
export interface DataverseConfiguration extends Omit<Texts, "cloud" | "maxConcurrency">, Switches {
  /** An origin without trailing slash. */
  readonly environmentUrl: string;
  readonly cloud: Cloud;
  /** Origin of the sign-in service. */
  readonly authorityHost: string;
  /** True if the user set that host. The bot's sign-in then uses it, too. */
  readonly authorityHostGiven: boolean;
  /** Settings name at least part of the credentials; they do not all come from variables. */
  readonly credentialsNamed: boolean;
  readonly maxConcurrency?: number | undefined;
}

/** The service refuses more concurrent requests of one user. */
const CONCURRENCY_LIMIT = 52;

type Values = Readonly<Record<string, string | undefined>>;
type Read = (key: ConfigurationKey) => string | undefined;

/**
 * `values` are those of the `dynamics365:` keys. Each falls back to its variables. An empty value counts as not set.
 */
export function resolveConfiguration(values: Values, environment: NodeJS.ProcessEnv): DataverseConfiguration {
  const value: Read = (key) =>
    [values[key], ...settings[key].variables.map((name) => environment[name])].find((text) => (text ?? "") !== "");
  // Do this first: errors below must not show any of these.
  for (const key of secretKeys) registerSecret(value(key));

  const given = value("environmentUrl");
  if (given === undefined) {
    throw new ConfigurationError("environmentUrl", "is not set", "`https://` and the host of the environment");
  }
  const environmentUrl = normalizeEnvironmentUrl(given);
  const cloud = readCloud(value("cloud")) ?? cloudOf(environmentUrl);
  const authorityHost = readAuthority(value("authorityHost"));
  const clientSecret = valueOrFile("clientSecret", "clientSecretFilePath", value);
  registerSecret(clientSecret);
  const texts: Texts = Object.fromEntries(configurationKeys.map((key) => [key, value(key)]));
  const switches: Switches = Object.fromEntries(switchKeys.map((key) => [key, readSwitch(key, value)]));
  const configuration: DataverseConfiguration = {
    ...texts,
    ...switches,
    environmentUrl,
    tenantId: readTenant(value("tenantId")),
    clientId: readClientId(valueOrFile("clientId", "clientIdFilePath", value)),
    clientSecret,
    cloud: cloud ?? "public",
    authorityHost: authorityHost ?? clouds[cloud ?? "public"].authorityHost,
    authorityHostGiven: authorityHost !== undefined,
    credentialsNamed: credentialKeys.some((key) => (values[key] ?? "") !== ""),
    solution: readSolution(value("solution")),
    maxConcurrency: readConcurrency(value("maxConcurrency")),
  };
  refuseUnsupportedVariables(configuration, environment, { cloudKnown: cloud !== undefined });
  return configuration;
}

/** A value may be in a file instead. If both are given, it is unclear which one was meant. */
function valueOrFile(key: ConfigurationKey, fileKey: FileKey, value: Read): string | undefined {
  const [given, path] = [value(key), value(fileKey)];
  if (path === undefined) return given;
  const stored = readSettingText(fileKey, path);
  if (given === undefined || given.trim() === stored) return stored;
  throw new ConfigurationError(
    fileKey,
    `names a file with another value than dynamics365:${key} or its variable has`,
    "given without the other, or both with the same value",
  );
}

/** `common` and the like are not tenants that an application could sign in to. */
function readTenant(text: string | undefined): string | undefined {
  const tenant = text?.trim();
  if (tenant === undefined || isGuid(tenant) || /^[a-z\d-]+(?:\.[a-z\d-]+)+$/i.test(tenant)) return tenant;
  throw new ConfigurationError("tenantId", shown(tenant), "a tenant's id (GUID) or one of its domain names");
}

/** The azuread package uses `id` for the path of an object. */
function readClientId(text: string | undefined): string | undefined {
  const clientId = text?.trim();
  if (clientId === undefined || isGuid(clientId)) return clientId;
  const wanted = "the client id (GUID) of an application";
  if (clientId.startsWith("/"))
    throw new ConfigurationError("clientId", `is '${clientId}'`, `${wanted}, not the path of one`);
  // A value that is not a GUID may be the secret, put into the wrong setting.
  throw new ConfigurationError("clientId", "is no GUID", wanted);
}

function readCloud(text: string | undefined): Cloud | undefined {
  const cloud = text === undefined ? undefined : cloudNamed(text);
  if (text === undefined || cloud !== undefined) return cloud;
  throw new ConfigurationError("cloud", shown(text), `one of ${cloudNames.join(", ")}`);
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
  return withoutRoot(url).origin;
}

/** The name is sent in a header, which would lose other characters or end at a line break. */
function readSolution(text: string | undefined): string | undefined {
  if (text === undefined || /^[\x21-\x7e]+$/.test(text)) return text;
  throw new ConfigurationError(
    "solution",
    shown(text, JSON.stringify(text)),
    "the unique name of a solution (not its display name): Latin letters, digits and underscores",
  );
}

/** The forms that Go accepts, because Pulumi's Azure providers are written in Go. */
function readSwitch(key: ConfigurationKey, value: Read): boolean | undefined {
  const text = value(key);
  if (text === undefined) return undefined;
  if (/^(true|t|1)$/i.test(text)) return true;
  if (/^(false|f|0)$/i.test(text)) return false;
  throw new ConfigurationError(key, shown(text), "true or false");
}

function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= CONCURRENCY_LIMIT) return number;
  throw new ConfigurationError("maxConcurrency", shown(text), `a whole number from 1 to ${CONCURRENCY_LIMIT}`);
}
