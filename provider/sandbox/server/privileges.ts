import { badUri } from "../errors.ts";
import type { Organization } from "../organization.ts";
import { identifier } from "../identity/identifiers.ts";
import { roleOf } from "./access.ts";
import { holdsPrivilege, type Privilege } from "../identity/caller.ts";

const verbs: readonly Privilege[] = ["Create", "Read", "Write", "Delete", "AppendTo", "Append", "Assign", "Share"];

/**
 * learn.microsoft.com/power-apps/developer/data-platform/security-access-coding: the privilege if the user has it
 * through a role or a team, otherwise nothing. That names ignore case is assumed.
 */
export function privilegesOf(organization: Organization, userId: string, name: string): Record<string, unknown>[] {
  const found = privilegesIn(organization).find((each) => each.name.toLowerCase() === name.toLowerCase());
  // A third party saw that an unknown name is an error. Code and text are assumed.
  if (found === undefined) throw badUri(`The privilege with the name '${name}' does not exist.`, "0x80040217");
  if (!holdsPrivilege(roleOf(userId), found.verb)) return [];
  return [
    {
      Depth: "Global",
      PrivilegeId: identifier("privilege", found.name),
      BusinessUnitId: organization.businessUnitId,
      PrivilegeName: found.name,
    },
  ];
}

function privilegesIn({ catalog }: Organization): { readonly verb: Privilege; readonly name: string }[] {
  return [...catalog.tables.keys()].flatMap((table) => verbs.map((verb) => ({ verb, name: `prv${verb}${table}` })));
}
