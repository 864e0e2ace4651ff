import fc from "fast-check";
import { change } from "./changes.ts";
import { edits } from "./edits.ts";
import type { Round } from "./play.ts";

export const rounds = (count: { readonly minLength: number; readonly maxLength: number }): fc.Arbitrary<Round[]> =>
  fc.array(
    fc.record({
      changes: fc.array(change, { maxLength: 5 }),
      edits: fc.array(edits, { maxLength: 4 }),
      inOne: fc.boolean(),
    }),
    count,
  );
