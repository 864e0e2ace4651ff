/**
 * Every bound on what a service may take of this provider's time and memory. A service that keeps to its contract meets
 * none of them; a broken one, or whatever answers in its place, ends in an error.
 */

/**
 * Milliseconds for one attempt, from the connection to the last byte of the answer. Dataverse ends an operation after two
 * minutes; the answer may take a little longer.
 */
export const attemptDeadline = 130_000;

/** Milliseconds for the way through a proxy, which is part of the attempt. Beyond it the proxy is to blame. */
export const proxyDeadline = 30_000;

/**
 * Bytes of one answer after decompression. A full page of 5,000 rows of 13 KB each stays below it. Requests under way at
 * once hold that much each, so it cannot be much larger; and a second attempt would bring the same, so there is none.
 */
export const responseBytes = 64 * 2 ** 20;

/** How deep lists and objects of an answer may stand in each other. Dataverse answers with five levels at most. */
export const responseDepth = 64;

/**
 * Values in the JSON of one answer: an empty object takes two bytes of it and thirty times as much memory. A full page of
 * 5,000 rows has less than a million.
 */
export const responseValues = 4_000_000;

/** Pages of one list: the service fills a page with up to 5,000 rows, and may send some that are empty. */
export const listPages = 500;

/** Rows of one list. An environment has hundreds of what this provider lists. */
export const listRows = 250_000;

export interface RetryLimits {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Milliseconds from the first attempt after which no other one starts. A service that asks for more is not waited for. */
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
