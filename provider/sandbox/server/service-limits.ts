import { ServiceError } from "../errors.ts";

export interface LimitSettings {
  readonly requests: number;
  readonly concurrent: number;
  readonly windowSeconds: number;
}

export const documentedLimits: LimitSettings = { requests: 6000, concurrent: 52, windowSeconds: 300 };

/** Service protection as documented, per user: a number of requests in a sliding window, and a number at once. */
export class ServiceLimits {
  settings: LimitSettings | undefined;
  readonly #times = new Map<string, number[]>();
  readonly #running = new Map<string, number>();

  enter(user: string): void {
    if (this.settings === undefined) return;
    const { requests, concurrent, windowSeconds } = this.settings;
    const running = this.#running.get(user) ?? 0;
    if (running >= concurrent) {
      throw tooMany("0x80072326", `Number of concurrent requests exceeded the limit of ${concurrent}.`, 1);
    }
    const now = Date.now();
    const recent = (this.#times.get(user) ?? []).filter((time) => time > now - windowSeconds * 1000);
    if (recent.length >= requests) {
      const wait = Math.ceil(((recent[0] ?? now) + windowSeconds * 1000 - now) / 1000);
      const text = `Number of requests exceeded the limit of ${requests} over time window of ${windowSeconds} seconds.`;
      throw tooMany("0x80072322", text, Math.max(wait, 1));
    }
    this.#times.set(user, [...recent, now]);
    this.#running.set(user, running + 1);
  }

  leave(user: string): void {
    this.#running.set(user, Math.max(0, (this.#running.get(user) ?? 0) - 1));
  }
}

const tooMany = (code: string, message: string, retryAfter: number): ServiceError =>
  new ServiceError(429, code, message, { "Retry-After": String(retryAfter) });
