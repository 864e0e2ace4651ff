import fc from "fast-check";
import { seedOr } from "../../support/sample.ts";
import { change } from "./changes.ts";
import { edits } from "./edits.ts";
import type { Round } from "./run.ts";

export const rounds = (count: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<Round[]> =>
  fc.array(
    fc.record({
      changes: fc.array(change, { maxLength: 8 }),
      edits: fc.array(edits, { maxLength: 4 }),
      inOne: fc.boolean(),
    }),
    count,
  );

/** A failure prints its seed and path. Set `SEED` and `SEED_PATH` to run it again. */
export function chosen(): { readonly seed: number; readonly path?: string } {
  const path = process.env["SEED_PATH"];
  return { seed: seedOr(20_261_122), ...(path === undefined ? {} : { path }) };
}
