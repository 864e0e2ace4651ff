import type { Random } from "./random.ts";

/** Pieces that mean something to one of the languages on the way: OData, URLs, JSON, multipart, XML, HTTP. */
const pieces = [
  "'",
  "''",
  '"',
  "(",
  ")",
  "((((((((",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  ":",
  "/",
  "//",
  "\\",
  "..",
  "/../",
  "%",
  "%0",
  "%00",
  "%2",
  "%2F",
  "%27",
  "%5b",
  "%c3%28",
  "%ff%fe",
  "%u0041",
  "&",
  "&&",
  "=",
  "?",
  "#",
  "$",
  "$1",
  "$batch",
  "$ref",
  "$value",
  "$count",
  "$metadata",
  "@",
  "@p1",
  "@odata.bind",
  "@odata.type",
  "@odata.id",
  "*",
  "+",
  "-",
  "-0",
  "0",
  "1e999",
  "9999999999999999999999",
  "NaN",
  "null",
  "true",
  "undefined",
  "__proto__",
  "constructor",
  "toString",
  " eq ",
  " and ",
  " or ",
  "not ",
  " in (",
  "contains(",
  "startswith(name,'",
  "/any(o:o/",
  "Microsoft.Dynamics.CRM.",
  "00000000-0000-0000-0000-000000000000",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba4",
  "2026-02-30T25:61:61Z",
  "duration'P1D'",
  "\t",
  "\n",
  "\r\n",
  "\r\n\r\n",
  "\u0000",
  "\u0085",
  "\u00a0",
  "\u2028",
  "\ufeff",
  "\ud83d",
  "😀",
  "İ",
  "<a>",
  "<!--",
  "]]>",
  "<fetch><entity name='queue'/></fetch>",
  "--batch_1",
  "--batch_1--",
  "--changeset_1\r\n",
  "HTTP/1.1",
  'W/"1"',
] as const;

type Mutation = (random: Random, text: string, other: string) => string;

const insert: Mutation = (random, text) => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + random.pick(pieces) + text.slice(at);
};

const drop: Mutation = (random, text) => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + text.slice(at + 1 + random.below(12));
};

const cut: Mutation = (random, text) => text.slice(0, random.below(text.length + 1));

const repeat: Mutation = (random, text) => {
  const at = random.below(text.length + 1);
  const piece = text.slice(at, at + 1 + random.below(24));
  return text.slice(0, at) + piece.repeat(2 + random.below(30)) + text.slice(at);
};

const replaceCharacter: Mutation = (random, text) => {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + String.fromCharCode(random.below(0x250)) + text.slice(at + 1);
};

const splice: Mutation = (random, text, other) =>
  text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));

const swapWords: Mutation = (random, text, other) => {
  const words = other.match(/[\w.@$]+/g) ?? [];
  const own = [...text.matchAll(/[\w.@$]+/g)];
  const target = own[random.below(own.length + 1)];
  const word = words[random.below(words.length + 1)];
  if (target === undefined || word === undefined) return text + random.pick(pieces);
  return text.slice(0, target.index) + word + text.slice(target.index + target[0].length);
};

const escape: Mutation = (random, text) => {
  const at = random.below(text.length + 1);
  const end = at + 1 + random.below(6);
  return text.slice(0, at) + encodeURIComponent(text.slice(at, end).toWellFormed()) + text.slice(end);
};

const mutations = [insert, insert, drop, cut, repeat, replaceCharacter, splice, swapWords, swapWords, escape] as const;

/** The text with so many changes, some of them with parts of another text. */
export function mutated(random: Random, text: string, other: string, changes: number): string {
  let changed = text;
  for (let count = 0; count < changes; count++) changed = random.pick(mutations)(random, changed, other);
  return changed;
}

/** Far larger or deeper than people write. */
export function monstrous(random: Random): string {
  const size = 10 ** (1 + random.below(4));
  const piece = random.pick(pieces);
  return random.pick([
    () => piece.repeat(size),
    () => "(".repeat(size),
    () => "[".repeat(size) + "]".repeat(size),
    () => '{"a":'.repeat(size) + "1" + "}".repeat(size),
    () => `name eq '${"%".repeat(size)}'`,
    () => `contains(name,'${"[".repeat(size)}')`,
    () => "not ".repeat(size) + "true",
    () => "name eq 'x' or ".repeat(size / 10) + "name eq 'y'",
    () => "(".repeat(size / 10) + "name eq 'x'" + ")".repeat(size / 10),
    () => "-".repeat(size) + "1",
  ])();
}
