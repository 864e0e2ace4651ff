import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { selfSignedCertificate } from "../stand-ins/self-signed-certificate.ts";
import { play } from "./scripted-server.ts";
import type { Step } from "./scripted-server.ts";

export const TENANT = "contoso.onmicrosoft.com";
export const CLIENT = "0b8c2c1e-3d1e-4a52-9a55-7d6f3e2b9c22";
export const TOKEN: Step = {
  status: 200,
  json: { token_type: "Bearer", expires_in: 3600, access_token: "token-of-entra" },
};

export interface EntraServer {
  readonly host: string;
  /** Answers of the token endpoint, the next one first. */
  readonly steps: Step[];
  /** Method and path of what the token endpoint was asked. */
  readonly asked: string[];
  /** What it was sent. */
  readonly forms: URLSearchParams[];
  /** From then on it names this address as the one that gives tokens. */
  leadTo(address: string): void;
  /** From then on its certificate is not trusted. */
  distrust(): void;
  close(): Promise<void>;
}

/** A sign-in that this process trusts, since the Azure SDK signs in over https alone. */
export async function startEntra(): Promise<EntraServer> {
  const authorities = getCACertificates("default");
  const certificate = selfSignedCertificate();
  setDefaultCACertificates([...authorities, certificate.cert]);
  const steps: Step[] = [];
  const asked: string[] = [];
  const forms: URLSearchParams[] = [];
  let tokenEndpoint: string | undefined;
  const server = createServer(certificate, (request, response) => {
    if (request.url?.includes("openid-configuration") === true) {
      const tenant = `https://${host}/${TENANT}`;
      const json = {
        issuer: tenant,
        token_endpoint: tokenEndpoint ?? `${tenant}/oauth2/v2.0/token`,
        authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
        jwks_uri: `${tenant}/keys`,
      };
      return play({ status: 200, json }, response);
    }
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    void text(request).then((body) => {
      forms.push(new URLSearchParams(body));
      play(steps.shift() ?? { status: 599 }, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    steps,
    asked,
    forms,
    leadTo: (address) => void (tokenEndpoint = address),
    distrust: () => setDefaultCACertificates(authorities),
    close: () => {
      setDefaultCACertificates(authorities);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
