import { badUri } from "../errors.ts";
import type { Organization } from "../organization.ts";
import { identifier } from "../seed/identifiers.ts";
import { roleOf } from "./access.ts";
import { holdsPrivilege, type Privilege } from "./caller.ts";

const verbs: readonly Privilege[] = ["Create", "Read", "Write", "Delete", "AppendTo", "Append", "Assign", "Share"];

/**
 * learn.microsoft.com/power-apps/developer/data-platform/security-access-coding: the privilege through roles of the
 * user's own or of teams, or nothing. That case does not matter in a name is assumed.
 */
export function privilegesOf(organization: Organization, userId: string, name: string): Record<string, unknown>[] {
  const verb = verbs.find((each) => tableOf(organization, each, name) !== undefined);
  // Code and text are assumed; that an unknown name is an error was seen by a third party.
  if (verb === undefined) throw badUri(`The privilege with the name '${name}' does not exist.`, "0x80040217");
  if (!holdsPrivilege(roleOf(userId), verb)) return [];
  return [
    {
      Depth: "Global",
      PrivilegeId: identifier("privilege", `prv${verb}${tableOf(organization, verb, name)}`),
      BusinessUnitId: organization.businessUnitId,
      PrivilegeName: `prv${verb}${tableOf(organization, verb, name)}`,
    },
  ];
}

function tableOf({ catalog }: Organization, verb: Privilege, name: string): string | undefined {
  return [...catalog.tables.keys()].find((table) => `prv${verb}${table}`.toLowerCase() === name.toLowerCase());
}
