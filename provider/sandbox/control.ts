import type { IncomingMessage, ServerResponse } from "node:http";
import { Members } from "./members.ts";
import { isObject } from "./json-object.ts";
import type { Sandbox } from "./sandbox.ts";
import { readFault } from "./server/fault-form.ts";
import { jsonAnswer, type ApiResponse } from "./http/exchange.ts";
import { send } from "./http/send.ts";
import type { LimitSettings } from "./server/service-limits.ts";

type Route = (sandbox: Sandbox, url: URL, body: unknown) => unknown;

const routes: Readonly<Record<string, Route>> = {
  "GET /sandbox/requests": ({ requests }, { searchParams }) => {
    const status = searchParams.get("status");
    return requests.list({
      method: searchParams.get("method") ?? undefined,
      path: searchParams.get("path") ?? undefined,
      table: searchParams.get("table") ?? undefined,
      operation: searchParams.get("operation") ?? undefined,
      status: status === null ? undefined : Number(status),
    });
  },
  "DELETE /sandbox/requests": ({ requests }) => requests.clear(),
  "GET /sandbox/faults": ({ faults }) => faults.armed,
  "POST /sandbox/faults": ({ faults }, _url, body) => faults.add(readFault(body)),
  "DELETE /sandbox/faults": ({ faults }) => faults.clear(),
  "GET /sandbox/switches": ({ switches }) => switches.current,
  "PUT /sandbox/switches": ({ switches }, _url, body) => {
    if (!isObject(body)) throw new RangeError("Switches are a JSON object.");
    switches.set(body);
    return switches.current;
  },
  "PUT /sandbox/latency": ({ faults }, _url, body) => {
    const latency = new Members("the latency", body);
    const ms = latency.required("ms", latency.number("ms"));
    latency.end();
    faults.latencyMs = ms;
  },
  "PUT /sandbox/limits": (sandbox, _url, body) => sandbox.limitTo(body === null ? undefined : readLimits(body)),
  "POST /sandbox/reset": (sandbox) => sandbox.reset(),
  "POST /sandbox/validate": (sandbox, url, body) => {
    const validation = new Members("a validation", body);
    const account = validation.required("account", validation.text("account"));
    validation.end();
    organizationOf(sandbox, url).validate(account);
  },
  "GET /sandbox/rows": (sandbox, url) => organizationOf(sandbox, url).rows(url.searchParams.get("table") ?? ""),
  "GET /sandbox/organizations": ({ organizations }) => organizations.map(({ id, name, url }) => ({ id, name, url })),
};

/** Lets a test in another process inspect the sandbox and change its settings. */
export function answerControl(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): void {
  send(response, control(sandbox, `${request.method ?? "GET"} ${url.pathname}`, url, body));
}

/** A client that may change the sandbox can also read every secret in it. */
export function refuseControl(response: ServerResponse): void {
  const error =
    "What begins with /sandbox/ wants the token of DYNAMICS365_ACCESS_TOKEN: `Authorization: Bearer <token>`.";
  send(response, jsonAnswer(401, { error }, { "WWW-Authenticate": "Bearer" }));
}

function control(sandbox: Sandbox, name: string, url: URL, body: string): ApiResponse {
  const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
  if (route === undefined)
    return jsonAnswer(404, { error: `There is no control route ${name}.`, routes: Object.keys(routes) });
  try {
    const result = route(sandbox, url, body === "" ? undefined : JSON.parse(body));
    return result === undefined ? { status: 204, headers: {} } : jsonAnswer(200, result);
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) });
  }
}

function readLimits(body: unknown): LimitSettings {
  const limits = new Members("limits", body);
  const before = limits.inner("before");
  const read = {
    requests: limits.required("requests", limits.number("requests")),
    concurrent: limits.required("concurrent", limits.number("concurrent")),
    windowSeconds: limits.required("windowSeconds", limits.number("windowSeconds")),
    executionSeconds: limits.number("executionSeconds"),
    retryAfter: limits.choice("retryAfter", ["seconds", "date"]),
    before: before && {
      requests: before.required("requests", before.number("requests")),
      secondsAgo: before.required("secondsAgo", before.number("secondsAgo")),
    },
  };
  before?.end();
  limits.end();
  return read;
}

function organizationOf({ organizations }: Sandbox, url: URL): Sandbox["organizations"][number] {
  const wanted = url.searchParams.get("organization");
  const found =
    wanted === null ? organizations[0] : organizations.find(({ id, name }) => id === wanted || name === wanted);
  if (found === undefined) throw new RangeError(`There is no organization "${wanted}".`);
  return found;
}
