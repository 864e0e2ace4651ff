import { foreignName, foreignText } from "../../schema/foreign-text.ts";
import { redact } from "../secrets.ts";

/**
 * A text from the service, from Entra or from anything on the way. Secrets are redacted before the text is cut, because
 * the rest of a cut secret may be too short to recognize.
 */
export function quoted(text: string): string {
  return foreignText(redact(text));
}

/** The same for a name: of a row, a column or a media type. */
export function quotedName(text: string): string {
  return foreignName(redact(text));
}
