import { badUri } from "../errors.ts";
import type { Value } from "../store/row.ts";
import { isLike, likePattern } from "./like-pattern.ts";

// The database ignores case when it compares text.
const fold = (value: Value): Value => (typeof value === "string" ? value.toLowerCase() : value);

export const sameValue = (left: Value, right: Value): boolean => fold(left) === fold(right);

/** Orders two values that are not empty. Empty ones come first. */
export function compare(left: Value, right: Value): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  const [a, b] = [fold(left) ?? "", fold(right) ?? ""];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const patterns = new Map<string, ReturnType<typeof likePattern>>();

/** `contains`, `startswith` and `endswith` become a LIKE of the database, so clients can use its wildcards. */
export function matchesPattern(method: string, subject: Value, sought: Value): boolean {
  if (subject === null || sought === null) return false;
  const pattern = patternOf(method, String(sought).toLowerCase());
  return pattern !== undefined && isLike(String(subject).toLowerCase(), pattern);
}

function patternOf(method: string, sought: string): ReturnType<typeof likePattern> {
  const text = wildcardsAround(method, sought);
  if (!patterns.has(text)) {
    if (patterns.size > 500) patterns.clear();
    patterns.set(text, likePattern(text));
  }
  return patterns.get(text);
}

function wildcardsAround(method: string, sought: string): string {
  if (method === "contains") return `%${sought}%`;
  if (method === "startswith") return `${sought}%`;
  if (method === "endswith") return `%${sought}`;
  throw badUri(`The function '${method}' is not supported in a filter.`);
}
