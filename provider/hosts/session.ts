import { configurationKeys, type ConfigurationKey } from "../../schema/config.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { createTokenSource } from "../dataverse/sign-in/authentication.ts";
import { proveBotCredentials } from "../dataverse/sign-in/bot-sign-in.ts";
import { shown } from "../dataverse/configuration-error.ts";
import { createDataverseClient } from "../dataverse/client.ts";
import { systemClock as clock } from "../dataverse/clock.ts";
import { resolveConfiguration } from "../dataverse/configuration.ts";
import type { DataverseClient, Reporter } from "../dataverse/types.ts";
import { isGuid } from "../dataverse/guid.ts";
import { memoizeAsync } from "../dataverse/memoize-async.ts";
import { redact } from "../secrets.ts";
import { tables } from "../resources/index.ts";
import { createLookups } from "../resources/lookups/index.ts";
import { ProviderError } from "../errors.ts";
import { onOneLine } from "../../schema/foreign-text.ts";
import { defaultIdNamespace } from "../core/identity.ts";
import { userAgent } from "../core/package-version.ts";
import type { Session } from "../core/session.ts";
import { unusableSetting } from "../core/unusable-setting.ts";

export type ConfigurationValues = Readonly<Partial<Record<ConfigurationKey, string>>>;

const defaultEndpointTimeoutSeconds = 120;

/** `undefined` if a setting depends on a resource that does not exist yet. That happens in previews only. */
export function openSession(
  values: ConfigurationValues,
  environment: NodeJS.ProcessEnv,
  given: Reporter,
): Session | undefined {
  const reporter = printing(given);
  for (const key of configurationKeys) refuseUnusable(key, values[key]);
  if (configurationKeys.some((key) => isUnknown(values[key]))) return undefined;
  const configuration = resolveConfiguration(values, environment);
  const client = createDataverseClient({
    environmentUrl: configuration.environmentUrl,
    credential: createTokenSource(configuration, reporter, clock),
    reporter,
    userAgent,
    tables,
    solution: configuration.solution,
    maxConcurrency: configuration.maxConcurrency,
    clock,
  });
  prefetch(client);
  const once = memoizeAsync();
  return {
    client,
    reporter,
    once,
    lookups: createLookups(client, once),
    idNamespace: namespace(values.idNamespace),
    defaultEnvironmentUrl: environment["DATAVERSE_URL"],
    credentialsNamed: configuration.credentialsNamed,
    // A domain name works for signing in, but accounts store the id.
    tenantId: isGuid(configuration.tenantId ?? "") ? configuration.tenantId?.toLowerCase() : undefined,
    endpointTimeoutSeconds: seconds(values.endpointTimeoutSeconds),
    proveBotCredentials: (bot) =>
      proveBotCredentials(
        {
          ...bot,
          cloud: configuration.cloud,
          authorityHost: configuration.authorityHostGiven ? configuration.authorityHost : undefined,
        },
        reporter,
        clock,
      ),
    clock,
  };
}

/** Prints each message on one line and without secrets, because it contains names of rows and texts of the service. */
function printing(reporter: Reporter): Reporter {
  const line = (message: string): string => onOneLine(redact(message));
  return { info: (message) => reporter.info(line(message)), warn: (message) => reporter.warn(line(message)) };
}

/**
 * Starts the requests that every operation needs at the same time, so that no operation waits for one after the other.
 */
function prefetch(client: DataverseClient): void {
  // Prefetch only: errors surface at the call that needs the value.
  void Promise.allSettled([client.whoAmI(), ...tables.map((table) => client.tableMetadata(table))]);
}

function namespace(text: string | undefined): string {
  if (text === undefined) return defaultIdNamespace;
  if (isGuid(text)) return text;
  throw wrongSetting("idNamespace", text, "a GUID");
}

function seconds(text: string | undefined): number {
  if (text === undefined) return defaultEndpointTimeoutSeconds;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= 0) return value;
  throw wrongSetting("endpointTimeoutSeconds", text, "a number of seconds, zero or more");
}

/**
 * Refuses a setting that is named but has no value. A variable must not replace it: it may mean another environment.
 */
function refuseUnusable(key: ConfigurationKey, text: string | undefined): void {
  const unusable = unusableSetting(text);
  if (unusable !== undefined) {
    throw new ProviderError({
      code: "configuration",
      what: `The setting ${key} of the Provider "${unusable.provider}" ${unusable.fault}.`,
      why: "The program names it, so no variable takes its place.",
      remedy: "Give it a value, or leave it out of the Provider so that the variables apply.",
    });
  }
  if (text !== "") return;
  throw new ProviderError({
    code: "configuration",
    what: `The setting dynamics365:${key} is empty.`,
    why: "The stack names it, so no variable takes its place.",
    remedy: `Set it with \`pulumi config set dynamics365:${key} …\`, or remove it with \`pulumi config rm dynamics365:${key}\`.`,
  });
}

function wrongSetting(key: ConfigurationKey, given: string, wanted: string): ProviderError {
  return new ProviderError({
    code: "configuration",
    what: `The setting dynamics365:${key} ${shown(given)}.`,
    why: `It must be ${wanted}.`,
    remedy: `Set it with \`pulumi config set dynamics365:${key} …\` or in the program's \`Provider\`.`,
  });
}
