import { randomUUID } from "node:crypto";
import { isObject } from "../json-object.ts";

export const lifetimeSeconds = 3600;

export interface Claims {
  readonly aud: string;
  readonly iss: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly appid: string;
  readonly oid: string;
  readonly tid: string;
  readonly uti: string;
  readonly ver: "1.0";
}

/** A well-formed token without a signature. It is only valid in this sandbox. */
export function writeToken(facts: {
  readonly audience: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly tenantId: string;
}): string {
  const now = Math.floor(Date.now() / 1000);
  const claims: Claims = {
    aud: facts.audience,
    iss: `https://sts.windows.net/${facts.tenantId}/`,
    iat: now,
    nbf: now,
    exp: now + lifetimeSeconds,
    appid: facts.clientId,
    oid: facts.objectId,
    tid: facts.tenantId,
    uti: randomUUID(),
    ver: "1.0",
  };
  return `${encode({ typ: "JWT", alg: "none" })}.${encode(claims)}.${encode("sandbox")}`;
}

/** The claims of a token that this sandbox issued and that has not expired. */
export function readToken(token: string): Claims | undefined {
  const [, payload, signature, ...rest] = token.split(".");
  if (payload === undefined || signature !== encode("sandbox") || rest.length > 0) return undefined;
  const claims = parse(payload);
  return claims !== undefined && claims.exp > Date.now() / 1000 ? claims : undefined;
}

function encode(value: unknown): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
}

function parse(payload: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    return isObject(value) ? (value as unknown as Claims) : undefined;
  } catch {
    return undefined;
  }
}
