import { distance } from "fastest-levenshtein";
import { foreignName } from "./foreign-text.ts";

/** As many names as a message can list without burying what it says. */
const listed = 10;

/** No name of a row, an argument or a variable is this long: what is longer is a text in the wrong place. */
const longestName = 400;

/** What to write instead of a misspelt name: the names like it or, where none is like it, those that there are. */
export function suggestion(text: string, names: readonly string[]): string {
  const near = nearestNames(text, names);
  return near.length > 0 ? `did you mean ${orList(near)}?` : `use ${shortList([...new Set(names)])}`;
}

/** The names most like a misspelt one, best first, at most three; none where nothing is alike. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  // How alike two texts are takes the product of their lengths to say.
  if (text.length > longestName) return [];
  const wanted = text.toLowerCase();
  // Several rows may have one name.
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

/** Names are often cut short, or carry a word more. Two letters stand in too many names to say anything. */
function isPart(name: string, wanted: string): boolean {
  const [short, long] = name.length < wanted.length ? [name, wanted] : [wanted, name];
  return short.length > 2 && (long.startsWith(short) || inWords(long).includes(inWords(short)));
}

/** Each word between two spaces, whatever parts them. */
function inWords(text: string): string {
  return ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim()} `;
}

/** `"a", "b" or "c"` */
export function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${foreignName(name)}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}

/** The same of many names, saying how many are left out. */
function shortList(names: readonly string[]): string {
  if (names.length <= listed) return orList(names);
  const first = names.slice(0, listed).map((name) => `"${foreignName(name)}"`);
  return `${first.join(", ")}, or one of ${names.length - listed} more`;
}
