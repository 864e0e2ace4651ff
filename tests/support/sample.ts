/**
 * How much the tests that draw samples try. `SAMPLE=10` makes it ten times as much: runs, rounds, requests, kills.
 * One run in CI is 1.
 */
export const sample = Number(process.env["SAMPLE"] ?? 1);

/** Scales a number of runs, rounds or requests by the sample. */
export function times(usual: number): number {
  return Math.max(1, Math.round(usual * sample));
}

/** Without `SEED` a test draws the same sample in every run, so that a failure comes from the change under test. */
export function seedOr(usual: number): number {
  return Number(process.env["SEED"] ?? usual);
}
