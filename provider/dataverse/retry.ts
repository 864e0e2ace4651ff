import { AxiosError, getAdapter } from "axios";
import type { AxiosInstance, AxiosResponse, InternalAxiosRequestConfig } from "axios";
import axiosRetry from "axios-retry";
import type { Clock } from "./clock.ts";
import type { Reporter } from "./types.ts";
import type { RetryLimits } from "./limits.ts";
import { mayPass, networkFailure } from "./network.ts";
import { Limiter } from "./limiter.ts";
import { ProxyFailure } from "./proxy-errors.ts";
import { retryAfterMilliseconds } from "./retry-after.ts";
import { unusableResponse } from "./whole-response.ts";

declare module "axios" {
  interface AxiosRequestConfig {
    /** What the request does, in the words of a message. */
    action?: string;
    /** When the first attempt was sent. Time spent waiting for a turn before that does not count. */
    startedAt?: number;
    /** A refused token was already replaced. */
    renewed?: boolean;
  }
}

/** Statuses that mean "not now". Not 500: the service also responds with it to errors in a request. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Milliseconds during which another wait for the same reason is not reported. */
const sameReasonWithin = 3000;

export interface RetryPolicy {
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** The maximum number of requests in flight. No limit by default. */
  readonly maxConcurrency?: number;
  /** More statuses that are worth a retry here. */
  readonly alsoPassing?: readonly number[];
  /** Adds what each attempt needs when its turn comes, such as a token that is still valid. */
  readonly sign?: (config: InternalAxiosRequestConfig) => Promise<void>;
  /** Drops the refused token. Returns true if asking again gives another one. */
  readonly renew?: (error: AxiosError) => boolean;
}

/**
 * Retries whatever may pass, with any method. Every write carries a row id from the caller and a precondition, so a
 * second arrival changes nothing: if the first one did its work, the service responds 412 or 404.
 */
export function installRetry(instance: AxiosInstance, policy: RetryPolicy): void {
  const { limits, clock, reporter, renew } = policy;
  const passing = new Set([...PASSING, ...(policy.alsoPassing ?? [])]);
  const planned = new WeakMap<AxiosError, number>();
  const held = new WeakMap<AxiosError, number>();
  const limiter = new Limiter(clock, policy.maxConcurrency ?? Infinity);
  const reported = new Map<string, number>();

  const send = getAdapter(instance.defaults.adapter);
  instance.defaults.adapter = async (config) => {
    const epoch = await limiter.acquire();
    try {
      await policy.sign?.(config);
      config.startedAt ??= clock.now();
      const response = await send(config);
      const recommended = countIn(response, recommendedParallelism);
      if (recommended !== undefined && recommended > 0) limiter.recommended(recommended);
      limiter.succeeded(epoch, countIn(response, remainingRequests));
      return response;
    } catch (error) {
      // Do this before any other request gets its turn: the limit applies to the user, not to one request.
      if (error instanceof AxiosError && error.response?.status === 429) holdBack(error, epoch);
      throw error;
    } finally {
      limiter.release();
    }
  };

  axiosRetry(instance, {
    retries: limits.attempts - 1,
    shouldResetTimeout: true,
    retryCondition: (error) => {
      const { config } = error;
      if (config === undefined) return false;
      if (error.response?.status === 401) {
        if (config.renewed === true || renew === undefined || !renew(error)) return false;
        config.renewed = true;
        planned.set(error, 0);
        return true;
      }
      if (!passes(error)) return false;
      const delay = delayBefore(error, config["axios-retry"]?.retryCount ?? 0);
      if (clock.now() + delay > (config.startedAt ?? 0) + limits.budget) return false;
      planned.set(error, delay);
      return true;
    },
    // We wait ourselves, because tests cannot drive axios-retry's own timer.
    retryDelay: () => 0,
    onRetry: async (attempt, error, config) => {
      const delay = planned.get(error) ?? 0;
      if (delay === 0) return;
      report(attempt, error, config.action ?? "send a request", delay);
      await clock.sleep(delay);
    },
  });

  /** Many requests can fail for the same reason at once; report it only once. */
  function report(attempt: number, error: AxiosError, action: string, delay: number): void {
    const reasonOfAttempt = `${reason(error)}, attempt ${attempt}`;
    // Compare in both directions, or a clock that was set back would silence the reports.
    if (Math.abs(clock.now() - (reported.get(reasonOfAttempt) ?? -Infinity)) < sameReasonWithin) return;
    reported.set(reasonOfAttempt, clock.now());
    reporter.info(
      `${reason(error)} on the request to ${action}; attempt ${attempt + 1} of ${limits.attempts} in ${seconds(delay)} s.`,
    );
  }

  function holdBack(error: AxiosError, epoch: number): void {
    const asked = askedFor(error.response, clock) ?? limits.firstDelay;
    // Nobody waits that long: this request fails, and the others may ask for themselves.
    if (asked <= limits.budget) held.set(error, limiter.throttled(epoch, asked));
  }

  function delayBefore(error: AxiosError, retriesSoFar: number): number {
    const ceiling = Math.min(limits.longestDelay, limits.firstDelay * 2 ** retriesSoFar);
    const backoff = ceiling * (0.5 + clock.random() / 2);
    const asked = askedFor(error.response, clock) ?? 0;
    return Math.max(asked, backoff, held.get(error) ?? 0);
  }

  function passes(error: AxiosError): boolean {
    if (unusableResponse(error) !== undefined) return false;
    const failure = networkFailure(error);
    if (failure !== undefined) return mayPass(failure, error);
    return passing.has(error.response?.status ?? 0);
  }
}

/** How long the service asks to wait, in milliseconds. `undefined` if it does not say. */
export function askedFor(response: AxiosResponse | undefined, clock: Pick<Clock, "now">): number | undefined {
  return retryAfterMilliseconds(header(response, "retry-after"), header(response, "date"), clock.now());
}

function reason(error: AxiosError): string {
  const status = error.response?.status;
  if (status === 429) return "The service asks to slow down (429)";
  if (error.cause instanceof ProxyFailure) {
    return `The proxy ${error.cause.proxy.address} failed (${error.cause.status ?? error.cause.systemCode})`;
  }
  return status !== undefined && networkFailure(error) === undefined
    ? `The service is not ready (${status})`
    : `The connection failed (${error.code ?? "broken off"})`;
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}

/** Microsoft recommends using this header for the number of concurrent requests. */
const recommendedParallelism = "x-ms-dop-hint";

/**
 * Documented for debugging. That it counts down to the refusal is assumed. If that is wrong, fewer requests are in
 * flight, never more.
 */
const remainingRequests = "x-ms-ratelimit-burst-remaining-xrm-requests";

function countIn(response: AxiosResponse, name: string): number | undefined {
  const count = header(response, name);
  return count !== undefined && /^\d+$/.test(count) ? Number(count) : undefined;
}

export function header(response: AxiosResponse | undefined, name: string): string | undefined {
  const value: unknown = response?.headers[name];
  return typeof value === "string" ? value : undefined;
}
