import { distance } from "fastest-levenshtein";
import { foreignName } from "./foreign-text.ts";

/** How many names a message can list and stay readable. */
const listed = 10;

/** No name of a row, an argument or a variable is this long. Longer text was put in the wrong place. */
const longestName = 400;

/** What to write instead of a misspelled name: the most similar names or, if none is similar, the existing ones. */
export function suggestion(text: string, names: readonly string[]): string {
  const near = nearestNames(text, names);
  return near.length > 0 ? `did you mean ${orList(near)}?` : `use ${shortList([...new Set(names)])}`;
}

/** The most similar names, best first, at most three. Empty if none is similar. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  // Comparing two texts takes time proportional to the product of their lengths.
  if (text.length > longestName) return [];
  const wanted = text.toLowerCase();
  // Several rows may have the same name.
  return [...new Set(names)]
    .filter((name) => name.length <= longestName)
    .map((name) => ({ name, off: distance(wanted, name.toLowerCase()) }))
    .filter(
      ({ name, off }) =>
        off <= Math.ceil(Math.max(name.length, wanted.length) / 3) || isPart(name.toLowerCase(), wanted),
    )
    .sort((a, b) => a.off - b.off || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Names are often shortened, or have an extra word. Two letters occur in too many names to count as a match. */
function isPart(name: string, wanted: string): boolean {
  const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name];
  return short.length > 2 && (long.startsWith(short) || inWords(long).includes(inWords(short)));
}

/** Puts each word between two spaces, whatever separates the words. */
function inWords(text: string): string {
  return ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/** `"a", "b" or "c"` */
export function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${foreignName(name)}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** The same for many names, with the number of those left out. */
function shortList(names: readonly string[]): string {
  if (names.length <= listed) return orList(names);
  const first = names.slice(0, listed).map((name) => `"${foreignName(name)}"`);
  return `${first.join(", ")}, or one of ${names.length - listed} more`;
}
