/**
 * The statuses that Dataverse and those who issue tokens say "done" with. Any other of 2xx and 3xx comes from something on
 * the way, or with less than the whole: a part (206), a promise (202), a pointer to an earlier answer (304).
 */
const successes: ReadonlySet<number> = new Set([200, 201, 204]);

export function isSuccess(status: number): boolean {
  return successes.has(status);
}
