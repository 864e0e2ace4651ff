/**
 * Equal for names that people and the service take for the same: Dataverse compares texts without case, and nobody sees
 * a trailing blank in a list. Context variables are the exception: their names are case-sensitive.
 */
export function nameKey(name: string): string {
  return name.trimEnd().toLowerCase();
}

/** Also compares numbers, because a language may be given by its number. */
export function sameName(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((name) => (typeof name === "number" ? `${name}` : name));
  return typeof left === "string" && typeof right === "string" ? nameKey(left) === nameKey(right) : left === right;
}

/** The item with exactly this name, otherwise one whose name counts as the same. */
export function namedAs<Item>(items: readonly Item[], name: string, nameOf: (item: Item) => unknown): Item | undefined {
  return items.find((item) => nameOf(item) === name) ?? items.find((item) => sameName(nameOf(item), name));
}
