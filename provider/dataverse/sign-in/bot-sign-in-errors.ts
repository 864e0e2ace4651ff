import { inOperation } from "../../errors.ts";
import { DataverseError } from "../errors.ts";

interface BotSignInFacts {
  readonly appId: string;
  /** The directory that was asked. */
  readonly directory: string;
  readonly code: number | undefined;
  readonly text: string;
  readonly requestId: string | undefined;
}

interface Hint {
  readonly what: string;
  readonly remedy: string;
  /** Printed first in the text. No failure passes a property name to the engine, which would print the value. */
  readonly argument?: "appId" | "tenantId" | "clientSecret";
}

/**
 * Entra gave the bot no token with these credentials. Not thrown if Entra was busy or unreachable, which says nothing
 * about the credentials.
 */
export class BotSignInError extends DataverseError {
  /** The number of `AADSTS…`, if Entra gave one. */
  readonly signInCode: number | undefined;

  constructor({ appId, directory, code, text, requestId }: BotSignInFacts) {
    const hint = hints[code ?? 0]?.(directory) ?? unknownHint;
    super({
      code: "bot-sign-in",
      ...inOperation(hint.what),
      why: `Entra, asked for the app ${appId} in the directory '${directory}', says: ${text}`,
      remedy: hint.remedy,
      propertyPath: hint.argument,
      requestId,
    });
    this.signInCode = code;
  }
}

/** A single-tenant app exists only in its own directory. */
export class BotTenantMissingError extends DataverseError {
  constructor(appId: string) {
    super({
      code: "bot-tenant-missing",
      what: "the bot's credentials cannot be verified without its tenant",
      why: `The single-tenant app ${appId} signs in to its own tenant.`,
      remedy: "Give `tenantId` on the account, or `dynamics365:tenantId`.",
      propertyPath: "tenantId",
    });
  }
}

/** Numbers of Entra's sign-in errors. Microsoft may change them, so they only choose the hint. */
const hints: Readonly<Record<number, (directory: string) => Hint>> = {
  7000215: () => ({
    what: "the client secret is wrong",
    remedy: "Give the secret's value, not its id; a secret made just now may need a minute more.",
    argument: "clientSecret",
  }),
  7000222: () => ({
    what: "the client secret has expired",
    remedy: "Make a new secret (rotate the ApplicationPassword) and give its value.",
    argument: "clientSecret",
  }),
  700016: (directory) => ({
    what: "the directory has no app with this id",
    remedy:
      directory === "botframework.com"
        ? "The app is probably a single-tenant one: set `botType` to SingleTenant and give `tenantId`."
        : "Check `appId` and `tenantId`; an app made just now may need a minute more.",
    argument: "appId",
  }),
  90002: () => ({
    what: "there is no such directory",
    remedy: "Check `tenantId` and the cloud of the environment.",
    argument: "tenantId",
  }),
  // assumed: no public source says what this number means.
  900023: () => ({
    what: "it does not name a directory",
    remedy: "Give the tenant's GUID as `tenantId`.",
    argument: "tenantId",
  }),
  // assumed: no public source says what this number means either.
  7000229: () => ({
    what: "the app has no service principal in its directory",
    remedy: "Create a ServicePrincipal for the app, and let the account depend on it.",
    argument: "appId",
  }),
  70011: () => ({
    what: "the sign-in service does not know the Bot Framework of this cloud",
    remedy: "Set `dynamics365:cloud` to the cloud of the environment.",
  }),
};

const unknownHint: Hint = {
  what: "Entra refused the credentials of the bot",
  remedy:
    "Look the AADSTS number up in Microsoft's list of sign-in errors. If this machine may not sign in as the bot, " +
    "set `skipCredentialCheck`.",
};
