import { request as httpRequest } from "node:http";
import type { ClientRequestArgs } from "node:http";
import { Agent, request as httpsRequest } from "node:https";
import type { AgentOptions } from "node:https";
import type { Duplex } from "node:stream";
import { ProxyFailure } from "./proxy-errors.ts";
import type { Proxy } from "./proxy.ts";

type Connected = (error: Error | null, stream: Duplex) => void;

/**
 * Connections through a proxy, encrypted from here to the service. axios has such an agent, but it passes the proxy's
 * own responses off as the service's, sends user and password still percent-encoded, and opens a tunnel for each
 * request.
 */
export class TunnelAgent extends Agent {
  readonly #proxy: Proxy;
  readonly #deadline: number;

  constructor(proxy: Proxy, deadline: number, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#deadline = deadline;
  }

  override createConnection(options: ClientRequestArgs, connected: Connected): undefined {
    this.#open(options).then(
      (stream) => connected(null, stream),
      // The type requires a stream even here, but Node.js does not read it.
      (error: Error) => (connected as (error: Error) => void)(error),
    );
  }

  async #open(options: ClientRequestArgs): Promise<Duplex> {
    const target = `${bracketed(options.host ?? "")}:${options.port ?? 443}`;
    const through = { ...options, socket: await connect(this.#proxy, target, this.#deadline) };
    const secured = super.createConnection(through);
    if (secured === null || secured === undefined) throw new ProxyFailure(this.#proxy, undefined, "no connection");
    return secured;
  }
}

function connect(proxy: Proxy, target: string, deadline: number): Promise<Duplex> {
  const { url, authorization } = proxy;
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const fail = (status: number | undefined, code?: string) => reject(new ProxyFailure(proxy, status, code));
  const send = url.protocol === "https:" ? httpsRequest : httpRequest;
  const asked = send({
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : url.port,
    method: "CONNECT",
    path: target,
    headers: { Host: target, ...(authorization === undefined ? {} : { "Proxy-Authorization": authorization }) },
    agent: false,
  });
  const timer = setTimeout(() => {
    fail(undefined, "ETIMEDOUT");
    asked.destroy();
  }, deadline);
  asked.once("connect", (response, socket, head: Buffer) => {
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) {
      socket.destroy();
      return fail(status);
    }
    if (head.length > 0) socket.unshift(head);
    resolve(socket);
  });
  asked.once("error", (error: NodeJS.ErrnoException) => fail(undefined, error.code ?? "broken off"));
  // Does nothing if the promise is already settled.
  asked.once("close", () => fail(undefined, "broken off"));
  asked.end();
  return promise.finally(() => clearTimeout(timer));
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
