import { errorCodes, ServiceError } from "../errors.ts";
import type { CatalogTable } from "../catalog/catalog.ts";
import { identifier } from "./identifiers.ts";

export type Role = "administrator" | "reader" | "withoutColumnSecurity" | "withoutCreate";

/** Who sends a request: a row of `systemuser`, and what it may do. */
export interface Caller {
  readonly userId: string;
  readonly role: Role;
}

/** The server itself. Plug-ins run as this user, no matter who triggered them. */
export const system: Caller = { userId: identifier("systemuser", "SYSTEM"), role: "administrator" };

export type Privilege = "Create" | "Read" | "Write" | "Delete" | "Append" | "AppendTo" | "Assign" | "Share";

/** Only a System Administrator, or a member of a column security profile, may read or set secured columns. */
export const maySeeSecured = ({ role }: Caller): boolean => role === "administrator" || role === "withoutCreate";

/** The columns of a table that a caller cannot see. */
export const hiddenFrom =
  (caller: Caller, table: CatalogTable) =>
  (column: string): boolean =>
    table.columns.get(column)?.secured === true && !maySeeSecured(caller);

export function holdsPrivilege(role: Role, privilege: Privilege): boolean {
  if (role === "reader") return privilege === "Read";
  return role !== "withoutCreate" || privilege !== "Create";
}

export function requirePrivilege(caller: Caller, privilege: Privilege, table: string, displayName: string): void {
  if (holdsPrivilege(caller.role, privilege)) return;
  const name = `prv${privilege}${table}`;
  throw new ServiceError(
    403,
    errorCodes.privilegeDenied,
    `Principal user (Id=${caller.userId}, type=8, roleCount=1, privilegeCount=120, accessMode=0), is missing ${name} ` +
      `privilege (Id=${identifier("privilege", name)}) on OTC=10000 for entity '${table}' ` +
      `(LocalizedName='${displayName}'). context.Caller=${caller.userId}`,
  );
}

/** That the write is refused is documented. The form of the error is assumed. */
export function requireColumnSecurity(caller: Caller, table: string, column: string): void {
  if (maySeeSecured(caller)) return;
  throw new ServiceError(
    403,
    errorCodes.privilegeDenied,
    `Caller user with Id ${caller.userId} does not have update permissions for the ${column} secured field on the ` +
      `${table} table. The requested operation could not be completed.`,
  );
}
