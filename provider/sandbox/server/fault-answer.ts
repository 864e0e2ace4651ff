import { setTimeout as wait } from "node:timers/promises";
import type { ServerResponse } from "node:http";
import { ServiceError } from "../errors.ts";
import { refusal } from "./refusal.ts";
import type { ApiResponse } from "../http/exchange.ts";
import type { FaultAction } from "./faults.ts";
import { send } from "../http/send.ts";

/** The response of a fault that hits before any work is done. */
export function answerInstead(action: FaultAction | undefined): ApiResponse | undefined {
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
    case "emptyBody":
      return { status: 200, headers: {}, body: "" };
    case "closeSocket":
    case "hold":
      return { status: 0, headers: {} };
    case "dropAnswer":
    case "cutAnswer":
    case "brokenJson":
    case "stall":
    case undefined:
      return undefined;
  }
}

/** Sends the response as the fault leaves it, which may mean not at all. */
export async function deliver(
  response: ServerResponse,
  action: FaultAction | undefined,
  answer: ApiResponse,
): Promise<void> {
  if (action?.kind === "closeSocket" || action?.kind === "dropAnswer") {
    response.destroy();
    return;
  }
  if (action?.kind === "hold") return;
  if (action?.kind === "cutAnswer") {
    const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";
    response.socket?.end(`${head}{"value":[`);
    return;
  }
  if (action?.kind === "stall") {
    if (action.ms === undefined) return;
    // A client that has given up must not keep the sandbox from stopping.
    await wait(action.ms, undefined, { ref: false });
  }
  const broken = action?.kind === "brokenJson";
  send(response, broken ? { ...answer, status: 200, body: (answer.body ?? '{"value":[').slice(0, -2) } : answer);
}
