/**
 * Every error that a user can cause or meet. Three lines: what happened, why, what to do; then, where the service gave
 * one, its request id. The classes are told apart by class and `code`, never by text.
 */
export interface ErrorFacts {
  /** Stable name, printed in brackets, listed in the documentation. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** Argument the error is about, such as `queues[1].percent`. */
  readonly propertyPath?: string | undefined;
  /** The service's id of the refused request, for a support case. */
  readonly requestId?: string | undefined;
}

export class ProviderError extends Error {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly propertyPath: string | undefined;
  readonly requestId: string | undefined;

  constructor(facts: ErrorFacts, options?: ErrorOptions) {
    super(render(facts), options);
    this.name = new.target.name;
    this.code = facts.code;
    this.what = facts.what;
    this.why = facts.why;
    this.remedy = facts.remedy;
    this.propertyPath = facts.propertyPath;
    this.requestId = facts.requestId;
  }
}

function render(facts: ErrorFacts): string {
  const where = facts.propertyPath === undefined ? "" : `${facts.propertyPath}: `;
  const request = facts.requestId === undefined ? "" : `\n  Request id: ${facts.requestId}`;
  return `${where}${facts.what} [${facts.code}]\n  Why: ${facts.why}\n  Do this: ${facts.remedy}${request}`;
}
