/**
 * The same for names that are one and the same to people and to the service: Dataverse compares texts without case, and in
 * a list nobody sees a blank at the end. Context variables are the exception: their names are case-sensitive.
 */
export function nameKey(name: string): string {
  return name.trimEnd().toLowerCase();
}

export function sameName(a: unknown, b: unknown): boolean {
  return nameKey(String(a)) === nameKey(String(b));
}

/** What has exactly this name, else what has one that is the same. */
export function namedAs<Item>(items: readonly Item[], name: string, nameOf: (item: Item) => unknown): Item | undefined {
  return items.find((item) => nameOf(item) === name) ?? items.find((item) => sameName(nameOf(item), name));
}
