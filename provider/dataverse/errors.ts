import { ProviderError } from "../errors.ts";
import type { ErrorFacts } from "../errors.ts";
import { pronounFor, type Reason, type Subject } from "./subject.ts";
import { explainTls } from "./tls-failures.ts";
import { quoted, quotedName } from "./quoted.ts";

/** What was to be done. */
export interface Attempted {
  /** As in "could not …": "update workstream 3f…", "sign in with the client secret". */
  readonly action: string;
  /** The rows it is about, which a resource tells in its own name. */
  readonly subject?: Subject | undefined;
}

/** A response in which the service refused a request. */
export interface Refusal extends Attempted {
  readonly status: number;
  /** The service's `0x…`, lower case. Empty if the response had none. */
  readonly code: string;
  /** The service's own text. Empty if the response had none. */
  readonly message: string;
  readonly requestId: string | undefined;
  /** How many times the request was sent. */
  readonly attempts: number;
  /** Milliseconds that the service asked to wait. */
  readonly askedFor?: number | undefined;
}

/** Base class of everything this folder throws. */
export abstract class DataverseError extends ProviderError {
  constructor(facts: ErrorFacts) {
    super(facts);
  }
}

/** The facts of an attempt that failed. A sign-in and the like are about no row, and no resource tells them as its own. */
export function failedAttempt({ action, subject }: Attempted, reason: Reason): Pick<ErrorFacts, "what" | "request"> {
  return {
    what: `Could not ${action}: ${reason(pronounFor(subject))}`,
    request: subject && { subject, reason },
  };
}

/** An error response of the service, with its status and code for callers that need them. */
export abstract class ServiceError extends DataverseError {
  readonly status: number;
  readonly serviceCode: string;

  constructor(refusal: Refusal, facts: { code: ErrorFacts["code"]; reason: Reason; why?: string; remedy: string }) {
    const { code, reason, why = said(refusal), remedy } = facts;
    super({ code, ...failedAttempt(refusal, reason), why, remedy, requestId: refusal.requestId });
    this.status = refusal.status;
    this.serviceCode = refusal.code;
  }
}

/** A create found a row that already has this id. Not thrown when another unique value is taken. */
export class RowExistsError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "row-exists",
      reason: ({ its }) => `a row with ${its} id exists already`,
      remedy: "Run again. If it happens again, delete the row that has the id, or set dynamics365:idNamespace.",
    });
  }
}

/**
 * A row is proven to be missing: the one written to, or one that a lookup in the write points at. The service uses the
 * same code for both. Not thrown for an unknown table, nor for a 404 that is not the service's own.
 */
export class RowMissingError extends ServiceError {
  private readonly named: readonly string[];

  constructor(refusal: Refusal) {
    super(refusal, {
      code: "row-missing",
      reason: ({ it }) => `${it}, or a row that it refers to, does not exist`,
      remedy: "Check that the rows it refers to still exist. `pulumi refresh` shows what is gone.",
    });
    this.named = refusal.message.toLowerCase().match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  }

  /** Whether it is this row that is missing. A plug-in may have missed another one, which the text then names. */
  isAbout(id: string): boolean {
    return this.status === 404 && (this.named.length === 0 || this.named.includes(id.toLowerCase()));
  }
}

/** The row has a newer version than the one the write was computed from. Not thrown by tables without versions. */
export class VersionMismatchError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "version-mismatch",
      reason: ({ it }) => `someone else changed ${it} at the same time`,
      remedy: "Run again. The newest version is read first.",
    });
  }
}

/** Other rows point at the row and prevent its deletion. Not thrown if the service deletes dependent rows silently. */
export class DeleteRestrictedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "delete-restricted",
      reason: ({ it }) => `other rows still refer to ${it}`,
      remedy: "Remove or repoint the rows that refer to it, then run again.",
    });
  }
}

/** Another row has a value that must be unique. Not thrown for the row's own id. */
export class UniqueKeyTakenError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "unique-key-taken",
      reason: ({ its }) => `another row has ${its} unique value already`,
      remedy: "Choose another value, or rename or delete the row that has it.",
    });
  }
}

/**
 * The table has no such column or navigation property (names of lookups are case-sensitive). An environment without
 * provisioned channels shows its missing omnichannel layer this way; the caller knows which columns those are.
 */
export class UnknownPropertyError extends ServiceError {
  /** The name the service did not know, if its text says so. */
  readonly property: string | undefined;

  constructor(refusal: Refusal) {
    const property = unknownPropertyIn(refusal.message);
    super(refusal, {
      code: "unknown-property",
      reason: ({ its }) => `this environment lacks one of ${its} columns`,
      remedy: "Check that the Contact Center's channels are provisioned in this environment and up to date.",
    });
    this.property = property;
  }
}

/** The environment has no such table or function. Not thrown for a missing row. */
export class UnknownTableError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "unknown-table",
      reason: ({ it }) => `this environment has no table or function for ${it}`,
      remedy: "Check the environment URL, and that the Contact Center's channels are provisioned in this environment.",
    });
  }
}

/** A value is too long, out of range, not among the options, or required and absent. */
export class InvalidValueError extends ServiceError {
  /** The column of the value, if the service's text names it. */
  readonly column: string | undefined;

  constructor(refusal: Refusal) {
    super(refusal, {
      code: "invalid-value",
      reason: ({ its }) => `the service refused one of ${its} values`,
      remedy: "Change the value that the service names and run again.",
    });
    this.column = refusedColumnIn(refusal.message);
  }
}

/** A plug-in of the environment refused the write. The reason is the plug-in's own text. */
export class PluginRefusedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "plugin-refused",
      reason: ({ it }) => `a plug-in of the environment refused ${it}`,
      remedy: "Do what the rule's text asks for; if it is a custom plug-in, ask the environment's administrator.",
    });
  }
}

/** The deploying user lacks a privilege or access to one row. Not thrown for users who are not members. */
export class MissingPrivilegeError extends ServiceError {
  /** Such as `prvCreatemsdyn_liveworkstream`, if the service's text names it. */
  readonly privilege: string | undefined;
  readonly table: string | undefined;

  constructor(refusal: Refusal) {
    const privilege = /missing (prv\w+) privilege/i.exec(refusal.message)?.[1];
    const table = /for entity '([^']+)'/i.exec(refusal.message)?.[1] ?? refusal.subject?.table?.logicalName;
    const named = privilege === undefined ? "the privilege that the service names" : quotedName(privilege);
    super(refusal, {
      code: "missing-privilege",
      reason: ({ it }) => `the deploying user lacks a privilege for ${it}`,
      remedy: `Give the application user a security role with ${named}${table === undefined ? "" : ` on table ${quotedName(table)}`} (Power Platform admin center, Application users).`,
    });
    this.privilege = privilege;
    this.table = table;
  }
}

/** The token is valid, but the environment does not know its owner. Not thrown for a bad token. */
export class NotAMemberError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "not-a-member",
      reason: () => "this environment has no user for the credentials",
      remedy: "Create an application user for the client id in this environment and give it a security role.",
    });
  }
}

/** A secured column cannot be read or written without a column security profile. */
export class ColumnSecurityError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "column-security",
      reason: ({ its }) => `the deploying user may not use one of ${its} secured columns`,
      remedy:
        "Add the application user to the column security profile of that column, or make it system administrator.",
    });
  }
}

/** The service refused the token, and a renewed one, too. Not thrown when no token could be obtained at all. */
export class UnauthorizedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "unauthorized",
      reason: () => "the environment refused the sign-in",
      remedy: "Check that the credentials belong to the tenant and cloud of this environment; sign in again.",
    });
  }
}

/** The service's limits were exceeded for longer than this provider waits. */
export class ThrottledError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "throttled",
      reason: () => `the service limits the requests, and still did after ${tries(refusal)}`,
      remedy: "Run again in a few minutes, or lower `dynamics365:maxConcurrency`.",
    });
  }
}

/** The service failed internally or was unavailable (408, 5xx) for longer than this provider waits. */
export class ServiceUnavailableError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "service-unavailable",
      reason: () => `the service answered ${refusal.status} after ${tries(refusal)}`,
      remedy: "Run again later; if it happens again, give the request id to Microsoft support.",
    });
  }
}

/** A refusal for which this provider has no more specific class. */
export class RequestRefusedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "request-refused",
      reason: () => `the service refused the request (status ${refusal.status})`,
      remedy: "Read the service's reason above; with the request id, Microsoft support can look it up.",
    });
  }
}

/**
 * A response that is not Dataverse's: a web page, broken JSON, a redirect, a 404 without a row's code. Proves nothing.
 */
export class BadResponseError extends ServiceError {
  constructor(refusal: Refusal, fault: string) {
    super(refusal, {
      code: "bad-answer",
      reason: () => `the answer${refusal.status === 0 ? "" : ` (status ${refusal.status})`} is not one of Dataverse`,
      why: fault,
      remedy:
        "Check the environment URL and any proxy on the way, then run again. Nothing was concluded from the answer.",
    });
  }
}

export type NetworkFailure = "host-name" | "tls" | "refused" | "timeout" | "broken-off";

/** No response arrived. Not thrown for any status the service sends. */
export class NetworkError extends DataverseError {
  readonly failure: NetworkFailure;

  /** `reason` is OpenSSL's text, if it failed. `way` is a sentence about the proxy on the way, if there is one. */
  constructor(
    attempted: Attempted,
    host: string,
    failure: NetworkFailure,
    systemCode: string,
    reason?: string,
    way: string = "",
  ) {
    const { why, remedy } = explanations[failure](host, systemCode, reason);
    super({ code: "network", ...failedAttempt(attempted, () => `${host} gave no answer`), why: why + way, remedy });
    this.failure = failure;
  }
}

type Explain = (host: string, code: string, reason?: string) => { why: string; remedy: string };

const explanations: Record<NetworkFailure, Explain> = {
  "host-name": (host, code) => ({
    why: `The host name ${host} cannot be resolved (${code}).`,
    remedy: "Check the spelling of the environment URL and this machine's name resolution.",
  }),
  tls: explainTls,
  refused: (host, code) => ({
    why: `${host} refuses connections (${code}).`,
    remedy: "Check the URL and its port; where it is the sandbox, start it.",
  }),
  timeout: (host, code) => ({
    why: `${host} did not answer in time (${code}).`,
    remedy: "Check the network and firewall on the way, then run again.",
  }),
  "broken-off": (host, code) => ({
    why: `The connection to ${host} broke off before the answer was complete (${code}).`,
    remedy: "Run again: if a write did arrive, it is recognised.",
  }),
};

/** The number of an Entra sign-in failure, from `AADSTS7000215: …`. */
export function signInCodeIn(text: string): number | undefined {
  const digits = /AADSTS(\d+)/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * OpenSSL's reason, from `…:SSL routines:tls_validate_record_header:wrong version number:…`. For a certificate it gives
 * no more than that.
 */
export function openSslReasonIn({
  code,
  message,
}: {
  readonly code?: string;
  readonly message: string;
}): string | undefined {
  return code === "UNSPECIFIED" ? message : /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1];
}

/** OData has two texts for an unknown name: one for a query or payload, one for `…@odata.bind`. */
export function unknownPropertyIn(text: string): string | undefined {
  return (/Could not find a property named '([^']+)'/.exec(text) ?? /undeclared property '([^']+)'/.exec(text))?.[1];
}

function refusedColumnIn(text: string): string | undefined {
  return (/'([^']+)' attribute of the/.exec(text) ?? / of '([^']+)' on record/.exec(text))?.[1];
}

function said(refusal: Refusal): string {
  const code = refusal.code === "" ? "" : ` (${quotedName(refusal.code)})`;
  const text =
    refusal.message === "" ? `Status ${refusal.status}${code}, no text.` : `${quoted(refusal.message)}${code}`;
  return refusal.askedFor === undefined ? text : `${text} ${waitAskedFor(refusal.askedFor)}`;
}

/** A service may ask for any number of seconds. Long waits are easier to judge in hours or days. */
export function waitAskedFor(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const [unit, name] = units.find(([size]) => seconds >= 2 * size) ?? [1, "seconds"];
  const long = unit === 1 ? "" : `, which is about ${Math.round(seconds / unit)} ${name}`;
  return `The service asked to wait ${seconds} ${seconds === 1 ? "second" : "seconds"}${long}.`;
}

const units = [
  [86_400, "days"],
  [3600, "hours"],
  [60, "minutes"],
] as const;

function tries(refusal: Refusal): string {
  return refusal.attempts === 1 ? "one attempt" : `${refusal.attempts} attempts`;
}
