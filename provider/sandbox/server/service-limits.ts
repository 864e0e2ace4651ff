import { ServiceError } from "../errors.ts";

export interface LimitSettings {
  readonly requests: number;
  readonly concurrent: number;
  readonly windowSeconds: number;
  /** For all requests of the window together. Unlimited if missing. */
  readonly executionSeconds?: number | undefined;
  /** The form of `Retry-After`. HTTP allows both; the service is known to send seconds. */
  readonly retryAfter?: "seconds" | "date" | undefined;
  /** Requests that every user, with any client, has already sent this many seconds before the limits are set. */
  readonly before?: { readonly requests: number; readonly secondsAgo: number } | undefined;
}

export const documentedLimits: LimitSettings = {
  requests: 6000,
  concurrent: 52,
  windowSeconds: 300,
  executionSeconds: 1200,
};

/** A request that passed the limits. */
export interface Admission {
  /** Ends the request. Returns the headers that say how much is left. */
  leave(): Readonly<Record<string, string>>;
}

interface Entry {
  readonly time: number;
  /** Milliseconds that the service worked on it. 0 until it is done. */
  worked: number;
}

/**
 * Service protection as documented, per user: requests and execution time in a sliding window, and concurrent requests.
 */
export class ServiceLimits {
  #settings: LimitSettings | undefined;
  #since = 0;
  readonly #entries = new Map<string, Entry[]>();
  readonly #running = new Map<string, number>();

  get settings(): LimitSettings | undefined {
    return this.#settings;
  }

  set settings(settings: LimitSettings | undefined) {
    this.#settings = settings;
    this.#since = Date.now();
    this.#entries.clear();
  }

  enter(user: string): Admission {
    const settings = this.#settings;
    if (settings === undefined) return { leave: () => ({}) };
    const running = this.#running.get(user) ?? 0;
    if (running >= settings.concurrent) {
      throw tooMany(
        "0x80072326",
        `Number of concurrent requests exceeded the limit of ${settings.concurrent}.`,
        1,
        settings,
      );
    }
    const now = Date.now();
    const recent = this.#recent(user, settings, now);
    refuseNumber(recent, settings, now);
    refuseExecution(recent, settings, now);
    const entry = { time: now, worked: 0 };
    recent.push(entry);
    this.#running.set(user, running + 1);
    return {
      leave: () => {
        entry.worked = Date.now() - now;
        this.#running.set(user, Math.max(0, (this.#running.get(user) ?? 0) - 1));
        return remaining(this.#recent(user, settings, Date.now()), settings);
      },
    };
  }

  /** The requests that count now, the oldest first. */
  #recent(user: string, { windowSeconds, before }: LimitSettings, now: number): Entry[] {
    const known =
      this.#entries.get(user) ??
      Array.from({ length: before?.requests ?? 0 }, () => ({
        time: this.#since - (before?.secondsAgo ?? 0) * 1000,
        worked: 0,
      }));
    const first = known.findIndex(({ time }) => time > now - windowSeconds * 1000);
    const recent = first === 0 ? known : first === -1 ? [] : known.slice(first);
    this.#entries.set(user, recent);
    return recent;
  }
}

function refuseNumber(recent: readonly Entry[], settings: LimitSettings, now: number): void {
  const { requests, windowSeconds } = settings;
  if (recent.length < requests) return;
  const text = `Number of requests exceeded the limit of ${requests} over time window of ${windowSeconds} seconds.`;
  throw tooMany("0x80072322", text, secondsUntilGone(recent[recent.length - requests], windowSeconds, now), settings);
}

function refuseExecution(recent: readonly Entry[], settings: LimitSettings, now: number): void {
  const { executionSeconds = Infinity, windowSeconds } = settings;
  let over = workedIn(recent) - executionSeconds * 1000;
  if (over < 0) return;
  const last = recent.find(({ worked }) => (over -= worked) < 0);
  const text =
    `Combined execution time of incoming requests exceeded limit of ${thousands(executionSeconds * 1000)} milliseconds ` +
    `over time window of ${windowSeconds} seconds. Decrease number of concurrent requests or reduce the duration of ` +
    "requests and try again later.";
  throw tooMany("0x80072321", text, secondsUntilGone(last, windowSeconds, now), settings);
}

const workedIn = (recent: readonly Entry[]): number => recent.reduce((sum, { worked }) => sum + worked, 0);

const secondsUntilGone = (entry: Entry | undefined, windowSeconds: number, now: number): number =>
  Math.max(1, Math.ceil(((entry?.time ?? now) + windowSeconds * 1000 - now) / 1000));

/** The names of these headers are documented. That the second counts seconds with thousands separators is assumed. */
function remaining(recent: readonly Entry[], { requests, executionSeconds }: LimitSettings): Record<string, string> {
  const time = (executionSeconds ?? 0) - workedIn(recent) / 1000;
  return {
    "x-ms-ratelimit-burst-remaining-xrm-requests": String(Math.max(0, requests - recent.length)),
    ...(executionSeconds === undefined
      ? {}
      : { "x-ms-ratelimit-time-remaining-xrm-requests": thousands(Math.max(0, Math.round(time * 100) / 100)) }),
  };
}

const thousands = (value: number): string => value.toLocaleString("en-US");

function tooMany(code: string, message: string, seconds: number, { retryAfter }: LimitSettings): ServiceError {
  // A date has whole seconds only. Rounded up, so that no client comes too early.
  const date = new Date(Math.ceil(Date.now() / 1000 + seconds) * 1000).toUTCString();
  return new ServiceError(429, code, message, { "Retry-After": retryAfter === "date" ? date : String(seconds) });
}
