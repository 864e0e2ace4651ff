import type { Value } from "../store/row.ts";

export const guidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a literal of a key, of a function's argument or of a parameter alias. */
export function parseLiteral(text: string): Value | undefined {
  const trimmed = text.trim();
  if (trimmed === "null") return null;
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  if (/^'.*'$/s.test(trimmed)) return trimmed.slice(1, -1).replaceAll("''", "'");
  if (guidPattern.test(trimmed)) return trimmed.toLowerCase();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  if (/^\d{4}-\d\d-\d\d/.test(trimmed)) return trimmed;
  return undefined;
}

/** The form in which all times are stored and compared. */
export const isoSeconds = (text: string): string => `${new Date(text).toISOString().slice(0, 19)}Z`;
