export type PlainRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is PlainRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value has a list of records under each of the names. */
export function holdsLists(value: unknown, names: readonly string[]): boolean {
  return isRecord(value) && names.every((name) => Array.isArray(value[name]) && value[name].every(isRecord));
}
