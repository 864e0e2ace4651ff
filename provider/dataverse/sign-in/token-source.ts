import type { Clock } from "../clock.ts";
import { registerSecret } from "../secrets.ts";

/** Gives the bearer token for requests to one environment. */
export interface TokenSource {
  token(): Promise<string>;
  /** The service refused this token. True where another one may be had. */
  discard(token: string): boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
}

/** A token in use must outlive the longest request and a wait. */
const RENEW_BEFORE_EXPIRY = 5 * 60_000;

/** One request for a token at a time, and none while the last one is good. */
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
      // Of several requests refused at once, only the first finds its token still in use.
      if (current?.token === token) current = undefined;
      return true;
    },
  };
}

/** A ready token cannot be renewed here: where it came from is unknown. */
export function fixedTokenSource(token: string): TokenSource {
  registerSecret(token);
  return { token: () => Promise.resolve(token), discard: () => false };
}
