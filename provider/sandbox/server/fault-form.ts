import { validateHeaderName, validateHeaderValue } from "node:http";
import { Members } from "../members.ts";
import type { Fault, FaultAction } from "./faults.ts";

const kinds = [
  "refuse",
  "throttle",
  "dropAnswer",
  "closeSocket",
  "hold",
  "brokenJson",
  "cutAnswer",
  "emptyBody",
  "htmlPage",
  "stall",
] as const satisfies readonly FaultAction["kind"][];

/** Reads a fault that came over HTTP. If anything in it is not understood, refuses it and injects nothing. */
export function readFault(body: unknown): Fault {
  const fault = new Members("a fault", body);
  const read = {
    method: fault.text("method"),
    path: fault.text("path"),
    table: fault.text("table"),
    operation: fault.text("operation"),
    at: fault.number("at"),
    times: fault.number("times"),
    action: readAction(fault.required("action", fault.inner("action"))),
  };
  fault.end();
  return read;
}

function readAction(action: Members): FaultAction {
  const kind = action.required("kind", action.choice("kind", kinds));
  const read = actionOf(kind, action);
  action.end();
  return read;
}

function actionOf(kind: FaultAction["kind"], action: Members): FaultAction {
  switch (kind) {
    case "refuse":
      return {
        kind,
        status: action.required("status", action.wholeNumber("status", 200, 599)),
        code: action.text("code"),
        message: action.text("message"),
        headers: sendable(action.texts("headers")),
      };
    case "throttle":
      return { kind, retryAfter: sendableText(action.required("retryAfter", action.numberOrText("retryAfter"))) };
    case "htmlPage":
      return { kind, status: action.wholeNumber("status", 200, 599) };
    case "stall":
      return { kind, ms: action.number("ms") };
    case "dropAnswer":
    case "closeSocket":
    case "hold":
    case "brokenJson":
    case "cutAnswer":
    case "emptyBody":
      return { kind };
  }
}

/** A header that cannot be sent would make every request fail that the fault applies to. */
function sendable(headers: Readonly<Record<string, string>> | undefined): typeof headers {
  for (const [name, value] of Object.entries(headers ?? {})) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  return headers;
}

function sendableText(retryAfter: number | string): number | string {
  validateHeaderValue("Retry-After", String(retryAfter));
  return retryAfter;
}
