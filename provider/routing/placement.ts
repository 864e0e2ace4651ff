import { composedDocument, type DecisionDocument, type StoredRule } from "./document.ts";
import { compareRuleIds, managedRuleId, ruleHash, ruleId, type ManagedRuleId } from "./rule-id.ts";
import { holds, readRule, writeRule, type Rule } from "./rule.ts";
import { formerPlace, type Sequence } from "./sequence.ts";
import { withAttribute, type Range } from "./tags.ts";

/** A rule, and its order among the managed rules of the document. */
export interface PlacedRule extends Rule {
  readonly order: number;
  readonly rowId: string;
}

interface Entry {
  /** The text between the rule before and this one: white space, comments, elements we do not know. */
  readonly gap: string;
  readonly text: string;
  readonly managed: ManagedRuleId | undefined;
}

/**
 * Puts the rule into the document, and the managed rules in order. Rules that people made keep their order.
 * A rule that is in order already stays where it is, so a new number does not move it past rules of people. Another one
 * goes behind the managed rule before it; if there is none, before the one after it; otherwise to the top. A rule that is
 * made again goes back to its old neighbours, which `before` names. If nothing changes, the same document is returned.
 */
export function putRule(
  document: DecisionDocument,
  rule: PlacedRule,
  operatorsInUse?: ReadonlySet<string>,
  before: Sequence = [],
): DecisionDocument {
  const id = ruleId(rule.order, rule.rowId);
  const managed = managedRuleId(rule.order, rule.rowId);
  const { entries, tail } = split(document);
  const at = entries.findIndex((entry) => entry.managed?.hash === managed.hash);
  const stored = at === -1 ? undefined : document.rules[at];
  const text =
    stored !== undefined && isCurrent(stored, managed, rule)
      ? stored.text
      : writeRule(id, rule, operatorsInUse, stored?.element);
  const copies = entries.flatMap((entry, index) =>
    entry.managed?.hash === managed.hash && index !== at ? [index] : [],
  );
  let next: Entries = {
    entries: entries.map((entry, index) => (index === at ? { ...entry, text, managed } : entry)),
    tail,
  };
  for (const index of copies.toReversed()) next = without(next, index);
  if (at === -1 || !isInOrder(next.entries)) {
    const index = next.entries.findIndex((entry) => entry.managed?.hash === managed.hash);
    const others = index === -1 ? next : without(next, index);
    const sorted = { ...others, entries: sortManaged(others.entries) };
    next = (at === -1 ? insertAgain(sorted, text, managed, before) : undefined) ?? insert(sorted, text, managed);
  }
  return join(document, next);
}

/** Removes the rule with that hash, whatever its order. If there is none, the same document is returned. */
export function removeRuleByHash(document: DecisionDocument, hash: string): DecisionDocument {
  let next = split(document);
  for (let index = next.entries.length - 1; index >= 0; index--) {
    if (next.entries[index]?.managed?.hash === hash) next = without(next, index);
  }
  return join(document, next);
}

/** Whether the managed rule is where its order says, among the other managed rules. */
export function standsInOrder(document: DecisionDocument, hash: string): boolean {
  const managed = document.rules.map((rule) => rule.managed).filter((id) => id !== undefined);
  const at = managed.findIndex((id) => id.hash === hash);
  const own = managed[at];
  return (
    own === undefined ||
    managed.every((id, index) => index === at || Math.sign(compareRuleIds(id, own)) === Math.sign(index - at))
  );
}

/**
 * Gives the rule of that name its managed id back, if no rule has that id: the designer may have written new ids, and a
 * ruleset has each name once. If none or several of people's rules have the name, the same document is returned.
 */
export function reclaimRule(document: DecisionDocument, rowId: string, order: number, name: string): DecisionDocument {
  const hash = ruleHash(rowId);
  const sameName = document.rules.filter(
    (rule) => rule.managed === undefined && rule.element.getAttribute("name") === name,
  );
  const [only] = sameName;
  if (only === undefined || sameName.length > 1) return document;
  if (document.rules.some((rule) => rule.managed?.hash === hash)) return document;
  const { entries, tail } = split(document);
  const at = document.rules.indexOf(only);
  const id = ruleId(order, rowId);
  const reclaimed = { text: withAttribute(only.text, "id", id), managed: managedRuleId(order, rowId) };
  return join(document, {
    entries: entries.map((entry, index) => (index === at ? { ...entry, ...reclaimed } : entry)),
    tail,
  });
}

function isCurrent(stored: StoredRule, managed: ManagedRuleId, rule: Rule): boolean {
  return stored.managed?.order === managed.order && holds(readRule(stored.element), rule);
}

interface Entries {
  readonly entries: readonly Entry[];
  /** The text behind the last rule. */
  readonly tail: string;
}

function split({ text, rules, ranges }: DecisionDocument): Entries {
  let behind = ranges.openTag.end;
  const entries = rules.map((rule, index): Entry => {
    const range = ranges.rules[index] ?? { start: behind, end: behind };
    const gap = text.slice(behind, range.start);
    behind = range.end;
    return { gap, text: rule.text, managed: rule.managed };
  });
  return { entries, tail: text.slice(behind, ranges.contentEnd) };
}

function join(document: DecisionDocument, { entries, tail }: Entries): DecisionDocument {
  const { text, ranges } = document;
  const content = entries.map((entry) => entry.gap + entry.text).join("") + tail;
  if (content === text.slice(ranges.openTag.end, ranges.contentEnd)) return document;
  const before = text.slice(0, ranges.openTag.start);
  const after = text.slice(ranges.contentEnd);
  const tag = text.slice(ranges.openTag.start, ranges.openTag.end);
  const head = before + (ranges.selfClosing ? `${tag.slice(0, -"/>".length).trimEnd()}>` : tag);
  const foot = ranges.selfClosing ? `</${ranges.tagName}>${after}` : after;
  return composedDocument(head + content + foot, entries, {
    openTag: { start: before.length, end: head.length },
    tagName: ranges.tagName,
    selfClosing: false,
    contentEnd: head.length + content.length,
    rules: rangesOf(entries, head.length),
  });
}

function rangesOf(entries: readonly Entry[], start: number): Range[] {
  let behind = start;
  return entries.map(({ gap, text }) => {
    const range = { start: behind + gap.length, end: behind + gap.length + text.length };
    behind = range.end;
    return range;
  });
}

const managedIds = (entries: readonly Entry[]): ManagedRuleId[] =>
  entries.map((entry) => entry.managed).filter((id) => id !== undefined);

function isInOrder(entries: readonly Entry[]): boolean {
  const ids = managedIds(entries);
  return ids.every((id, index) => compareRuleIds(ids[index - 1] ?? id, id) <= 0);
}

/** Sorts the managed rules among themselves. All others stay where they are. */
function sortManaged(entries: readonly Entry[]): Entry[] {
  const sorted = entries
    .flatMap(({ text, managed }) => (managed === undefined ? [] : [{ text, managed }]))
    .toSorted((left, right) => compareRuleIds(left.managed, right.managed));
  return entries.map((entry) => (entry.managed === undefined ? entry : { ...entry, ...sorted.shift() }));
}

function insert({ entries, tail }: Entries, text: string, managed: ManagedRuleId): Entries {
  const before = entries.findLastIndex(
    (entry) => entry.managed !== undefined && compareRuleIds(entry.managed, managed) < 0,
  );
  const after = entries.findIndex((entry) => entry.managed !== undefined && compareRuleIds(entry.managed, managed) > 0);
  const index = before !== -1 ? before + 1 : after !== -1 ? after : 0;
  return insertAt({ entries, tail }, index, before !== -1 ? before : index, { text, managed });
}

/** `undefined` if the rule was never in this document, or would be out of order at its old place. */
function insertAgain(
  { entries, tail }: Entries,
  text: string,
  managed: ManagedRuleId,
  before: Sequence,
): Entries | undefined {
  const index = formerPlace(before, entries, { text, managed });
  if (index === undefined) return undefined;
  const next = insertAt({ entries, tail }, index, Math.max(0, index - 1), { text, managed });
  return isInOrder(next.entries) ? next : undefined;
}

/** The rule is indented like its neighbour. */
function insertAt(
  { entries, tail }: Entries,
  index: number,
  neighbour: number,
  rule: Pick<Entry, "text" | "managed">,
): Entries {
  const beside = entries[neighbour]?.gap ?? "";
  const gap = beside.slice(beside.trimEnd().length);
  return { entries: entries.toSpliced(index, 0, { gap, ...rule }), tail };
}

/** Removes the rule with the white space before it. Anything else before it stays. */
function without({ entries, tail }: Entries, index: number): Entries {
  const rest = entries.toSpliced(index, 1);
  const remainder = (entries[index]?.gap ?? "").trimEnd();
  const follower = rest[index];
  if (follower === undefined) return { entries: rest, tail: remainder + tail };
  return { entries: rest.with(index, { ...follower, gap: remainder + follower.gap }), tail };
}
