/** Signs clients in. A token that it did not issue, or that has expired, belongs to nobody. */
export interface TokenIssuer {
  userFor(token: string): TokenUser | undefined;
}

export interface TokenUser {
  readonly applicationId: string;
  /** The service that the token is for: the address of an environment or of another service. */
  readonly audience: string;
}
