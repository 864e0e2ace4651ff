import type { AxiosError, AxiosInstance } from "axios";
import axiosRetry from "axios-retry";
import type { Clock } from "./clock.ts";
import type { Reporter } from "./contract.ts";
import { mayPass, networkFailure } from "./network.ts";
import { retryAfterMilliseconds } from "./retry-after.ts";

declare module "axios" {
  interface AxiosRequestConfig {
    /** What the request is for, in the words of a message. */
    action?: string;
    /** When the first attempt left. */
    startedAt?: number;
    /** A refused token was replaced already. */
    renewed?: boolean;
  }
}

export interface RetryLimits {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Milliseconds from the first attempt after which no other one starts. */
  readonly budget: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
}

/** The service counts requests over five minutes, so waits of some minutes are normal under its limits. */
export const defaultRetryLimits: RetryLimits = {
  attempts: 8,
  budget: 10 * 60_000,
  firstDelay: 1000,
  longestDelay: 30_000,
};

/** Answers that say "not now". 500 is not among them: it is the service's answer to faults of a request, too. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

/** Milliseconds within which another request's wait for the same reason is no news. */
const SAME_TROUBLE = 3000;

export interface RetryPolicy {
  readonly limits: RetryLimits;
  readonly clock: Clock;
  readonly reporter: Reporter;
  /** Drops the token that was refused; true where asking again gives another one. */
  readonly renew?: (error: AxiosError) => boolean;
}

/**
 * Repeats what may pass, whatever the method: every write carries a row id made by the caller and a precondition, so a
 * second arrival changes nothing, and is answered by 412 or 404 where the first one did its work.
 */
export function installRetry(instance: AxiosInstance, { limits, clock, reporter, renew }: RetryPolicy): void {
  const planned = new WeakMap<AxiosError, number>();
  // A limit is the user's, not one request's: until the service wants more, nobody sends.
  let closedUntil = 0;
  const reported = new Map<string, number>();

  instance.interceptors.request.use(async (config) => {
    config.startedAt ??= clock.now();
    while (closedUntil > clock.now()) await clock.sleep(closedUntil - clock.now());
    return config;
  });

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
      if (error.response?.status === 429) closedUntil = Math.max(closedUntil, clock.now() + delay);
      await clock.sleep(delay);
    },
  });

  /** Many requests meet the same trouble at the same time; it is told once. */
  function report(attempt: number, error: AxiosError, action: string, delay: number): void {
    const trouble = `${reason(error)}, attempt ${attempt}`;
    if (clock.now() - (reported.get(trouble) ?? -Infinity) < SAME_TROUBLE) return;
    reported.set(trouble, clock.now());
    reporter.info(
      `${reason(error)} while ${action}; attempt ${attempt + 1} of ${limits.attempts} in ${seconds(delay)} s.`,
    );
  }

  function delayBefore(error: AxiosError, retriesSoFar: number): number {
    const ceiling = Math.min(limits.longestDelay, limits.firstDelay * 2 ** retriesSoFar);
    const backoff = ceiling * (0.5 + clock.random() / 2);
    const asked = retryAfterMilliseconds(header(error, "retry-after"), clock.now());
    return asked === undefined ? backoff : Math.max(asked, backoff);
  }
}

function passes(error: AxiosError): boolean {
  const failure = networkFailure(error);
  if (failure !== undefined) return mayPass(failure, error.code);
  return PASSING.has(error.response?.status ?? 0);
}

function reason(error: AxiosError): string {
  const status = error.response?.status;
  if (status === 429) return "The service asks to slow down (429)";
  return status !== undefined && PASSING.has(status)
    ? `The service is not ready (${status})`
    : `The connection failed (${error.code ?? "broken off"})`;
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 100) / 10);
}

function header(error: AxiosError, name: string): string | undefined {
  const value: unknown = error.response?.headers[name];
  return typeof value === "string" ? value : undefined;
}
