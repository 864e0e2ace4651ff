/** Whoever signs callers in. A token that it did not give, or that has expired, stands for nobody. */
export interface TokenIssuer {
  userFor(token: string): TokenUser | undefined;
}

export interface TokenUser {
  readonly applicationId: string;
  /** What the token is good for: the address of an environment, or another service's. */
  readonly audience: string;
}
