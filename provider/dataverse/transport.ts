import { randomUUID } from "node:crypto";
import { AxiosError } from "axios";
import type { AxiosResponse } from "axios";
import type { Clock } from "./clock.ts";
import type { Reporter, TableName } from "./types.ts";
import type { Attempted } from "./errors.ts";
import { badResponse } from "./responses.ts";
import { requireHeaderValues } from "./header-value.ts";
import { createHttp } from "./http.ts";
import type { RetryLimits } from "./limits.ts";
import { networkError, networkFailure } from "./network.ts";
import { unusableResponse } from "./whole-response.ts";
import { readErrorBody, refusalError } from "./refusals.ts";
import { askedFor, header } from "./retry.ts";
import type { TokenSource } from "./sign-in/token-source.ts";

export interface TransportOptions {
  readonly environmentUrl: string;
  readonly credential: TokenSource;
  readonly reporter: Reporter;
  readonly maxConcurrency: number;
  readonly userAgent: string;
  readonly retry: RetryLimits;
  /** Milliseconds for one attempt, including the complete response. */
  readonly deadline: number;
  readonly clock: Clock;
}

export interface Request extends Attempted {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Absolute, or relative to {@link SERVICE_PATH}. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The row that the response should show. */
  readonly shows?: ShownRow;
  /** Finds the error inside a response that packs several. `undefined` if the response applies to the whole request. */
  readonly innerFailure?: (response: ServiceResponse) => Error | undefined;
}

export interface ShownRow {
  readonly table: TableName;
  readonly id: string;
}

export interface ServiceResponse {
  readonly status: number;
  readonly body: string;
  readonly contentType: string;
  /** True if it carries the header that every response of the Web API has. */
  readonly isOfService: boolean;
  readonly requestId: string | undefined;
  readonly attempts: number;
  /** Milliseconds that the service asks to wait, if it does. */
  readonly askedFor: number | undefined;
}

export interface Transport {
  /** A read resolves with status 200, a write with 200, 201 or 204. Everything else throws an error of `errors.ts`. */
  send(request: Request): Promise<ServiceResponse>;
}

export const SERVICE_PATH = "/api/data/v9.2/";

export function createTransport(options: TransportOptions): Transport {
  const { environmentUrl, credential, clock, maxConcurrency } = options;
  const instance = createHttp(
    {
      limits: options.retry,
      deadline: options.deadline,
      clock,
      reporter: options.reporter,
      maxConcurrency,
      sign: async ({ headers }) => {
        headers.set("Authorization", `Bearer ${await credential.token()}`);
        headers.set("x-ms-client-request-id", randomUUID());
      },
      renew: (error) => credential.discard(bearer(error)),
    },
    { baseURL: environmentUrl + SERVICE_PATH, headers: { common: commonHeaders(options.userAgent) } },
  );

  return {
    send: async (request) => {
      requireHeaderValues(request.headers ?? {}, request);
      try {
        const response = await instance.request<string>({
          method: request.method,
          url: request.url,
          headers: { ...request.headers },
          data: request.body,
          action: request.action,
        });
        return wanted(responseOf(response), request);
      } catch (error) {
        if (!(error instanceof AxiosError)) throw error;
        throw translated(error, request);
      }
    },
  };

  function translated(error: AxiosError, request: Request): Error {
    const received = error.response as AxiosResponse<string> | undefined;
    const fault = unusableResponse(error);
    if (fault !== undefined) return badResponse(received ? responseOf(received) : noResponse, request, fault);
    if (received === undefined || networkFailure(error) !== undefined) {
      return networkError(error, request, environmentUrl);
    }
    const response = responseOf(received);
    return request.innerFailure?.(response) ?? responseError(response, request);
  }

  function responseOf(response: AxiosResponse<string>): ServiceResponse {
    return {
      status: response.status,
      body: response.data,
      contentType: header(response, "content-type") ?? "",
      isOfService: header(response, "odata-version") !== undefined,
      requestId:
        header(response, "x-ms-service-request-id") ??
        header(response, "req_id") ??
        String(response.config.headers.get("x-ms-client-request-id")),
      attempts: (response.config["axios-retry"]?.retryCount ?? 0) + 1,
      askedFor: askedFor(response, clock),
    };
  }
}

/** A read must return what was requested. A write may return the row or nothing. */
function wanted(response: ServiceResponse, request: Request): ServiceResponse {
  if (request.method !== "GET" || response.status === 200) return response;
  throw badResponse(response, request, `Dataverse does not answer a read with the status ${response.status}.`);
}

/** Represents a response that never got as far as a status. */
const noResponse: ServiceResponse = {
  status: 0,
  body: "",
  contentType: "",
  isOfService: false,
  requestId: undefined,
  attempts: 1,
  askedFor: undefined,
};

function commonHeaders(userAgent: string): Record<string, string> {
  return {
    Accept: "application/json",
    "OData-MaxVersion": "4.0",
    "OData-Version": "4.0",
    "User-Agent": userAgent,
  };
}

/** The error for a response that is not a success. */
export function responseError(
  response: ServiceResponse,
  { action, subject, headers }: Pick<Request, "action" | "subject" | "headers">,
): Error {
  const { status, body, requestId, attempts, askedFor } = response;
  const refusal = { action, subject, status, requestId, attempts, askedFor, ...readErrorBody(body) };
  return refusalError(refusal, headers?.["If-None-Match"] === "*");
}

function bearer(error: AxiosError): string {
  const sent = error.config?.headers.get("Authorization");
  return typeof sent === "string" ? sent.replace(/^Bearer /, "") : "";
}
