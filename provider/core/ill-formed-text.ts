import type { CheckFailure } from "../../schema/resource-schema.ts";
import { propertyPath } from "./property-path.ts";

/**
 * Finds texts with half of a surrogate pair, at any depth. They are not valid Unicode: no URL, hash or message to the
 * engine can carry them, so check rejects them here.
 */
export function illFormedTexts(value: unknown, path: readonly PropertyKey[] = []): CheckFailure[] {
  if (typeof value === "string") {
    if (value.isWellFormed()) return [];
    const reason = "holds half of a character (a lone surrogate), which cannot be stored";
    return [
      { code: "ill-formed-text", path: propertyPath(path), reason, remedy: "take it out, or give the whole character" },
    ];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => illFormedTexts(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => illFormedTexts(item, [...path, key]));
}
