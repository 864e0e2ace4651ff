import type { Clock } from "../clock.ts";
import { registerSecret } from "../../secrets.ts";

/** Provides the bearer token for requests to one environment. */
export interface TokenSource {
  token(): Promise<string>;
  /** The service refused this token. Returns true if another one may be available. */
  discard(token: string): boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** A token in use must outlive the longest request and a wait. */
const RENEW_BEFORE_EXPIRY = 5 * 60_000;

/** Requests one token at a time, and none while the last one is valid. */
export function cachedTokenSource(issue: () => Promise<IssuedToken>, clock: Pick<Clock, "now">): TokenSource {
  let current: IssuedToken | undefined;
  let pending: Promise<IssuedToken> | undefined;

  return {
    async token() {
      if (current !== undefined && current.expiresOnTimestamp - RENEW_BEFORE_EXPIRY > clock.now()) return current.token;
      pending ??= issue().finally(() => (pending = undefined));
      current = await pending;
      registerSecret(current.token);
      return current.token;
    },
    discard(token) {
      // If several requests are refused at once, only the first finds its token still in use.
      if (current?.token === token) current = undefined;
      return true;
    },
  };
}

/** A given token cannot be renewed here, because its origin is unknown. */
export function fixedTokenSource(token: string): TokenSource {
  registerSecret(token);
  return { token: () => Promise.resolve(token), discard: () => false };
}
