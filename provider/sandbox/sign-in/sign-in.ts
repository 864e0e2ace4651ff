import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import type { Directory } from "../entra/directory.ts";
import { lifetimeSeconds, readToken, writeToken } from "./access-token.ts";
import { findAuthority } from "./authority.ts";
import { grantToken } from "./client-credentials.ts";
import { instanceDiscovery, openIdConfiguration } from "./discovery.ts";
import { Replication } from "./replication.ts";
import { SignInError } from "./sign-in-error.ts";

/** Read at every request, so that a test can change it while the sandbox runs. */
export interface SignInSettings {
  /** For how many sign-ins a new application or secret stays unknown. */
  replicationDelay: number;
}

export interface SignInOptions {
  /** Whether an address, such as `https://contoso.crm4.dynamics.com`, belongs to an environment. */
  readonly isEnvironment: (address: string) => boolean;
  readonly settings?: SignInSettings;
}

export interface TokenIssuer {
  /** The user of a token. `undefined` if the token is not ours, has expired, or its application is gone. */
  userFor(token: string): TokenUser | undefined;
}

export interface TokenUser {
  /** The application's client id. */
  readonly applicationId: string;
  readonly tenantId: string;
  /** The service that the token is for, such as `https://api.botframework.com`. */
  readonly audience: string;
}

export interface SignIn extends TokenIssuer {
  /**
   * Answers a sign-in request. Returns `false` for any other path and leaves the request untouched.
   *
   * @param body the body, if a server has already read it before looking at the path
   */
  handle(request: IncomingMessage, response: ServerResponse, body?: Buffer | string): Promise<boolean>;
}

export const botFrameworkResource = "https://api.botframework.com";

const maximumBodyBytes = 64 * 1024;
const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const configurationPath = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/;
const discoveryPath = /^\/[^/]+\/discovery\/instance$/;

/** The part of Entra where bots, Dynamics and deployments sign in. */
export function createSignIn(directory: Directory, options: SignInOptions): SignIn {
  const replication = new Replication(options.settings ?? { replicationDelay: 0 });
  const isKnownResource = (resource: string): boolean =>
    resource === botFrameworkResource || options.isEnvironment(resource);

  const answerTokenRequest = (tenant: string, form: URLSearchParams): Answer => {
    const grant = grantToken(directory, replication, findAuthority(directory, tenant), form, isKnownResource);
    return {
      status: 200,
      body: {
        token_type: "Bearer",
        expires_in: lifetimeSeconds,
        ext_expires_in: lifetimeSeconds,
        access_token: writeToken(grant),
      },
    };
  };

  const answer = async (request: IncomingMessage, body?: Buffer | string): Promise<Answer | undefined> => {
    const url = urlOf(request);
    if (url === null) return undefined;
    const { pathname, origin } = url;
    const tokenTenant = tenantIn(tokenPath, pathname);
    if (tokenTenant !== undefined && request.method === "POST") {
      return answerTokenRequest(tokenTenant, new URLSearchParams(String(body ?? (await readBody(request)))));
    }
    if (request.method !== "GET") return undefined;
    if (discoveryPath.test(pathname)) return { status: 200, body: instanceDiscovery(origin) };
    const tenant = tenantIn(configurationPath, pathname);
    if (tenant === undefined) return undefined;
    const authority = tenant === "common" ? directory.home.tenantId : tenant;
    return { status: 200, body: openIdConfiguration(origin, findAuthority(directory, authority)) };
  };

  return {
    handle: async (request, response, body) => {
      try {
        const answered = await answer(request, body);
        if (answered === undefined) return false;
        send(response, answered);
      } catch (error) {
        if (!(error instanceof SignInError)) throw error;
        send(response, { status: error.status, body: error.body() });
      }
      return true;
    },
    userFor: (token) => {
      const claims = readToken(token);
      if (claims === undefined || directory.applicationByClientId(claims.appid) === undefined) return undefined;
      return { applicationId: claims.appid, tenantId: claims.tid, audience: claims.aud };
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBodyBytes) throw new SignInError(9002313, "The request body is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function urlOf(request: IncomingMessage): URL | null {
  const scheme = request.socket instanceof TLSSocket ? "https" : "http";
  return URL.parse(`${scheme}://${request.headers.host ?? "localhost"}${request.url ?? "/"}`);
}

function tenantIn(path: RegExp, pathname: string): string | undefined {
  return path.exec(pathname)?.[1];
}
