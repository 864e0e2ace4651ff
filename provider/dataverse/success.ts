/**
 * The statuses with which Dataverse and token issuers confirm success. Any other 2xx or 3xx comes from something on the
 * way or is incomplete: a part (206), a promise (202), a pointer to an earlier response (304).
 */
const successes: ReadonlySet<number> = new Set([200, 201, 204]);

export function isSuccess(status: number): boolean {
  return successes.has(status);
}
