import { failedAttempt, DataverseError, type Attempted } from "./errors.ts";

/**
 * Characters that a header carries unchanged. axios drops all others silently, and a line break starts a new header.
 */
const carried = /^[\x20-\x7e]*$/;

/** One version, in quotation marks. `*` would mean any version, and a list any of several. */
const version = /^(W\/)?"[\x21\x23-\x7e]*"$/;

/** Whether a header can hold the text unchanged. */
export function isHeaderValue(text: unknown): boolean {
  return typeof text === "string" && carried.test(text) && text === text.trim() && text !== "";
}

/** Checks a version that came from the service before it is sent back. */
export function requireVersion(text: string, attempted: Attempted): string {
  if (version.test(text)) return text;
  throw new HeaderValueError("If-Match", attempted, "What the service returned as the version of the row is not one.");
}

/** The last check before a request is sent. It covers each write of a change set, too, whose headers are in a body. */
export function requireHeaderValues(headers: Readonly<Record<string, string>>, attempted: Attempted): void {
  for (const [name, value] of Object.entries(headers)) {
    if (isHeaderValue(value)) continue;
    throw new HeaderValueError(name, attempted, "Its value holds line breaks or characters beyond printable ASCII.");
  }
}

/** Nothing was sent. The value is not shown, because it may be a token. */
export class HeaderValueError extends DataverseError {
  constructor(header: string, attempted: Attempted, why: string) {
    super({
      code: "header-value",
      ...failedAttempt(attempted, () => `the header ${header} cannot be sent`),
      why,
      remedy: "Run again; if it happens again, check what answers at the environment URL.",
    });
  }
}
