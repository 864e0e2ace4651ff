import type { Clock } from "./clock.ts";

/**
 * The aim is one refusal in a hundred requests. A window that slides opens a crack at a time, so waits grow until the aim
 * is met; and one more request at a time is tried no sooner than that.
 */
const requestsForOneRefusal = 100;

/** Milliseconds that are waited at most on top of what the service asks for. */
const longestPatience = 30_000;

/**
 * How many requests are under way, and from when on. The service limits a user, not a request, so one refusal holds back
 * all: nobody sends until its time is over, then one request goes ahead and the number grows with every one that gets
 * through, quickly up to half of what it was before, slowly from there.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  #room: number;
  #steady: number;
  /** What the service says it will still take. */
  #left = Infinity;
  #closedUntil = 0;
  /** How long that was when it was said, in milliseconds. */
  #closedFor = 0;
  #isWaking = false;
  #round = 0;
  #throughSinceRefusal = requestsForOneRefusal;
  #patience = 1;

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#most = most;
    this.#room = most;
    this.#steady = most;
  }

  /** Waits for its turn; the round in which it leaves. */
  async enter(): Promise<number> {
    const turn = Promise.withResolvers<void>();
    this.#waiting.push(turn.resolve);
    this.#admit();
    await turn.promise;
    return this.#round;
  }

  /** The request came back, whatever with. */
  leave(): void {
    this.#underWay -= 1;
    this.#admit();
  }

  /** `left`: the number of requests that the service says it will still take, where it says so. */
  gotThrough(round: number, left: number | undefined): void {
    this.#left = left ?? Infinity;
    if (round !== this.#round) return;
    this.#throughSinceRefusal += 1;
    this.#room = Math.min(this.#most, this.#room + (this.#room < this.#steady ? 1 : 1 / requestsForOneRefusal));
  }

  /** The service asks to stay away for so long; how long everybody does, in milliseconds. */
  refused(round: number, asked: number): number {
    // Requests that left together are refused together, which is one refusal.
    if (round === this.#round) {
      if (this.#throughSinceRefusal >= requestsForOneRefusal) this.#patience = 1;
      else if (this.#throughSinceRefusal > 0) this.#patience *= 2;
      this.#throughSinceRefusal = 0;
      this.#steady = Math.max(1, Math.floor(this.#room / 2));
      this.#room = 1;
      this.#round += 1;
    }
    const wait = Math.min(asked * this.#patience, asked + longestPatience);
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
    const room = Math.floor(Math.min(this.#room, Math.max(1, this.#left)));
    while (this.#underWay < room) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay += 1;
      next();
    }
  }

  async #wake(): Promise<void> {
    if (this.#isWaking) return;
    this.#isWaking = true;
    for (let left = this.#stillClosed(); left > 0; left = this.#stillClosed()) {
      const until = this.#closedUntil;
      await this.#clock.sleep(left);
      // So much time has passed, whatever the clock says: somebody may have put it back.
      if (this.#closedUntil === until) this.#closedUntil = 0;
    }
    this.#isWaking = false;
    this.#admit();
  }

  /** Milliseconds. Never more than was asked for, which a clock that was put back would make of it. */
  #stillClosed(): number {
    return Math.min(this.#closedUntil - this.#clock.now(), this.#closedFor);
  }
}
