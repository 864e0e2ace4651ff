import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** Of the client's end of the connection. */
  readonly port: number;
}

/** What to answer, or a function that acts on the socket itself. */
export type Step =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly text?: string;
    }
  | ((response: ServerResponse, seen?: Seen) => void);

export interface ScriptedServer {
  readonly url: string;
  readonly seen: Seen[];
  /** `GET /path` lines, percent-decoded. */
  readonly log: () => string[];
  readonly answer: (...steps: Step[]) => void;
  readonly close: () => Promise<void>;
}

/** Answers each request with the next step; a request without a step left is answered by 599, which fails the test. */
export async function startScriptedServer(): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  const steps: Step[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = {
        method,
        url,
        headers,
        body: Buffer.concat(chunks).toString(),
        port: request.socket.remotePort ?? 0,
      };
      seen.push(one);
      play(steps.shift() ?? { status: 599, text: "no step left" }, response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    log: () => seen.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`),
    answer: (...more) => void steps.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function play(step: Step, response: ServerResponse, seen?: Seen): void {
  if (typeof step === "function") return step(response, seen);
  const isJson = step.json !== undefined;
  const type = isJson ? "application/json; odata.metadata=minimal" : "text/html";
  const body = isJson ? JSON.stringify(step.json) : (step.text ?? "");
  response.writeHead(step.status, { ...(body === "" ? {} : { "Content-Type": type }), ...step.headers });
  response.end(body);
}

/** A refusal in Dataverse's form. */
export function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Step {
  return { status, headers, json: { error: { code, message } } };
}
