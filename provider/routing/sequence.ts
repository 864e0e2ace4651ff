import type { StoredRule } from "./document.ts";

type Placed = Pick<StoredRule, "text" | "managed">;

/** How the rules of a document stood, first to last. */
export type Sequence = readonly Placed[];

/** What stood before, with the rules that are new since then behind the ones that they stand behind now. */
export function extended(before: Sequence, now: Sequence): Sequence {
  const all = [...before];
  let at = -1;
  for (const { text, managed } of now) {
    const known = indexIn(all, { text, managed });
    if (known === -1) all.splice((at += 1), 0, { text, managed });
    else at = known;
  }
  return all;
}

/**
 * Where a rule goes that is made again: behind the rules that it stood behind, before the ones that it stood before.
 * `undefined` where it never stood among them.
 */
export function formerPlace(before: Sequence, now: Sequence, rule: Placed): number | undefined {
  const own = indexIn(before, rule);
  if (own === -1) return undefined;
  const stood = now.map((other) => indexIn(before, other));
  const predecessor = stood.findLastIndex((index) => index !== -1 && index < own);
  if (predecessor !== -1) return predecessor + 1;
  const successor = stood.findIndex((index) => index > own);
  return successor === -1 ? undefined : successor;
}

/**
 * The rule in another sequence: a managed one by its hash; by its name, which a rule set has once, where it was made
 * under another row id; by its order, where it got another name at the same time. One of people by all of its text.
 */
function indexIn(sequence: Sequence, { text, managed }: Placed): number {
  if (managed === undefined) return sequence.findIndex((other) => other.text === text);
  const name = nameIn(text);
  const ways: ((other: Placed) => boolean)[] = [
    (other) => other.managed?.hash === managed.hash,
    (other) => nameIn(other.text) === name,
    (other) => other.managed?.order === managed.order,
  ];
  for (const way of ways) {
    const found = sequence.findIndex(way);
    if (found !== -1) return found;
  }
  return -1;
}

/** As it is written, escapes included: all of ours are written alike. */
const nameIn = (text: string): string | undefined => /^<[^>]*?\sname="([^"]*)"/.exec(text)?.[1];
