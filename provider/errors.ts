import type { CheckFailureCode } from "../schema/check-failure-codes.ts";
import { foreignName, onOneLine } from "../schema/foreign-text.ts";
import { serviceName, type Reason, type Subject } from "./dataverse/subject.ts";
import type { CommandLineErrorCode, ErrorCode } from "./error-codes.ts";
import { redact } from "./secrets.ts";
import { endOfSentence, sentence, whatToDo } from "./sentence.ts";

/**
 * Every error that a user can cause or see. Three lines: what failed, why, what to do; then the service's request id, if
 * there is one. Tell errors apart by class and `code`, never by text.
 */
export interface ErrorFacts {
  /** Stable name, printed in brackets and listed in the documentation. */
  readonly code: ErrorCode | CheckFailureCode | CommandLineErrorCode;
  /** `Could not update Workstream "Chat"`, of a resource: see {@link couldNot}. */
  readonly attempt?: string | undefined;
  /** The argument that the error is about, such as `queues[1].percent`. */
  readonly propertyPath?: string | undefined;
  /** Behind the two, the reason: "someone else changed it at the same time". Without them, the whole sentence. */
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  /** The service's id of the refused request, for a support case. */
  readonly requestId?: string | undefined;
  /** What is missing after a replacement failed halfway. */
  readonly gone?: string | undefined;
  /** Text printed after what to do. */
  readonly next?: string | undefined;
  /** The request that failed: who knows the resource tells the reason in its name. */
  readonly request?: { readonly subject: Subject; readonly reason: Reason } | undefined;
}

export class ProviderError extends Error {
  readonly code: ErrorFacts["code"];
  readonly attempt: string | undefined;
  readonly propertyPath: string | undefined;
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly requestId: string | undefined;
  readonly gone: string | undefined;
  readonly next: string | undefined;
  readonly request: ErrorFacts["request"];

  constructor(given: ErrorFacts, options?: ErrorOptions) {
    const facts = printable(given);
    super(render(facts), options);
    this.name = new.target.name;
    this.code = facts.code;
    this.attempt = facts.attempt;
    this.propertyPath = facts.propertyPath;
    this.what = facts.what;
    this.why = facts.why;
    this.remedy = facts.remedy;
    this.requestId = facts.requestId;
    this.gone = facts.gone;
    this.next = facts.next;
    this.request = facts.request;
  }
}

/** For code that does not know the resource: the operation on the resource begins the line, see `own-name.ts`. */
export function inOperation(reason: string): Pick<ErrorFacts, "what" | "request"> {
  return { what: reason, request: { subject: {}, reason: () => reason } };
}

/**
 * Removes the secrets that the process knows and puts each fact on one line, so that no fact can imitate the line of
 * another.
 */
function printable(facts: ErrorFacts): ErrorFacts {
  const line = (text: string): string => onOneLine(redact(text));
  const optional = (text: string | undefined): string | undefined => text && line(text);
  return {
    code: facts.code,
    attempt: optional(facts.attempt),
    propertyPath: optional(facts.propertyPath),
    what: line(facts.what),
    why: line(facts.why),
    remedy: line(facts.remedy),
    requestId: facts.requestId && foreignName(redact(facts.requestId)),
    gone: optional(facts.gone),
    next: optional(facts.next),
    request: facts.request,
  };
}

function render({
  code,
  attempt,
  propertyPath,
  what,
  why,
  gone,
  remedy,
  next,
  requestId,
  request,
}: ErrorFacts): string {
  const first = [attempt, propertyPath, what].filter((part) => part !== undefined).join(": ");
  const asked = request && serviceName(request.subject);
  return [
    `${propertyPath === undefined ? sentence(first) : endOfSentence(first)} [${code}]`,
    `Why: ${sentence(why)}`,
    gone === undefined ? [] : `Gone: ${sentence(gone)}`,
    whatToDo(remedy),
    next === undefined ? [] : `Then: ${sentence(next)}`,
    requestId === undefined ? [] : `Request id: ${requestId}${asked === undefined ? "" : ` (${asked})`}`,
  ]
    .flat()
    .join("\n  ");
}
