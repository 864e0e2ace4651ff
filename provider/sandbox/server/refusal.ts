import { errorCodes, ServiceError } from "../errors.ts";
import { jsonAnswer, preferences, type ApiRequest, type ApiResponse } from "../http/exchange.ts";

/** An error response in the service's form. */
export function refusal(request: Pick<ApiRequest, "headers">, error: unknown): ApiResponse {
  const known = error instanceof ServiceError ? error : unexpected(error);
  const body = { error: { code: known.code, message: known.message, ...details(request) } };
  return jsonAnswer(known.status, body, { "OData-Version": "4.0", ...known.headers });
}

/** The stack shows where the sandbox itself failed. The service shows none. */
const unexpected = (error: unknown): ServiceError =>
  new ServiceError(
    500,
    errorCodes.unexpected,
    `An unexpected error occurred. ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );

function details(request: Pick<ApiRequest, "headers">): Record<string, string> {
  if (preferences(request).annotations === undefined) return {};
  return {
    "@Microsoft.PowerApps.CDS.ErrorDetails.OperationStatus": "0",
    "@Microsoft.PowerApps.CDS.ErrorDetails.SubErrorCode": "0",
    "@Microsoft.PowerApps.CDS.HelpLink": "http://go.microsoft.com/fwlink/?LinkID=398563",
  };
}
