import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ApiResponse } from "./exchange.ts";

/** On every answer, so that nobody takes the sandbox for the service. */
export const sandboxHeaders = { "x-sandbox": "pulumi-dynamics365" } as const;

export function send(response: ServerResponse, { status, headers, body }: ApiResponse): void {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...sandboxHeaders, REQ_ID: randomUUID(), ...headers, ...length });
  response.end(body);
}
