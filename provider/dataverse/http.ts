import { Agent as HttpAgent, request as httpRequest } from "node:http";
import type { ClientRequest, IncomingMessage, RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import axios, { getAdapter } from "axios";
import type { AxiosAdapter, AxiosInstance, CreateAxiosDefaults } from "axios";
import { proxyDeadline } from "./limits.ts";
import { proxyFor } from "./proxy.ts";
import { installRetry } from "./retry.ts";
import type { RetryPolicy } from "./retry.ts";
import { isSuccess } from "./success.ts";
import { TunnelAgent } from "./tunnel.ts";
import { UnusableResponse, wholeResponses } from "./whole-response.ts";

export interface HttpPolicy extends RetryPolicy {
  /** Milliseconds for one attempt, including the complete response. */
  readonly deadline: number;
}

/**
 * All requests of this provider go through here, those to Dataverse and those of every sign-in. So they share deadline,
 * retries, bounds and proxies. Response bodies are text.
 */
export function createHttp(policy: HttpPolicy, defaults: CreateAxiosDefaults = {}): AxiosInstance {
  const instance = axios.create({
    ...defaults,
    // A redirect would carry the token to another host.
    maxRedirects: 0,
    timeout: 0,
    validateStatus: isSuccess,
    // axios silently passes broken JSON on as text, so we parse bodies ourselves, in one place.
    transformResponse: (body: unknown) => body,
    // The agents below handle the proxy.
    proxy: false,
    transport: { request: tellingFaults },
  });
  const direct = getAdapter("http");
  instance.defaults.adapter = wholeResponses(withAgents(direct, policy), policy.deadline);
  installRetry(instance, policy);
  return instance;
}

function withAgents(send: AxiosAdapter, { deadline }: HttpPolicy): AxiosAdapter {
  const sockets = { keepAlive: true };
  const httpAgent = new HttpAgent(sockets);
  const httpsAgent = new HttpsAgent(sockets);
  const tunnels = new Map<string, TunnelAgent>();
  return (config) => {
    const proxy = proxyFor(new URL(config.url ?? "", config.baseURL));
    config.httpAgent = httpAgent;
    config.httpsAgent = httpsAgent;
    if (proxy !== undefined) {
      const tunnel =
        tunnels.get(proxy.url.href) ?? new TunnelAgent(proxy, Math.min(proxyDeadline, deadline / 2), sockets);
      tunnels.set(proxy.url.href, tunnel);
      config.httpsAgent = tunnel;
    }
    return send(config);
  };
}

/**
 * Without an upgrade listener, Node.js drops the connection and the request never ends. It reports a broken body as an
 * error of the request, which nobody listens to any more; the response would only break off.
 */
function tellingFaults(options: RequestOptions, answered: (response: IncomingMessage) => void): ClientRequest {
  const send = options.protocol === "https:" ? httpsRequest : httpRequest;
  const request = send(options, (response) => {
    request.once("error", (error) => response.destroy(error));
    answered(response);
  });
  request.once("upgrade", (_response, socket) => {
    socket.destroy();
    request.emit("error", new UnusableResponse("It switches to another protocol (101), which nobody asked for."));
  });
  return request;
}
