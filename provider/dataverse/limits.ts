/**
 * Every bound on the time and memory that a service may cost this provider. A service that keeps its contract never
 * reaches one. A broken service, or anything that answers in its place, causes an error.
 */

/**
 * Milliseconds for one attempt, from the connection to the last byte of the response. Dataverse ends an operation after
 * two minutes; the response may take a little longer.
 */
export const attemptDeadline = 130_000;

/** Milliseconds to connect through a proxy, which count toward the attempt. After that, the proxy is to blame. */
export const proxyDeadline = 30_000;

/**
 * Bytes of one response after decompression. A full page of 5,000 rows of 13 KB each fits. Each concurrent request may
 * hold that much, so it cannot be much larger. A second attempt would return the same, so there is none.
 */
export const responseBytes = 64 * 2 ** 20;

/** How deep lists and objects of a response may nest. Dataverse responds with five levels at most. */
export const responseDepth = 64;

/**
 * Values in the JSON of one response: an empty object takes two bytes of text and thirty times as much memory. A full
 * page of 5,000 rows has less than a million.
 */
export const responseValues = 4_000_000;

/** Pages of one list. The service fills a page with up to 5,000 rows, and may send empty pages. */
export const listPages = 500;

/** Rows of one list. An environment has hundreds of the rows that this provider lists. */
export const listRows = 250_000;

export interface RetryLimits {
  /** The maximum number of times a request is sent. */
  readonly attempts: number;
  /**
   * Milliseconds after the first attempt in which another one may start. If the service asks for a longer wait, the
   * request fails.
   */
  readonly budget: number;
  readonly firstDelay: number;
  readonly longestDelay: number;
}

/** The service counts requests over five minutes, so waits of some minutes are normal at its limits. */
export const defaultRetryLimits: RetryLimits = {
  attempts: 8,
  budget: 10 * 60_000,
  firstDelay: 1000,
  longestDelay: 30_000,
};
