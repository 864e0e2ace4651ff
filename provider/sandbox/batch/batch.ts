import type { Environment } from "../server/environment.ts";
import type { ApiRequest, ApiResponse } from "../server/exchange.ts";

export async function answerBatch(
  _environment: Environment,
  _request: ApiRequest,
  _sequence: number,
): Promise<ApiResponse> {
  return { status: 501, headers: {} };
}
