import { DataverseError, signInCodeIn } from "../errors.ts";
import { quoted } from "../quoted.ts";

/** There are no credentials to sign in with. Not thrown for credentials that Entra refuses. */
export class CredentialsMissingError extends DataverseError {
  constructor(why: string) {
    super({
      code: "no-credentials",
      what: "Could not sign in to Dataverse: there are no credentials.",
      why,
      remedy:
        "Sign in with `az login`, or set tenantId, clientId and clientSecret (or a certificate, useOidc, useMsi) under " +
        "`dynamics365:` or as ARM_ variables.",
    });
  }
}

/** A secret, token or session that was valid once has expired. */
export class CredentialsExpiredError extends DataverseError {
  constructor(way: string, why: string, remedy: string) {
    super({
      code: "credentials-expired",
      what: `Could not sign in to Dataverse: the ${way} has expired.`,
      why,
      remedy,
    });
  }
}

/**
 * Entra refused the credentials: wrong secret, unknown application or tenant. Not thrown when Entra cannot be reached.
 */
export class CredentialsRefusedError extends DataverseError {
  /** The number of `AADSTS…`, if Entra gave one. */
  readonly signInCode: number | undefined;

  constructor(way: string, why: string, remedy: string, signInCode: number | undefined) {
    super({
      code: "credentials-refused",
      what: `Could not sign in to Dataverse: Entra refused the ${way}.`,
      why,
      remedy,
    });
    this.signInCode = signInCode;
  }
}

/** The sign-in service gave no response that says anything about the credentials. */
export class SignInUnreachableError extends DataverseError {
  constructor(from: string, why: string, remedy = "Check the network, the proxy and the cloud, then run again.") {
    super({
      code: "sign-in-unreachable",
      what: `Could not sign in to Dataverse: no token came from ${from}.`,
      why,
      remedy,
    });
  }
}

/** What Entra's numbers mean here. Microsoft may change them, so they only choose the hint. */
const remedies: Readonly<Record<number, string>> = {
  7000215: "Give the secret's value, not its id; a fresh secret may need a minute until it works.",
  700016: "Check clientId, and that the application is in the tenant of tenantId.",
  90002: "Check tenantId and the cloud.",
  900023: "Check tenantId: it is a GUID or a domain name.",
  700027: "Upload the certificate's public part to the application, or give the path of the right one.",
  700213: "Add a federated credential to the application whose issuer, subject and audience are those of this token.",
  70021: "Add a federated credential to the application whose issuer, subject and audience are those of this token.",
  500011: "Check environmentUrl: the tenant knows no such environment.",
};

const expiries: Readonly<Record<number, string>> = {
  7000222: "Make a new client secret and configure it.",
  700024: "Get a new federated token; it lives for minutes only.",
  700082: "Sign in again with `az login`.",
  70043: "Sign in again with `az login`.",
  50173: "Sign in again with `az login`.",
};

/** Converts an error of an Azure SDK credential. The SDK's own error classes do not tell these cases apart. */
export function signInError(error: unknown, way: string, authorityHost: string): DataverseError {
  if (error instanceof DataverseError) return error;
  const text = error instanceof Error ? firstLine(error.message) : String(error);
  const code = signInCodeIn(error instanceof Error ? error.message : "");
  const expired = expiries[code ?? 0];
  if (expired !== undefined) return new CredentialsExpiredError(way, `Entra says: ${text}`, expired);
  if (code !== undefined) {
    const remedy = remedies[code] ?? "Look the AADSTS number up in Microsoft's list of sign-in errors.";
    return new CredentialsRefusedError(way, `Entra says: ${text}`, remedy, code);
  }
  return new SignInUnreachableError(authorityHost, `The sign-in ended with: ${text}`);
}

function firstLine(text: string): string {
  return quoted(text.split(/\r?\n/, 1)[0] ?? text);
}
