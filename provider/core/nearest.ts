import { distance } from "fastest-levenshtein";

/** The names most like a misspelt one, best first, at most three; for a list without anything alike, the first few. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const wanted = text.toLowerCase();
  const ranked = names
    .map((name) => ({ name, off: distance(wanted, name.toLowerCase()) }))
    .sort((a, b) => a.off - b.off || a.name.localeCompare(b.name));
  const close = ranked.filter(({ name, off }) => off <= Math.max(2, name.length / 2));
  return (close.length > 0 ? close : ranked).slice(0, 3).map(({ name }) => name);
}

/** `"a", "b" or "c"` */
export function orList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
}
