import { redact } from "../dataverse/secrets.ts";
import { foreignName, onOneLine } from "../../schema/foreign-text.ts";
import { endOfSentence, sentence, whatToDo } from "./sentence.ts";

/**
 * Every error that a user can cause or see. Three lines: what happened, why, what to do; then the service's request id,
 * if there is one. Tell errors apart by class and `code`, never by text.
 */
export interface ErrorFacts {
  /** Stable name, printed in brackets and listed in the documentation. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** The argument that the error is about, such as `queues[1].percent`. */
  readonly propertyPath?: string | undefined;
  /** The service's id of the refused request, for a support case. */
  readonly requestId?: string | undefined;
  /** What is missing after a replacement failed halfway. */
  readonly gone?: string | undefined;
  /** Text printed after what to do. */
  readonly next?: string | undefined;
}

export class ProviderError extends Error {
  readonly code: string;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly propertyPath: string | undefined;
  readonly requestId: string | undefined;
  readonly gone: string | undefined;
  readonly next: string | undefined;

  constructor(given: ErrorFacts, options?: ErrorOptions) {
    const facts = printable(given);
    super(render(facts), options);
    this.name = new.target.name;
    this.code = facts.code;
    this.what = facts.what;
    this.why = facts.why;
    this.remedy = facts.remedy;
    this.propertyPath = facts.propertyPath;
    this.requestId = facts.requestId;
    this.gone = facts.gone;
    this.next = facts.next;
  }
}

/**
 * Removes the secrets that the process knows and puts each fact on one line, so that no fact can imitate the line of
 * another.
 */
function printable(facts: ErrorFacts): ErrorFacts {
  const { code, what, why, remedy, ...others } = facts;
  const line = (text: string): string => onOneLine(redact(text));
  const optional = (text: string | undefined): string | undefined => text && line(text);
  return {
    code,
    what: line(what),
    why: line(why),
    remedy: line(remedy),
    propertyPath: optional(others.propertyPath),
    requestId: others.requestId && foreignName(redact(others.requestId)),
    gone: optional(others.gone),
    next: optional(others.next),
  };
}

function render(facts: ErrorFacts): string {
  const where = facts.propertyPath === undefined ? "" : `${facts.propertyPath}: `;
  const what = where === "" ? sentence(facts.what) : endOfSentence(facts.what);
  const { gone, next, requestId } = facts;
  const lines = [
    `Why: ${sentence(facts.why)}`,
    gone === undefined ? [] : `Gone: ${sentence(gone)}`,
    whatToDo(facts.remedy),
    next === undefined ? [] : `Then: ${sentence(next)}`,
    requestId === undefined ? [] : `Request id: ${requestId}`,
  ];
  return [`${where}${what} [${facts.code}]`, ...lines.flat()].join("\n  ");
}
