import type { IncomingMessage } from "node:http";

/** The largest body of a request, in bytes. The service has a limit too; that it is this one is assumed. */
export const largestBody = 128 * 1024 * 1024;

/** The rest of the body is not read, so this connection cannot serve another request. */
export class BodyTooLarge extends Error {
  constructor() {
    super(`The sandbox takes bodies of at most ${largestBody / 1024 / 1024} MiB.`);
  }
}

export async function readBody(request: IncomingMessage): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > largestBody) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
