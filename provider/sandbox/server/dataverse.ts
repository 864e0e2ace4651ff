import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerBatch } from "../batch/batch.ts";
import { badUri, segmentNotFound, ServiceError } from "../errors.ts";
import { identify } from "./access.ts";
import { answerApi } from "./api.ts";
import { describe, type Described } from "./describe.ts";
import type { Environment } from "./environment.ts";
import type { ApiRequest, ApiResponse } from "../http/exchange.ts";
import { answerInstead, deliver } from "./fault-answer.ts";
import { keptBody, redactUrl } from "./redact.ts";
import { refusal } from "./refusal.ts";
import type { Admission } from "./service-limits.ts";

const apiPath = /^\/api\/data\/([^/]*)(?:\/(.*))?$/s;

/** Handles one Web API request, from the fault that may hit it to its entry in the log. */
export async function answerDataverse(
  environment: Environment,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const sequence = environment.log.reserve();
  const [, version = "", path = ""] = apiPath.exec(url.pathname) ?? [];
  const method = request.method ?? "GET";
  const described = describe(environment.organization, method, path);
  const action = environment.faults.next({ method, path, body, ...described });
  const answer = answerInstead(action) ?? (await perform(environment, request, { version, path, url, body, sequence }));
  logRequest(environment, request, url, body, described, sequence, answer);
  await deliver(response, action ?? answer.injectedFault, answer);
}

interface Incoming {
  readonly version: string;
  readonly path: string;
  readonly url: URL;
  readonly body: string;
  readonly sequence: number;
}

async function perform(environment: Environment, request: IncomingMessage, incoming: Incoming): Promise<ApiResponse> {
  const headers = lowerCaseHeaders(request);
  const { organization, access, limits } = environment;
  let admit: Admission | undefined;
  try {
    requireVersion(incoming.version);
    requireShortUrl(request);
    const caller = identify(organization, access, headers["authorization"]);
    admit = limits.enter(caller.userId);
    const call: ApiRequest = {
      organization,
      caller,
      method: request.method ?? "GET",
      path: incoming.path,
      query: incoming.url.searchParams,
      headers,
      body: incoming.body,
      contentIds: new Map(),
    };
    const answer =
      incoming.path === "$batch" ? await answerBatch(environment, call, incoming.sequence) : answerApi(call);
    // Network time counts as time in the service. Otherwise no two requests would ever run at once.
    if (environment.faults.latencyMs > 0) await wait(environment.faults.latencyMs);
    return { ...answer, headers: { ...answer.headers, ...admit.leave() } };
  } catch (error) {
    admit?.leave();
    return refusal({ headers }, error);
  }
}

function requireVersion(version: string): void {
  if (/^v9\.[0-2]$/.test(version)) return;
  if (version === "") throw segmentNotFound("data");
  throw badUri(
    `Requested API Version '${version}' was not understood. Please provide in the format /api/data/v<Major>.<Minor>/ ` +
      "(example: /api/data/v7.2/)",
  );
}

const longestUrl = 32_768;

// The limit is documented. The form of the error is assumed.
function requireShortUrl({ url = "" }: IncomingMessage): void {
  if (url.length > longestUrl) throw new ServiceError(414, "0x80040203", "The request URI is too long.");
}

const lowerCaseHeaders = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(",") : (value ?? ""),
    ]),
  );

function logRequest(
  { organization, log }: Environment,
  request: IncomingMessage,
  url: URL,
  body: string,
  described: Described,
  sequence: number,
  answer: ApiResponse,
): void {
  const { authorization, ...headers } = lowerCaseHeaders(request);
  log.add({
    sequence,
    organization: organization.name,
    method: request.method ?? "GET",
    path: redactUrl(url.pathname + url.search),
    ...described,
    status: answer.status,
    retryAfter: answer.headers["Retry-After"],
    userAgent: headers["user-agent"],
    clientRequestId: headers["x-ms-client-request-id"],
    headers: authorization === undefined ? headers : { ...headers, authorization: "[redacted]" },
    body: keptBody(url.pathname, body),
  });
}
