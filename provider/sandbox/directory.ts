/** Whoever signs callers in. A token that it did not give, or that has expired, stands for nobody. */
export interface TokenIssuer {
  userFor(token: string): { readonly applicationId: string } | undefined;
}
