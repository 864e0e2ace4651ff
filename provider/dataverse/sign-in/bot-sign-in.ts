import { AxiosError } from "axios";
import type { AxiosInstance, AxiosResponse } from "axios";
import { BotSignInError, BotTenantMissingError } from "./bot-sign-in-errors.ts";
import { systemClock } from "../clock.ts";
import type { Clock } from "../clock.ts";
import { clouds } from "./clouds.ts";
import type { Cloud } from "./clouds.ts";
import type { Reporter } from "../types.ts";
import { BadResponseError, ServiceUnavailableError } from "../errors.ts";
import type { Refusal } from "../errors.ts";
import { createHttp } from "../http.ts";
import { parseJson } from "../json.ts";
import { attemptDeadline, defaultRetryLimits } from "../limits.ts";
import { networkError, networkFailure } from "../network.ts";
import { askedFor } from "../retry.ts";
import { registerSecret } from "../../secrets.ts";
import { unusableResponse } from "../whole-response.ts";
import { quoted } from "../quoted.ts";

export interface BotCredentials {
  readonly appId: string;
  readonly clientSecret: string;
  /** Required for a single-tenant app. */
  readonly tenantId?: string | undefined;
  readonly botType: "SingleTenant" | "MultiTenant";
  readonly cloud: Cloud;
  /** Replaces the cloud's own host. */
  readonly authorityHost?: string | undefined;
}

/** A new secret or app is not known everywhere at once. */
const REPLICATING: ReadonlySet<number> = new Set([7000215, 700016]);
/** Milliseconds. Together they are how long a refusal is blamed on replication. */
const REPLICATION_WAITS: readonly number[] = [2000, 4000, 8000, 16_000];

/**
 * Requests the token that Azure Bot Service's connector requests to deliver an agent's reply, and discards it. Besides
 * the write that stores the secret, this is the only request that carries it.
 */
export async function proveBotCredentials(
  credentials: BotCredentials,
  reporter: Reporter,
  clock: Clock = systemClock,
  deadline = attemptDeadline,
): Promise<void> {
  registerSecret(credentials.clientSecret);
  const directory = directoryOf(credentials);
  const host = credentials.authorityHost ?? clouds[credentials.cloud].bot.authorityHost;
  const instance = createHttp({ limits: defaultRetryLimits, deadline, clock, reporter });
  const waits = [...REPLICATION_WAITS];

  for (;;) {
    const failure = await requestToken(
      instance,
      credentials,
      `${host}/${encodeURIComponent(directory)}/oauth2/v2.0/token`,
      clock,
    );
    if (failure === undefined) return;
    const wait = REPLICATING.has(failure.code ?? 0) ? waits.shift() : undefined;
    if (wait === undefined) throw new BotSignInError({ ...failure, appId: credentials.appId, directory });
    reporter.info(
      `Entra does not accept the credentials of app ${credentials.appId} yet (AADSTS${failure.code ?? 0}), ` +
        `which passes if they are new; attempt ${REPLICATION_WAITS.length - waits.length + 1} in ${wait / 1000} s.`,
    );
    await clock.sleep(wait);
  }
}

interface Failure {
  readonly code: number | undefined;
  readonly text: string;
  readonly requestId: string | undefined;
}

/**
 * Does not fall back: a single-tenant bot is unknown in the directory of multi-tenant bots, and the other way round.
 */
function directoryOf({ botType, tenantId, cloud, appId }: BotCredentials): string {
  if (botType === "MultiTenant") return clouds[cloud].bot.multiTenantDirectory;
  if (tenantId === undefined) throw new BotTenantMissingError(appId);
  return tenantId;
}

/** Returns `undefined` if a token was issued. */
async function requestToken(
  instance: AxiosInstance,
  { appId, clientSecret, cloud }: BotCredentials,
  url: string,
  clock: Clock,
): Promise<Failure | undefined> {
  const action = `verify the credentials of app ${appId}`;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: appId,
    client_secret: clientSecret,
    scope: clouds[cloud].bot.scope,
  });
  try {
    const response = await instance.post<string>(url, form.toString(), {
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
      action,
    });
    const token = readBody(response)["access_token"];
    if (response.status === 200 && typeof token === "string" && token !== "") {
      registerSecret(token);
      return undefined;
    }
    throw new BadResponseError(refusalOf(response, action, clock), "It holds no token.");
  } catch (error) {
    if (!(error instanceof AxiosError)) throw error;
    const response = error.response as AxiosResponse<string> | undefined;
    const fault = unusableResponse(error);
    if (fault !== undefined) throw new BadResponseError(refusalOf(response, action, clock), fault);
    if (response === undefined || networkFailure(error) !== undefined) throw networkError(error, { action }, url);
    // These say nothing about the credentials.
    if (response.status === 408 || response.status === 429 || response.status >= 500) {
      throw new ServiceUnavailableError(refusalOf(response, action, clock));
    }
    return readFailure(response);
  }
}

function readFailure(response: AxiosResponse<string>): Failure {
  const { error, error_codes: codes, error_description: description, trace_id: trace } = readBody(response);
  const [code] = Array.isArray(codes) ? (codes as unknown[]) : [];
  const text = typeof description === "string" ? description : typeof error === "string" ? error : "";
  return {
    code: typeof code === "number" ? code : undefined,
    text: text === "" ? `Status ${response.status}, no text.` : quoted(text.split(/\r?\n/, 1)[0] ?? text),
    requestId: typeof trace === "string" ? trace : undefined,
  };
}

function refusalOf(response: AxiosResponse<string> | undefined, action: string, clock: Clock): Refusal {
  if (response === undefined) return { action, status: 0, code: "", message: "", requestId: undefined, attempts: 1 };
  const { text, requestId } = readFailure(response);
  const attempts = (response.config["axios-retry"]?.retryCount ?? 0) + 1;
  const asked = askedFor(response, clock);
  return { action, status: response.status, code: "", message: text, requestId, attempts, askedFor: asked };
}

function readBody(response: AxiosResponse<string>): Record<string, unknown> {
  try {
    const body = parseJson(response.data);
    return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
