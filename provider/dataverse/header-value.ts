import { DataverseError } from "./errors.ts";

/** What a header carries unchanged: axios drops everything else without a word, and a line break begins a new header. */
const carried = /^[\x20-\x7e]*$/;

/** One version, in quotation marks. `*` would mean any version, a list any of several. */
const version = /^(W\/)?"[\x21\x23-\x7e]*"$/;

/** Whether a header can hold the text as it is. */
export function isHeaderValue(text: unknown): boolean {
  return typeof text === "string" && carried.test(text) && text === text.trim() && text !== "";
}

/** A version comes from the service, and is sent back to it. */
export function requireVersion(text: string, action: string): string {
  if (version.test(text)) return text;
  throw new HeaderValueError("If-Match", action, "What the service returned as the version of the row is not one.");
}

/** The last door before a request leaves, for each write of a change set, too: its headers stand in a body. */
export function requireHeaderValues(headers: Readonly<Record<string, string>>, action: string): void {
  for (const [name, value] of Object.entries(headers)) {
    if (isHeaderValue(value)) continue;
    throw new HeaderValueError(name, action, "Its value holds line breaks or characters beyond printable ASCII.");
  }
}

/** The value is not shown: it may be a token. Nothing was sent. */
export class HeaderValueError extends DataverseError {
  constructor(header: string, action: string, why: string) {
    super({
      code: "header-value",
      what: `Failed ${action}: the header ${header} cannot be sent.`,
      why,
      remedy: "Run again; if it happens again, check what answers at the environment URL.",
    });
  }
}
