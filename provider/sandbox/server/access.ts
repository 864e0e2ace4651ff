import type { TokenIssuer } from "../directory.ts";
import { errorCodes, ServiceError } from "../errors.ts";
import type { Organization } from "../organization.ts";
import { identifier } from "../identity/identifiers.ts";
import { insertRow } from "../seed/insert.ts";
import { tokens } from "../seed/users.ts";
import type { Caller, Role } from "../identity/caller.ts";
import type { HostNames } from "../http/host-names.ts";

export interface Access {
  /**
   * With `any`, an unknown or missing token counts as an administrator's. `strict` requires a token of the sandbox or
   * one that it issued.
   */
  readonly mode: "any" | "strict";
  /** The administrator's token, if it is not the sandbox's usual one. The sandbox's other tokens do not work then. */
  readonly token?: string | undefined;
  readonly names: HostNames;
  readonly issuer?: TokenIssuer | undefined;
  readonly authority: () => string;
}

const administrator: Caller = { userId: identifier("systemuser", tokens.administrator), role: "administrator" };

const roles = ["reader", "withoutColumnSecurity", "withoutCreate"] as const;

const known: ReadonlyMap<string, Caller> = new Map<string, Caller>([
  [tokens.administrator, administrator],
  ...roles.map((role): [string, Caller] => [tokens[role], { userId: identifier("systemuser", tokens[role]), role }]),
]);

/** Users that the sandbox does not seed are administrators, as are applications that sign in. */
export function roleOf(userId: string): Role {
  return [...known.values()].find((caller) => caller.userId === userId)?.role ?? "administrator";
}

export function identify(organization: Organization, access: Access, authorization: string | undefined): Caller {
  const token = bearerIn(authorization);
  if (token === tokens.stranger) {
    throw new ServiceError(403, errorCodes.notMember, "The user is not a member of the organization.");
  }
  if (token === tokens.expired) throw unauthorized(organization, access);
  const user = token === undefined ? undefined : (ownUser(access, token) ?? issuedUser(organization, access, token));
  if (user !== undefined) return user;
  if (access.mode === "any") return administrator;
  throw unauthorized(organization, access);
}

/** Whether a request may inspect the whole sandbox and change its settings. */
export function mayControl(access: Pick<Access, "token">, authorization: string | undefined): boolean {
  const token = bearerIn(authorization);
  return token !== undefined && ownUser(access, token) === administrator;
}

function bearerIn(authorization: string | undefined): string | undefined {
  return /^bearer\s(.+)$/i.exec(authorization ?? "")?.[1]?.trim();
}

function ownUser(access: Pick<Access, "token">, token: string): Caller | undefined {
  if (access.token === undefined) return known.get(token);
  return token === access.token ? administrator : undefined;
}

function issuedUser(organization: Organization, access: Access, token: string): Caller | undefined {
  const issued = access.issuer?.userFor(token);
  if (issued === undefined) return undefined;
  if (!access.names.meanSame(organization.url, issued.audience)) throw unauthorized(organization, access);
  const { applicationId } = issued;
  const users = [...organization.store.table("systemuser")];
  const found = users.find(([, row]) => row["applicationid"] === applicationId.toLowerCase());
  if (found !== undefined) return { userId: found[0], role: "administrator" };
  if (access.mode === "strict") {
    throw new ServiceError(403, errorCodes.notMember, "The user is not a member of the organization.");
  }
  const userId = identifier("systemuser", applicationId);
  insertRow(organization, "systemuser", userId, {
    fullname: `Application ${applicationId}`,
    applicationid: applicationId.toLowerCase(),
    businessunitid: organization.businessUnitId,
  });
  return { userId, role: "administrator" };
}

/** Clients find the authority and the resource in these two parameters. The body is assumed; it may be empty. */
const unauthorized = ({ url }: Organization, { authority }: Access): ServiceError =>
  new ServiceError(401, "0x80044302", "The request is not authenticated.", {
    "WWW-Authenticate": `Bearer authorization_uri=${authority()}, resource_id=${url}/`,
  });
