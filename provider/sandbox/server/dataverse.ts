import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { answerBatch } from "../batch/batch.ts";
import { badUri, ServiceError, segmentNotFound } from "../errors.ts";
import { identify } from "./access.ts";
import { answerApi, refusal } from "./api.ts";
import { describe, type Described } from "./describe.ts";
import type { Environment } from "./environment.ts";
import type { ApiRequest, ApiResponse } from "./exchange.ts";
import type { FaultAction } from "./faults.ts";
import { redactBody, redactUrl, redactValueOf } from "./redact.ts";
import { send } from "./send.ts";

const apiPath = /^\/api\/data\/([^/]*)\/?(.*)$/s;

/** One request to the Web API, from the fault that may strike it to its line in the log. */
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
  const answer = instead(action) ?? (await perform(environment, request, { version, path, url, body, sequence }));
  logRequest(environment, request, url, body, described, sequence, answer?.status ?? 0);
  if (environment.faults.latencyMs > 0) await wait(environment.faults.latencyMs);
  await deliver(response, action, answer);
}

interface Incoming {
  readonly version: string;
  readonly path: string;
  readonly url: URL;
  readonly body: string;
  readonly sequence: number;
}

/** Answers that come from a fault, without any work being done. */
function instead(action: FaultAction | undefined): ApiResponse | undefined {
  switch (action?.kind) {
    case "refuse": {
      const { status, code = "0x80040216", message = "An unexpected error occurred.", headers = {} } = action;
      return refusal({ headers: {} }, new ServiceError(status, code, message, headers));
    }
    case "throttle": {
      const text = "Number of requests exceeded the limit of 6000 over time window of 300 seconds.";
      const headers = { "Retry-After": String(action.retryAfter) };
      return refusal({ headers: {} }, new ServiceError(429, "0x80072322", text, headers));
    }
    case "htmlPage": {
      const page = "<html><head><title>Gateway</title></head><body>The page cannot be displayed.</body></html>";
      return { status: action.status ?? 502, headers: { "Content-Type": "text/html" }, body: page };
    }
    case "closeSocket":
      return { status: 0, headers: {} };
    case "dropAnswer":
    case "brokenJson":
    case "stall":
    case undefined:
      return undefined;
  }
}

async function perform(environment: Environment, request: IncomingMessage, incoming: Incoming): Promise<ApiResponse> {
  const headers = lowerCaseHeaders(request);
  const { organization, access, limits } = environment;
  let user: string | undefined;
  try {
    requireVersion(incoming.version);
    const caller = identify(organization, access, headers["authorization"]);
    limits.enter(caller.userId);
    user = caller.userId;
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
    if (incoming.path === "$batch") return await answerBatch(environment, call, incoming.sequence);
    return answerApi(call);
  } catch (error) {
    return refusal({ headers }, error);
  } finally {
    if (user !== undefined) limits.leave(user);
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
  status: number,
): void {
  const { authorization, ...headers } = lowerCaseHeaders(request);
  log.add({
    sequence,
    organization: organization.name,
    method: request.method ?? "GET",
    path: redactUrl(url.pathname + url.search),
    ...described,
    status,
    userAgent: headers["user-agent"],
    clientRequestId: headers["x-ms-client-request-id"],
    headers: authorization === undefined ? headers : { ...headers, authorization: "[redacted]" },
    body: redactValueOf(url.pathname, redactBody(body)),
  });
}

async function deliver(response: ServerResponse, action: FaultAction | undefined, answer: ApiResponse): Promise<void> {
  if (action?.kind === "closeSocket" || action?.kind === "dropAnswer") {
    response.destroy();
    return;
  }
  if (action?.kind === "stall") {
    if (action.ms === undefined) return;
    await wait(action.ms);
  }
  const broken = action?.kind === "brokenJson";
  send(response, broken ? { ...answer, status: 200, body: (answer.body ?? '{"value":[').slice(0, -2) } : answer);
}
