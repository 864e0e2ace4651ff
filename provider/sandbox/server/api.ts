import type { ApiRequest, ApiResponse } from "../http/exchange.ts";
import { refusal } from "./refusal.ts";
import { route } from "./router.ts";

/** Answers a call. Errors become responses. */
export function answerApi(request: ApiRequest): ApiResponse {
  try {
    const response = route(request);
    return { ...response, headers: { "OData-Version": "4.0", ...response.headers } };
  } catch (error) {
    return refusal(request, error);
  }
}
