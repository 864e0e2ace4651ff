import type { StoredRule } from "./document.ts";
import { attributeRange } from "./tags.ts";

type Placed = Pick<StoredRule, "text" | "managed">;

/** How the rules of a document stood, first to last. */
export type Sequence = readonly Placed[];

/** What stood before, with the rules that are new since then behind the ones that they stand behind now. */
export function extended(before: Sequence, now: Sequence): Sequence {
  const known = new Places(before);
  const added = new Map<number, Placed[]>();
  let behind = -1;
  for (const { text, managed } of now) {
    const place = known.of({ text, managed });
    if (place !== undefined) {
      behind = place;
      continue;
    }
    // The next new rule goes behind this one, and both behind the same rule that stood before.
    known.add({ text, managed }, behind);
    const group = added.get(behind) ?? [];
    added.set(behind, group);
    group.push({ text, managed });
  }
  const addedBehind = (place: number): readonly Placed[] => added.get(place) ?? [];
  return [...addedBehind(-1), ...before.flatMap((rule, place) => [rule, ...addedBehind(place)])];
}

/**
 * Where a rule goes that is made again: behind the rules that it stood behind, before the ones that it stood before.
 * `undefined` where it never stood among them.
 */
export function formerPlace(before: Sequence, now: Sequence, rule: Placed): number | undefined {
  const known = new Places(before);
  const own = known.of(rule);
  if (own === undefined) return undefined;
  const stood = now.map((other) => known.of(other));
  const predecessor = stood.findLastIndex((place) => place !== undefined && place < own);
  if (predecessor !== -1) return predecessor + 1;
  const successor = stood.findIndex((place) => place !== undefined && place > own);
  return successor === -1 ? undefined : successor;
}

/** Finds the rules of a sequence, so that a comparison of two long ones takes one look at each rule. */
class Places {
  readonly #byText = new Map<string, number>();
  readonly #byHash = new Map<string, number>();
  readonly #byName = new Map<string | undefined, number>();
  readonly #byOrder = new Map<number, number>();

  constructor(sequence: Sequence) {
    sequence.forEach((rule, place) => this.add(rule, place));
  }

  /** The first of two that are alike is the one that counts. */
  add({ text, managed }: Placed, place: number): void {
    const name = nameIn(text);
    if (!this.#byText.has(text)) this.#byText.set(text, place);
    if (!this.#byName.has(name)) this.#byName.set(name, place);
    if (managed === undefined) return;
    if (!this.#byHash.has(managed.hash)) this.#byHash.set(managed.hash, place);
    if (!this.#byOrder.has(managed.order)) this.#byOrder.set(managed.order, place);
  }

  /**
   * A managed rule is found by its hash; by its name, which a rule set has once, where it was made under another row id;
   * by its order, where it got another name at the same time. One of people by all of its text.
   */
  of({ text, managed }: Placed): number | undefined {
    if (managed === undefined) return this.#byText.get(text);
    return this.#byHash.get(managed.hash) ?? this.#byName.get(nameIn(text)) ?? this.#byOrder.get(managed.order);
  }
}

/** As it is written, escapes included: all of ours are written alike. */
function nameIn(text: string): string | undefined {
  const range = attributeRange(text, "name");
  return range && text.slice(range.start, range.end);
}
