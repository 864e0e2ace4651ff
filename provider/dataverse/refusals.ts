import {
  BadResponseError,
  ColumnSecurityError,
  DeleteRestrictedError,
  InvalidValueError,
  MissingPrivilegeError,
  NotAMemberError,
  PluginRefusedError,
  RequestRefusedError,
  RowExistsError,
  RowMissingError,
  ServiceUnavailableError,
  ThrottledError,
  UnauthorizedError,
  UniqueKeyTakenError,
  UnknownPropertyError,
  UnknownTableError,
  VersionMismatchError,
  unknownPropertyIn,
} from "./errors.ts";
import type { Refusal, ServiceError } from "./errors.ts";
import { parseJson } from "./json.ts";

type RefusalClass = new (refusal: Refusal) => ServiceError;

/**
 * The service's code decides before the status does, because one status has many reasons. Names are those of
 * Microsoft's table of web service error codes. This is a map because an object would also have an entry for
 * `constructor`.
 */
const byCode: ReadonlyMap<string, RefusalClass> = new Map<string, RefusalClass>([
  ["0x80040217", RowMissingError], // ObjectDoesNotExist
  ["0x80060891", RowMissingError], // RecordNotFoundByEntityKey; also a bound row that is missing
  ["0x80060882", VersionMismatchError], // ConcurrencyVersionMismatch
  ["0x80060892", UniqueKeyTakenError], // DuplicateRecordEntityKey
  ["0x80040333", UniqueKeyTakenError], // DuplicateRecordsFound
  ["0x80040227", DeleteRestrictedError], // CannotDeleteDueToAssociation
  ["0x8004f01f", DeleteRestrictedError], // CannotDeleteInUseComponent
  ["0x80044331", InvalidValueError], // StringLengthTooLong
  ["0x8004431a", InvalidValueError], // PicklistValueOutOfRange
  ["0x80061004", InvalidValueError], // MinMaxValidationFailed
  ["0x80040200", InvalidValueError], // RequiredFieldMissing
  ["0x80048408", InvalidValueError], // InvalidStateCodeStatusCode
  ["0x80040203", InvalidValueError], // InvalidArgument
  ["0x80040265", PluginRefusedError], // IsvAborted
  ["0x80040220", MissingPrivilegeError], // PrivilegeDenied
  ["0x80040231", MissingPrivilegeError], // PrincipalPrivilegeDenied
  ["0x80048405", MissingPrivilegeError], // AccessDenied
  ["0x8004020d", MissingPrivilegeError], // InvalidAccessRights
  ["0x80072560", NotAMemberError], // UserNotMemberOfOrg
  ["0x80072321", ThrottledError],
  ["0x80072322", ThrottledError],
  ["0x80072326", ThrottledError],
]);

/** DuplicateRecord: on a create the id is taken; on an update it can only be another unique value. */
const DUPLICATE_RECORD = "0x80040237";
/** The OData layer's code for a name it does not know. */
const UNKNOWN_NAME = "0x80060888";
/**
 * assumed: the codes around AttributePermissionReadIsMissing (0x8004f504) are those of the other rights on a column.
 */
const COLUMN_SECURITY = "0x8004f50";

/** The error for a response outside 2xx. `creating` says that the request was a conditional create. */
export function refusalError(refusal: Refusal, creating: boolean): ServiceError {
  const { code, status } = refusal;
  if (status < 400) return new BadResponseError(refusal, strangeStatus(status));
  if (status === 401) return new UnauthorizedError(refusal);
  if (code === DUPLICATE_RECORD) return creating ? new RowExistsError(refusal) : new UniqueKeyTakenError(refusal);
  if (code.startsWith(COLUMN_SECURITY)) return new ColumnSecurityError(refusal);
  const known = byCode.get(code);
  if (known !== undefined) return new known(refusal);
  if (status === 400 && unknownPropertyIn(refusal.message) !== undefined) return new UnknownPropertyError(refusal);
  if (status === 404 && code === UNKNOWN_NAME) return new UnknownTableError(refusal);
  if (status === 429) return new ThrottledError(refusal);
  if (status === 408 || status >= 500) return new ServiceUnavailableError(refusal);
  if (status === 404)
    return new BadResponseError(refusal, "A 404 that does not say which row is missing proves nothing.");
  // Documentation of older versions shows an empty code here, so the precondition itself has to tell the two apart.
  if (status === 412) return creating ? new RowExistsError(refusal) : new VersionMismatchError(refusal);
  return new RequestRefusedError(refusal);
}

/** The body does not matter: Dataverse's status alone says whether a request was done. */
function strangeStatus(status: number): string {
  if (status < 200) return "A part of it says neither done nor refused.";
  if ([301, 302, 303, 307, 308].includes(status)) return "The request was redirected; Dataverse never redirects.";
  if (status === 304) return "It says that nothing has changed since an earlier answer, which was not asked.";
  return `Dataverse never answers with the status ${status}.`;
}

/** Code and text of an error body. Both are empty if the body is not Dataverse's JSON. */
export function readErrorBody(body: string): { readonly code: string; readonly message: string } {
  try {
    const { error } = parseJson(body) as { error?: { code?: unknown; message?: unknown } };
    return { code: text(error?.code).toLowerCase(), message: text(error?.message) };
  } catch {
    return { code: "", message: "" };
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
