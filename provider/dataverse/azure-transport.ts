import { AxiosError } from "axios";
import type { ClientSecretCredentialOptions } from "@azure/identity";
import type { DataverseError } from "./errors.ts";
import { createHttp } from "./http.ts";
import type { HttpPolicy } from "./http.ts";
import { signInFailure } from "./sign-in-failure.ts";
import { unusableAnswer } from "./whole-answer.ts";

type HttpClient = NonNullable<ClientSecretCredentialOptions["httpClient"]>;
type AzureResponse = Awaited<ReturnType<HttpClient["sendRequest"]>>;

/** Options of a credential of the Azure SDK whose requests go our way. */
export interface AzureTransport {
  readonly options: Pick<ClientSecretCredentialOptions, "httpClient" | "retryOptions" | "redirectOptions">;
  /** Why the last request got no answer; the SDK replaces what it catches by a sentence without a reason. */
  failure(): DataverseError | undefined;
}

/**
 * The Azure SDK waits without end for an answer and without a word for its retries. Its requests go through the HTTP of
 * this provider instead, and it retries and redirects nothing by itself.
 */
export function azureTransport(policy: HttpPolicy, action: string): AzureTransport {
  const http = createHttp(policy);
  let failure: DataverseError | undefined;
  return {
    options: {
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      httpClient: {
        async sendRequest(request) {
          failure = undefined;
          try {
            const answer = await http.request<string>({
              method: request.method,
              url: request.url,
              headers: request.headers.toJSON({ preserveCase: true }),
              data: request.body,
              action,
            });
            return responseOf(request, answer.status, answer.headers, answer.data);
          } catch (error) {
            if (!(error instanceof AxiosError)) throw error;
            const { response } = error;
            if (response !== undefined && explainsItself(error)) {
              return responseOf(request, response.status, response.headers, String(response.data));
            }
            failure = signInFailure(error, action, request.url, policy.clock);
            throw failure;
          }
        },
      },
    },
    failure: () => failure,
  };
}

/** Entra says in the body of its refusals what is wrong with the credentials. */
function explainsItself(error: AxiosError): boolean {
  const status = error.response?.status ?? 0;
  return status >= 400 && status < 500 && status !== 429 && unusableAnswer(error) === undefined;
}

function responseOf(
  request: AzureResponse["request"],
  status: number,
  headers: object,
  bodyAsText: string,
): AzureResponse {
  return { request, status, headers: new AzureHeaders(headers), bodyAsText };
}

/** Headers in the form that the Azure SDK reads. */
class AzureHeaders {
  readonly #values = new Map<string, string>();

  constructor(headers: object) {
    for (const [name, value] of Object.entries(headers)) this.set(name, String(value));
  }
  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }
  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }
  set(name: string, value: string | number | boolean): void {
    this.#values.set(name.toLowerCase(), String(value));
  }
  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }
  toJSON(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }
  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.#values[Symbol.iterator]();
  }
}
