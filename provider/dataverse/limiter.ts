import type { Clock } from "./clock.ts";

/**
 * The aim is one refusal in a hundred requests. The service counts in a sliding window, which frees itself bit by bit, so
 * waits grow until the aim is met, and the window grows by one request for as many that got through.
 */
const requestsForOneRefusal = 100;

/** Milliseconds that are waited at most on top of what the service asks for. */
const longestExtraWait = 30_000;

/**
 * Decides how many requests are in flight, and from when on: additive increase, multiplicative decrease (AIMD). The
 * service limits a user and not a request, so one refusal holds back all requests. After the wait, one request goes first.
 * The window then grows with every request that gets through: by one up to the threshold, which is half of what was
 * refused, and by a hundredth from there. It never exceeds the ceiling.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #maximum: number;
  readonly #waiting: (() => void)[] = [];
  #inFlight = 0;
  #ceiling: number;
  #window: number;
  #threshold: number;
  /** How many more requests the service says it will take. */
  #remaining = Infinity;
  #closedUntil = 0;
  /** How long that was when it was set, in milliseconds. */
  #closedFor = 0;
  #isWaking = false;
  /** Goes up with each refusal: requests of one epoch left before it. */
  #epoch = 0;
  #throughSinceRefusal = requestsForOneRefusal;
  #waitFactor = 1;

  constructor(clock: Clock, maximum: number) {
    this.#clock = clock;
    this.#maximum = maximum;
    this.#ceiling = maximum;
    this.#window = maximum;
    this.#threshold = maximum;
  }

  /** Waits for its turn, and returns the epoch in which the request leaves. */
  async acquire(): Promise<number> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn.resolve);
    this.#admit();
    await turn.promise;
    return this.#epoch;
  }

  /** The request came back, with whatever result. */
  release(): void {
    this.#inFlight -= 1;
    this.#admit();
  }

  /** The service recommends so many requests at once. */
  recommended(parallelism: number): void {
    this.#ceiling = Math.min(this.#maximum, parallelism);
  }

  /** `remaining`: how many more requests the service says it will take, if it says so. */
  succeeded(epoch: number, remaining: number | undefined): void {
    this.#remaining = remaining ?? Infinity;
    if (epoch !== this.#epoch) return;
    this.#throughSinceRefusal += 1;
    const increase = this.#window < this.#threshold ? 1 : 1 / requestsForOneRefusal;
    this.#window = Math.min(this.#maximum, this.#window + increase);
  }

  /** The service refused a request and asks to wait so long. Returns how long all requests wait, in milliseconds. */
  throttled(epoch: number, asked: number): number {
    // Requests that left together are refused together, which counts as one refusal.
    if (epoch === this.#epoch) {
      if (this.#throughSinceRefusal >= requestsForOneRefusal) this.#waitFactor = 1;
      else if (this.#throughSinceRefusal > 0) this.#waitFactor *= 2;
      this.#throughSinceRefusal = 0;
      this.#threshold = Math.max(1, Math.floor(this.#window / 2));
      this.#window = 1;
      this.#epoch += 1;
    }
    const wait = Math.min(asked * this.#waitFactor, asked + longestExtraWait);
    const until = this.#clock.now() + wait;
    if (until > this.#closedUntil) {
      this.#closedUntil = until;
      this.#closedFor = wait;
    }
    return wait;
  }

  #admit(): void {
    if (this.#stillClosed() > 0) {
      if (this.#waiting.length > 0) void this.#wake();
      return;
    }
    const allowed = Math.floor(Math.min(this.#window, this.#ceiling, Math.max(1, this.#remaining)));
    while (this.#inFlight < allowed) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#inFlight += 1;
      next();
    }
  }

  async #wake(): Promise<void> {
    if (this.#isWaking) return;
    this.#isWaking = true;
    for (let wait = this.#stillClosed(); wait > 0; wait = this.#stillClosed()) {
      const until = this.#closedUntil;
      await this.#clock.sleep(wait);
      // So much time has passed, even if somebody set the clock back meanwhile.
      if (this.#closedUntil === until) this.#closedUntil = 0;
    }
    this.#isWaking = false;
    this.#admit();
  }

  /** Milliseconds. Never more than was set, even if somebody set the clock back. */
  #stillClosed(): number {
    return Math.min(this.#closedUntil - this.#clock.now(), this.#closedFor);
  }
}
