import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { askedOrigin } from "./asked-origin.ts";
import { BodyTooLarge } from "./body.ts";
import type { HostNames } from "./host-names.ts";
import { send } from "./send.ts";
import { admit } from "./admission.ts";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/** The sandbox accepts every bearer token, so it must not be reachable from other machines. */
export function requireLoopback(host: string): void {
  if (loopback.has(host)) return;
  throw new RangeError(`The sandbox listens on loopback only, not on "${host}".`);
}

export class Listener {
  readonly #server: Server;
  readonly #scheme: string;
  readonly #host: string;

  constructor(host: string, tls: Certificate | undefined, names: HostNames, answer: Answer) {
    requireLoopback(host);
    this.#host = host;
    this.#scheme = tls === undefined ? "http" : "https";
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      // On every response, so that nobody mistakes the sandbox for the service.
      response.setHeader("x-sandbox", "pulumi-dynamics365");
      const url = admit(request, this.#scheme, names);
      if (!(url instanceof URL)) {
        say(response, url.status, url.why);
        return;
      }
      // HTTP/1.0 allows requests without a host.
      const asked = request.headers.host === undefined ? undefined : url.origin;
      askedOrigin
        .run(asked, () => answer(request, response, url))
        .catch((error: unknown) => apologize(response, error));
    };
    const options = {
      // Longer than the clients' own, so that a client never writes to a connection that is closing.
      keepAliveTimeout: 120_000,
      // The service accepts longer request lines than Node does by default.
      maxHeaderSize: 128 * 1024,
    };
    this.#server =
      tls === undefined ? createHttpServer(options, handle) : createHttpsServer({ ...options, ...tls }, handle);
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, this.#host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    const address = this.#server.address() as AddressInfo;
    const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
    return `${this.#scheme}://${host}:${address.port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }
}

function say(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  send(response, { status, headers: { "Content-Type": "text/plain; charset=utf-8", ...headers }, body });
}

function apologize(response: ServerResponse, error: unknown): void {
  if (response.headersSent) response.destroy();
  else if (error instanceof BodyTooLarge) say(response, 413, error.message, { Connection: "close" });
  else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    say(response, 500, `The sandbox failed. ${text}`);
  }
}
