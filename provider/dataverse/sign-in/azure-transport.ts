import { AsyncLocalStorage } from "node:async_hooks";
import type { ClientSecretCredentialOptions } from "@azure/identity";
import { AxiosError } from "axios";
import type { AxiosInstance, AxiosResponse } from "axios";
import { SignInUnreachableError } from "./authentication-errors.ts";
import { DataverseError } from "../errors.ts";
import { createHttp } from "../http.ts";
import type { HttpPolicy } from "../http.ts";
import { beyondBounds } from "../json.ts";
import { signInFailure } from "./sign-in-failure.ts";
import { UnusableResponse, unusableResponse } from "../whole-response.ts";

type HttpClient = NonNullable<ClientSecretCredentialOptions["httpClient"]>;
type AzureResponse = Awaited<ReturnType<HttpClient["sendRequest"]>>;

/** One sign-in: what its requests use, and why the last one failed. */
interface SignIn {
  readonly http: AxiosInstance;
  readonly policy: HttpPolicy;
  readonly action: string;
  /** Why the last request got no response. */
  failure?: DataverseError | undefined;
}

/** The SDK keeps the first client of a managed identity for the whole process, so a client cannot know its sign-in. */
const underWay = new AsyncLocalStorage<SignIn>();

/**
 * The Azure SDK waits for a response without limit and retries without a message. With these options, a credential's
 * requests go through this provider's HTTP instead, and the SDK does not retry or redirect by itself.
 */
export const azureOptions: Pick<ClientSecretCredentialOptions, "httpClient" | "retryOptions" | "redirectOptions"> = {
  retryOptions: { maxRetries: 0 },
  redirectOptions: { maxRetries: 0 },
  httpClient: {
    sendRequest(request) {
      const signIn = underWay.getStore();
      if (signIn === undefined) throw new Error("A request of the Azure SDK outside a sign-in.");
      return send(signIn, request);
    },
  },
};

/** Runs a sign-in. If a request got no response, the error says why; the SDK says only that the network failed. */
export async function signInThrough<T>(policy: HttpPolicy, action: string, signIn: () => Promise<T>): Promise<T> {
  const current: SignIn = { http: createHttp(policy), policy, action };
  try {
    return await underWay.run(current, signIn);
  } catch (error) {
    throw current.failure ?? error;
  }
}

async function send(signIn: SignIn, request: AzureResponse["request"]): Promise<AzureResponse> {
  signIn.failure = undefined;
  const { http, action, policy } = signIn;
  try {
    refuseUnencrypted(request);
    const response = await http.request<string>({
      method: request.method,
      url: request.url,
      headers: request.headers.toJSON({ preserveCase: true }),
      data: request.body,
      action,
    });
    refuseUnreadable(response);
    return responseOf(request, response.status, response.headers, response.data);
  } catch (error) {
    if (error instanceof AxiosError && error.response !== undefined && explainsItself(error)) {
      return responseOf(request, error.response.status, error.response.headers, String(error.response.data));
    }
    if (error instanceof AxiosError) signIn.failure = signInFailure(error, action, request.url, policy.clock);
    else if (error instanceof DataverseError) signIn.failure = error;
    throw error;
  }
}

/**
 * Only the agent of a managed identity is asked over plain HTTP, and it receives no secret. The SDK's own HTTP refuses
 * everything else.
 */
function refuseUnencrypted({ url, allowInsecureConnection }: AzureResponse["request"]): void {
  const { protocol, origin, host } = new URL(url);
  if (protocol === "https:" || allowInsecureConnection === true) return;
  const why = `The sign-in service leads to ${origin}, where everybody on the way could read the credentials.`;
  throw new SignInUnreachableError(host, why, "Check authorityHost: whoever answers there is no sign-in service.");
}

/** True if the body says what is wrong with the credentials, as Entra's refusals do. */
function explainsItself(error: AxiosError): boolean {
  const response = error.response as AxiosResponse<string> | undefined;
  if (response === undefined || unusableResponse(error) !== undefined) return false;
  return (
    response.status >= 400 && response.status <= 499 && response.status !== 429 && unreadable(response) === undefined
  );
}

/** Refuses a response that the SDK would misread, or would parse at any cost. */
function refuseUnreadable(response: AxiosResponse<string>): void {
  const fault = unreadable(response);
  if (fault === undefined) return;
  throw AxiosError.from(new UnusableResponse(fault), undefined, response.config, response.request, response);
}

function unreadable(response: AxiosResponse<string>): string | undefined {
  // A blocking proxy or a portal that wants its own sign-in returns a page, with any status.
  if (isWebPage(response)) return "It is a web page, as proxies and the portals of public networks show.";
  const fault = beyondBounds(response.data);
  return fault === undefined ? undefined : `As JSON, it ${fault}.`;
}

function isWebPage(response: AxiosResponse): boolean {
  return /^\s*text\/html/i.test(String(response.headers["content-type"] ?? ""));
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
