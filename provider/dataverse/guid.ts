import { DataverseError } from "./errors.ts";

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** An id goes into the URL unchanged, so anything but a GUID is refused before a request is sent. */
export function requireGuid(text: string): string {
  if (isGuid(text)) return text.toLowerCase();
  throw new InvalidIdError(text);
}

/** Not thrown for a well-formed id that no row has. */
export class InvalidIdError extends DataverseError {
  constructor(text: string) {
    super({
      code: "invalid-id",
      what: `'${text}' is not the id of a row.`,
      why: "Rows are named by a GUID, eight-four-four-four-twelve hexadecimal digits.",
      remedy: "Give the row's id, such as 11111111-2222-3333-4444-555555555555.",
    });
  }
}
