import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../http/body.ts";
import { answerDataverse } from "./dataverse.ts";
import type { Environment } from "./environment.ts";
import { answerInstead, deliver } from "./fault-answer.ts";
import { send } from "../http/send.ts";
import { sandboxNotice } from "./service-document.ts";

/** What an organization's address serves besides the Web API. */
export interface Neighbours {
  /** Answers a sign-in request. Returns `false` for any other path and leaves the request untouched. */
  readonly signIn: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly control: (request: IncomingMessage, response: ServerResponse, url: URL, body: string) => void;
}

/** Passes a request to the part of the sandbox that serves its path. */
export async function dispatch(
  environment: Environment,
  neighbours: Neighbours,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (url.pathname.startsWith("/api/")) {
    return answerDataverse(environment, request, response, url, await readBody(request));
  }
  if (url.pathname.startsWith("/sandbox/")) {
    return neighbours.control(request, response, url, await readBody(request));
  }
  if (url.pathname === "/") {
    return send(response, { status: 200, headers: { "Content-Type": "text/plain" }, body: sandboxNotice });
  }
  return answerSignIn(environment, neighbours, request, response, url);
}

async function answerSignIn(
  { faults, log }: Environment,
  neighbours: Neighbours,
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
): Promise<void> {
  const method = request.method ?? "GET";
  const action = faults.next({ method, path: pathname, operation: "signIn", body: "" });
  const sequence = log.reserve();
  const instead = answerInstead(action);
  if (instead !== undefined) await deliver(response, action, instead);
  else if (!(await neighbours.signIn(request, response))) {
    send(response, { status: 404, headers: { "Content-Type": "text/plain" }, body: sandboxNotice });
  }
  const status = instead?.status ?? response.statusCode;
  log.add({ sequence, method, path: pathname, operation: "signIn", status, headers: {}, body: "" });
}
