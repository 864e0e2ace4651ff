import type { CheckFailureCode } from "../../schema/check-failure-codes.ts";
import type { CommandLineErrorCode, ErrorCode } from "../error-codes.ts";
import type { OperationContext, Properties } from "./definition.ts";
import { foreignName, onOneLine } from "../../schema/foreign-text.ts";
import { redact } from "../dataverse/secrets.ts";
import { endOfSentence, sentence, whatToDo } from "./sentence.ts";
import { serviceName, type Reason, type Subject } from "../dataverse/subject.ts";

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

/** How the first line of an error about a resource begins. */
export function couldNot({ doing, label }: Pick<OperationContext, "doing" | "label">): string {
  return `Could not ${doing} ${foreignName(redact(label))}`;
}

/** What failed, for whoever does not know the resource: the operation on it begins the line, see `own-name.ts`. */
export function inOperation(reason: string): Pick<ErrorFacts, "what" | "request"> {
  return { what: reason, request: { subject: {}, reason: () => reason } };
}

/**
 * The row exists, but does not match the program yet. The engine keeps it with these properties and tries again at the
 * next `up`. Not thrown if nothing was created.
 */
export class NotReadyError extends ProviderError {
  readonly id: string;
  readonly properties: Properties;

  constructor(id: string, properties: Properties, cause: ProviderError) {
    super(cause, { cause });
    this.id = id;
    this.properties = properties;
  }
}

/** The old row is deleted, and the new one could not be created. Has the code of the error that caused it. */
export class ReplacementFailedError extends ProviderError {
  constructor(gone: readonly string[], cause: ProviderError) {
    super(
      {
        ...cause,
        gone: `the replacement deleted ${gone.join(", ")} and could not make the new row`,
        next: "run `pulumi up` again: it makes all of them anew",
      },
      { cause },
    );
  }
}

/**
 * What to do if an environment is gone for good. No response proves that, least of all from a wrong address. Only
 * people can confirm it, so state is kept until they do.
 */
const wayOut =
  "If the environment was deleted or reset, its rows are gone and only Pulumi's state still has them: `pulumi stack --show-urns` lists them, `pulumi state delete <urn> --target-dependents` forgets one and what depends on it, and `pulumi destroy --target <urn>` takes down other parts of the stack meanwhile. After that, `pulumi up` makes everything again in the environment that environmentUrl names";

/** No environment that knows us answers at this address: it is mistyped, unreachable or gone. */
export class LostEnvironmentError extends ProviderError {
  constructor(cause: ProviderError) {
    super({ ...cause, what: cause.what, remedy: `${cause.remedy} ${wayOut}` }, { cause });
  }
}

/** State belongs to another organization than the configured one. Never treated as "gone". */
export class OtherOrganizationError extends ProviderError {
  constructor(
    operation: Pick<OperationContext, "doing" | "label">,
    expected: string,
    actual: string,
    environmentUrl: string,
  ) {
    super({
      code: "other-organization",
      attempt: couldNot(operation),
      what: `this stack belongs to another environment than ${environmentUrl}`,
      why: `the rows of this stack are in organization ${expected}, and ${environmentUrl} is organization ${actual}, so not finding them there does not mean that they are gone; nothing was changed`,
      remedy: `point dynamics365:environmentUrl (or DATAVERSE_URL) at the environment that this stack was deployed to, or use another stack for this environment. ${wayOut}`,
    });
  }
}

/**
 * A setting depends on a resource that does not exist yet. Not thrown by check, which checks what it can without it.
 */
export class UnknownConfigurationError extends ProviderError {
  constructor() {
    super({
      code: "configuration-unknown",
      what: "the provider's configuration is not known yet",
      why: "a setting takes its value from a resource that does not exist yet",
      remedy: "deploy that resource first, or give the value as configuration",
    });
  }
}

/** Another row exists where ours would be created. */
export class CollisionError extends ProviderError {}

/** A name, natural key or id that the environment does not have, or has twice. */
export class LookupError extends ProviderError {}

/** Rows that this program does not own would be lost, or block the operation. */
export class DependentRowsError extends ProviderError {}

/** The row came with a managed solution. */
export class ManagedRowError extends ProviderError {
  constructor(operation: Pick<OperationContext, "doing" | "label">, what: string, solution: string) {
    super({
      code: "managed-row",
      attempt: couldNot(operation),
      what: `${what} belongs to the managed solution ${solution}`,
      why: "a change to a managed row adds an unmanaged layer, which hides what later versions of the solution change",
      remedy: "change it where the solution is made, or declare a row of your own",
    });
  }
}

/** The program or the environment makes the operation impossible. Found before anything was written. */
export class RefusedError extends ProviderError {}

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
