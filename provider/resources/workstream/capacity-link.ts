import { lengths } from "../../../schema/limits.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Prior } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { childRows, type Children } from "../../rows/listed-row.ts";
import { isManaged } from "../../rows/managed-rows.ts";
import { bindTo, changedColumns, createOwnRow } from "../../rows/own-row.ts";
import { idIn, textIn } from "../../rows/row-values.ts";
import { capacityLinkTable, workstreamTable } from "../../rows/tables.ts";

const workstreamOf = "_msdyn_workstream_id_value";
const profileOf = "_msdyn_capacityprofile_id_value";
const select = [capacityLinkTable.primaryId, workstreamOf, profileOf, "ismanaged"];

export const linkIdOf = (workstreamId: string, profileId: string): string =>
  partIdOf(workstreamId, `capacity profile ${profileId}`);

export function capacityLinksOf({ session }: OperationContext, workstreamId: string): Promise<readonly Row[]> {
  return session.client.list(capacityLinkTable, { select, filter: equalsId(workstreamOf, workstreamId) });
}

const linksOfWorkstream: Children = {
  table: capacityLinkTable,
  select,
  parent: workstreamOf,
  of: (workstreamId) => equalsId(workstreamOf, workstreamId),
};

/** The linked profile. If there are several, the one that is not in state, so that the extra link shows as drift. */
export async function profileInUse(
  operation: OperationContext,
  workstreamId: string,
  prior: Prior<WorkstreamArguments>,
): Promise<string | undefined> {
  const profile = prior.capacity?.profile;
  const links = await childRows(operation, prior, linksOfWorkstream, workstreamId);
  const ids = links.map((link) => textIn(link, profileOf) ?? "");
  for (const id of ids) {
    if (ids.length > 1 && (await operation.session.lookups.show("capacityProfile", id, profile)) === profile) continue;
    return id;
  }
  return ids[0];
}

/**
 * Links exactly this profile. The service links its default profile by itself (seen with voice, assumed here), so a
 * link that fits is reused and all others are deleted.
 */
export async function syncCapacityLink(
  operation: OperationContext,
  workstreamId: string,
  profile: string,
): Promise<void> {
  const { client, lookups } = operation.session;
  const entry = await lookups.find("capacityProfile", profile, "capacity.profile");
  const ownId = linkIdOf(workstreamId, entry.id);
  const rows = await client.list(capacityLinkTable, {
    select,
    filter: or(equalsId(workstreamOf, workstreamId), equalsId(capacityLinkTable.primaryId, ownId)),
  });
  const own = rows.find((row) => row[capacityLinkTable.primaryId] === ownId);
  const fitting = own ?? rows.find((row) => row[profileOf] === entry.id);
  const columns = {
    ...bindTo("msdyn_workstream_id", workstreamTable.set, workstreamId),
    ...bindTo("msdyn_capacityProfile_id", "msdyn_capacityprofiles", entry.id),
  };
  const row =
    fitting ??
    (await createOwnRow(
      operation,
      {
        table: capacityLinkTable,
        id: ownId,
        columns: { msdyn_name: linkName(textIn(entry.properties, "name") ?? "", entry.id), ...columns },
        naturalKey: { [workstreamOf]: workstreamId, [profileOf]: entry.id },
        part: "capacity profile",
      },
      select,
    ));
  const changes = row === undefined ? {} : changedColumns(columns, row);
  const id = row === undefined ? ownId : idIn(row, capacityLinkTable);
  if (Object.keys(changes).length > 0) await client.update(capacityLinkTable, id, changes);
  for (const other of rows) {
    const otherId = idIn(other, capacityLinkTable);
    if (otherId === id || isManaged(other)) continue;
    await client.delete(capacityLinkTable, otherId);
  }
}

/** Rows made in the admin center combine name and id of the profile like this. */
function linkName(profileName: string, profileId: string): string {
  return `${profileName.slice(0, lengths.name - profileId.length - 1)}-${profileId}`;
}
