import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";

// The database compares text without case.
const fold = (value: Value): Value => (typeof value === "string" ? value.toLowerCase() : value);

export const sameValue = (left: Value, right: Value): boolean => fold(left) === fold(right);

/** Order of two values that are there; empty ones come first. */
export function compare(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const [a, b] = [fold(left) ?? "", fold(right) ?? ""];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const patterns = new Map<string, RegExp>();

/** `contains`, `startswith` and `endswith` become a LIKE of the database, whose wildcards reach the caller. */
export function matchesPattern(method: string, subject: Value, sought: Value): boolean {
  if (subject === null || sought === null) return false;
  return likePattern(method, String(sought)).test(String(subject));
}

function likePattern(method: string, sought: string): RegExp {
  const key = `${method} ${sought}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const body = sought
    .replace(/[.*+?^${}()|\\]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  const pattern = new RegExp(anchored(method, body), "is");
  if (patterns.size > 500) patterns.clear();
  patterns.set(key, pattern);
  return pattern;
}

function anchored(method: string, body: string): string {
  if (method === "contains") return body;
  if (method === "startswith") return `^${body}`;
  if (method === "endswith") return `${body}$`;
  throw badUri(`The function '${method}' is not supported in a filter.`);
}
