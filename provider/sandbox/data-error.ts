/** The data directory cannot be used. Three lines, as a person reads them. */
export class DataError extends Error {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;

  constructor(what: string, why: string, remedy: string, options?: ErrorOptions) {
    super(`${what}\n  Why: ${why}\n  Do this: ${remedy}`, options);
    this.what = what;
    this.why = why;
    this.remedy = remedy;
  }
}
