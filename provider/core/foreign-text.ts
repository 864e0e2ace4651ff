import { scrub } from "../dataverse/secrets.ts";
import { asShown } from "./as-shown.ts";

/** What a text of the service, or of anything on the way to it, may take of a message. */
const longestForeign = 1000;
/** A name of a row, a column or a media type. */
const longestName = 200;
/** A part of a message: a list of rows may be long. */
const longestPart = 20_000;

/**
 * A text that others wrote (the service, Entra, a proxy, the people who named a row), as it may stand in a message of
 * ours. It gives no orders to the terminal, and what it says stands on our line: it cannot begin one that looks like
 * ours.
 */
export function foreignText(text: string): string {
  return cut(text, longestForeign);
}

export function foreignName(text: string): string {
  return cut(text, longestName);
}

/** Without its secrets first: what a cut leaves of one may be too short to be known. */
function cut(text: string, longest: number): string {
  return onOneLine(scrub(text), longest);
}

/**
 * One line of a message, whatever was put together in it. Every error, warning and failed check passes here last, so
 * that nothing hangs on each of its parts having been thought of.
 */
export function onOneLine(text: string, longest = longestPart): string {
  const line = asShown(text);
  return (line.length > longest ? `${line.slice(0, longest)}…` : line).toWellFormed();
}
