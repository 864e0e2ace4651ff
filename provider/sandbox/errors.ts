/** An error in the service's own form, with status, code and text as in public captures and the documentation. */
export class ServiceError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "ServiceError";
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const errorCodes = {
  objectDoesNotExist: "0x80040217",
  recordNotFoundByKey: "0x80060891",
  duplicateRecord: "0x80040237",
  duplicateKey: "0x80060892",
  versionMismatch: "0x80060882",
  concurrencyNotEnabled: "0x8006088d",
  stringTooLong: "0x80044331",
  picklistOutOfRange: "0x8004431a",
  valueOutOfRange: "0x80061004",
  requiredFieldMissing: "0x80040200",
  invalidStatus: "0x80048408",
  pluginRefusal: "0x80040265",
  cannotDeleteAssociated: "0x80040227",
  privilegeDenied: "0x80040220",
  notMember: "0x80072560",
  payload: "0x80048d19",
  uri: "0x80060888",
  notSupported: "0x80040315",
  unexpected: "0x80040216",
} as const;

export const rowNotFound = (table: string, id: string): ServiceError =>
  new ServiceError(404, errorCodes.objectDoesNotExist, `Entity '${table}' With Id = ${id} Does Not Exist`);

export const keyNotFound = (table: string): ServiceError =>
  new ServiceError(
    404,
    errorCodes.recordNotFoundByKey,
    `A record with the specified key values does not exist in ${table} entity`,
  );

export const segmentNotFound = (segment: string): ServiceError =>
  new ServiceError(404, errorCodes.uri, `Resource not found for the segment '${segment}'.`);

export const recordExists = (): ServiceError =>
  new ServiceError(412, errorCodes.duplicateRecord, "A record with matching key values already exists.");

export const badUri = (message: string, code: string = errorCodes.uri): ServiceError =>
  new ServiceError(400, code, message);

export const methodNotAllowed = (method: string): ServiceError =>
  new ServiceError(405, errorCodes.notSupported, `The requested resource does not support http method '${method}'.`);

/** The text that a plug-in throws reaches the client unchanged. */
export const pluginRefusal = (message: string): ServiceError =>
  new ServiceError(400, errorCodes.pluginRefusal, message);

/** Since server version 9.2.24112, payload errors come in this envelope. */
export const badPayload = (entitySet: string, inner: string): ServiceError =>
  new ServiceError(
    400,
    errorCodes.payload,
    `Error identified in Payload provided by the user for Entity :'${entitySet}', For more information on this error ` +
      "please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : " +
      `Microsoft.OData.ODataException: ${inner}`,
  );

export const unknownColumn = (column: string, table: string, code: string): ServiceError =>
  badUri(`Could not find a property named '${column}' on type 'Microsoft.Dynamics.CRM.${table}'.`, code);
