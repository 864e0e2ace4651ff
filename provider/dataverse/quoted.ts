import { foreignName, foreignText } from "../core/foreign-text.ts";
import { redact } from "./secrets.ts";

/**
 * A text of the service, of Entra or of anything on the way. Without its secrets before it is cut: what the cut leaves of
 * one may be too short to be known.
 */
export function quoted(text: string): string {
  return foreignText(redact(text));
}

/** The same for a name: of a row, a column or a media type. */
export function quotedName(text: string): string {
  return foreignName(redact(text));
}
