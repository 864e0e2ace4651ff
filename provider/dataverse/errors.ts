import { ProviderError } from "../core/errors.ts";
import type { ErrorFacts } from "../core/errors.ts";
import { explainTls } from "./tls-failures.ts";
import { quoted, quotedName } from "./quoted.ts";

/** A response in which the service refused a request. */
export interface Refusal {
  /** What was being done: "updating row … of msdyn_liveworkstream". */
  readonly action: string;
  /** Logical name of the table the request was about. */
  readonly table?: string | undefined;
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

/** An error response of the service, with its status and code for callers that need them. */
export abstract class ServiceError extends DataverseError {
  readonly status: number;
  readonly serviceCode: string;

  constructor(refusal: Refusal, facts: { code: string; what: string; why?: string; remedy: string }) {
    super({ ...facts, why: facts.why ?? said(refusal), requestId: refusal.requestId });
    this.status = refusal.status;
    this.serviceCode = refusal.code;
  }
}

/** A create found a row that already has this id. Not thrown when another unique value is taken. */
export class RowExistsError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "row-exists",
      what: `Failed ${refusal.action}: a row with this id exists already.`,
      remedy: "Take the existing row over (adopt: true), or delete it.",
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
      what: `Failed ${refusal.action}: the row, or one that it refers to, does not exist.`,
      remedy: "Check that this row and every row it refers to still exist; `pulumi refresh` shows what is gone.",
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
      what: `Failed ${refusal.action}: somebody else changed the row at the same time.`,
      remedy: "Run again; the newest version is read first.",
    });
  }
}

/** Other rows point at the row and prevent its deletion. Not thrown if the service deletes dependent rows silently. */
export class DeleteRestrictedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "delete-restricted",
      what: `Failed ${refusal.action}: other rows still refer to it.`,
      remedy: "Remove or repoint the rows that refer to it, then run again.",
    });
  }
}

/** Another row has a value that must be unique. Not thrown for the row's own id. */
export class UniqueKeyTakenError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "unique-key-taken",
      what: `Failed ${refusal.action}: another row has the same unique value.`,
      remedy: "Choose another value, or take over the row that has it (adopt: true).",
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
      what: `Failed ${refusal.action}: this environment does not know ${property === undefined ? "a column of the request" : `'${quotedName(property)}'`}.`,
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
      what: `Failed ${refusal.action}: this environment has no such table or function.`,
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
      what: `Failed ${refusal.action}: the service refused a value.`,
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
      what: `Failed ${refusal.action}: a rule of the environment (a plug-in) refused it.`,
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
    const table = /for entity '([^']+)'/i.exec(refusal.message)?.[1] ?? refusal.table;
    const named = privilege === undefined ? "a privilege" : `the privilege ${quotedName(privilege)}`;
    super(refusal, {
      code: "missing-privilege",
      what: `Failed ${refusal.action}: the deploying user lacks ${named}${table === undefined ? "" : ` on table ${quotedName(table)}`}.`,
      remedy:
        "Give the application user a security role that holds it (Power Platform admin center, Application users).",
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
      what: `Failed ${refusal.action}: this environment has no user for the credentials.`,
      remedy: "Create an application user for the client id in this environment and give it a security role.",
    });
  }
}

/** A secured column cannot be read or written without a column security profile. */
export class ColumnSecurityError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "column-security",
      what: `Failed ${refusal.action}: the deploying user may not use a secured column.`,
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
      what: `Failed ${refusal.action}: the environment refused the sign-in.`,
      remedy: "Check that the credentials belong to the tenant and cloud of this environment; sign in again.",
    });
  }
}

/** The service's limits were exceeded for longer than this provider waits. */
export class ThrottledError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "throttled",
      what: `Failed ${refusal.action}: the service limited the requests, and still did after ${tries(refusal)}.`,
      remedy: "Run again in a few minutes, or lower `dynamics365:maxConcurrency`.",
    });
  }
}

/** The service failed internally or was unavailable (408, 5xx) for longer than this provider waits. */
export class ServiceUnavailableError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "service-unavailable",
      what: `Failed ${refusal.action}: the service answered ${refusal.status} after ${tries(refusal)}.`,
      remedy: "Run again later; if it happens again, give the request id to Microsoft support.",
    });
  }
}

/** A refusal for which this provider has no more specific class. */
export class RequestRefusedError extends ServiceError {
  constructor(refusal: Refusal) {
    super(refusal, {
      code: "request-refused",
      what: `Failed ${refusal.action}: the service refused it (status ${refusal.status}).`,
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
      what: `Failed ${refusal.action}: the answer${refusal.status === 0 ? "" : ` (status ${refusal.status})`} is not a valid one of Dataverse.`,
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
    action: string,
    host: string,
    failure: NetworkFailure,
    systemCode: string,
    reason?: string,
    way: string = "",
  ) {
    const { why, remedy } = explanations[failure](host, systemCode, reason);
    super({ code: "network", what: `Failed ${action}: ${host} gave no answer.`, why: why + way, remedy });
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
