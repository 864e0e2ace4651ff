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
    /** What the request is for, in the words of a message. */
    action?: string;
    /** When the first attempt left; time spent waiting for a turn before it is not the request's. */
    startedAt?: number;
    /** A refused token was replaced already. */
    renewed?: boolean;
  }
}

/** Answers that say "not now". 500 is not among them: it is the service's answer to faults of a request, too. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Milliseconds within which another request's wait for the same reason is no news. */
const SAME_TROUBLE = 3000;

export interface RetryPolicy {
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** How many requests are in flight at most; no limit unless given. */
  readonly maxConcurrency?: number;
  /** Statuses that pass here beside those that pass everywhere. */
  readonly alsoPassing?: readonly number[];
  /** Adds what each attempt carries when its turn comes, such as a token that is still good. */
  readonly sign?: (config: InternalAxiosRequestConfig) => Promise<void>;
  /** Drops the token that was refused; true where asking again gives another one. */
  readonly renew?: (error: AxiosError) => boolean;
}

/**
 * Repeats what may pass, whatever the method: every write carries a row id made by the caller and a precondition, so a
 * second arrival changes nothing, and is answered by 412 or 404 where the first one did its work.
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
      // Before anybody else has a turn: a limit is the user's, not one request's.
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
    // The wait is ours: axios-retry's own timer cannot be driven by a test.
    retryDelay: () => 0,
    onRetry: async (attempt, error, config) => {
      const delay = planned.get(error) ?? 0;
      if (delay === 0) return;
      report(attempt, error, config.action ?? "sending a request", delay);
      await clock.sleep(delay);
    },
  });

  /** Many requests meet the same trouble at the same time; it is told once. */
  function report(attempt: number, error: AxiosError, action: string, delay: number): void {
    const trouble = `${reason(error)}, attempt ${attempt}`;
    // Apart in either direction: a clock that was put back must not make waits silent.
    if (Math.abs(clock.now() - (reported.get(trouble) ?? -Infinity)) < SAME_TROUBLE) return;
    reported.set(trouble, clock.now());
    reporter.info(
      `${reason(error)} while ${action}; attempt ${attempt + 1} of ${limits.attempts} in ${seconds(delay)} s.`,
    );
  }

  function holdBack(error: AxiosError, epoch: number): void {
    const asked = askedFor(error.response, clock) ?? limits.firstDelay;
    // Nobody waits for so long: the request fails, and the others may ask for themselves.
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

/** How long the service asks to stay away, in milliseconds; `undefined` where it does not say. */
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

/** Microsoft recommends this header for the number of requests at once. */
const recommendedParallelism = "x-ms-dop-hint";

/**
 * Documented for debugging. That it counts down to the refusal is assumed. If it is wrong, fewer requests are in flight,
 * never more.
 */
const remainingRequests = "x-ms-ratelimit-burst-remaining-xrm-requests";

function countIn(response: AxiosResponse, name: string): number | undefined {
  const count = header(response, name);
  return count !== undefined && /^\d+$/.test(count) ? Number(count) : undefined;
}

function header(response: AxiosResponse | undefined, name: string): string | undefined {
  const value: unknown = response?.headers[name];
  return typeof value === "string" ? value : undefined;
}
