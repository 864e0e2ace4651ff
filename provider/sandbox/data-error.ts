/** The data directory cannot be used. The message is three lines, written for the user. */
export class DataError extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: { readonly cause?: unknown }) {
    super(`${what}\n  Why: ${why}\n  Do this: ${remedy}`, options);
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
