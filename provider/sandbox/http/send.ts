import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { ApiResponse } from "./exchange.ts";

export function send(response: ServerResponse, { status, headers, body }: ApiResponse): void {
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  response.writeHead(status, { REQ_ID: randomUUID(), ...headers, ...length });
  response.end(body);
}
