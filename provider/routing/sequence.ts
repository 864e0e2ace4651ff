import type { StoredRule } from "./document.ts";
import { attributeRange } from "./tags.ts";

type Placed = Pick<StoredRule, "text" | "managed">;

/** The rules of a document, first to last. */
export type Sequence = readonly Placed[];

/** The rules of `before`, and each rule that is new in `now` behind the one that it follows there. */
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
    // The next new rule follows this one, and both follow the same rule of `before`.
    known.add({ text, managed }, behind);
    const group = added.get(behind) ?? [];
    added.set(behind, group);
    group.push({ text, managed });
  }
  const addedBehind = (place: number): readonly Placed[] => added.get(place) ?? [];
  return [...addedBehind(-1), ...before.flatMap((rule, place) => [rule, ...addedBehind(place)])];
}

/**
 * The place of a rule that is made again: behind the rules that it followed, otherwise before those that followed it.
 * `undefined` if it was never among them.
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

/** Finds the rules of a sequence. It looks at each rule once, so that two long sequences are compared quickly. */
class Places {
  readonly #byText = new Map<string, number>();
  readonly #byHash = new Map<string, number>();
  readonly #byName = new Map<string | undefined, number>();
  readonly #byOrder = new Map<number, number>();

  constructor(sequence: Sequence) {
    sequence.forEach((rule, place) => this.add(rule, place));
  }

  /** If two rules are alike, the first counts. */
  add({ text, managed }: Placed, place: number): void {
    const name = nameIn(text);
    if (!this.#byText.has(text)) this.#byText.set(text, place);
    if (!this.#byName.has(name)) this.#byName.set(name, place);
    if (managed === undefined) return;
    if (!this.#byHash.has(managed.hash)) this.#byHash.set(managed.hash, place);
    if (!this.#byOrder.has(managed.order)) this.#byOrder.set(managed.order, place);
  }

  /**
   * A managed rule is found by its hash. If it has another row id now, it is found by its name, which a ruleset has once;
   * if it has another name, too, by its order. A rule of people is found by all of its text.
   */
  of({ text, managed }: Placed): number | undefined {
    if (managed === undefined) return this.#byText.get(text);
    return this.#byHash.get(managed.hash) ?? this.#byName.get(nameIn(text)) ?? this.#byOrder.get(managed.order);
  }
}

/** The name as it is written, escapes included: we write all of ours alike. */
function nameIn(text: string): string | undefined {
  const range = attributeRange(text, "name");
  return range && text.slice(range.start, range.end);
}
