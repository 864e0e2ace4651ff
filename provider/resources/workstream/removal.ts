import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import { couldNot, DependentRowsError, LookupError } from "../../core/errors.ts";
import type { Prior } from "../../core/typed-values.ts";
import type { Row, TableName, Write } from "../../dataverse/types.ts";
import { DeleteRestrictedError, RowMissingError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { isManaged, refuseManaged, solutionColumns } from "../../rows/managed-rows.ts";
import { forgetRouting, knownRouting, likelyContract, listedRouting } from "../routing-rule/known-routing.ts";
import { channelIds, channelNames } from "../custom-channel/named.ts";
import { idIn } from "../../rows/row-values.ts";
import {
  capacityLinkTable,
  channelTable,
  contextVariableTable,
  contractTable,
  workstreamTable,
} from "../../rows/tables.ts";
import { capacityLinksOf, linkIdOf } from "./capacity-link.ts";
import { isOurs, variableIdOf, variableNames, variableRowsOf } from "./context-variables.ts";
import { contractToDelete } from "./contract-removal.ts";
import { contractOf } from "./service-defaults.ts";
import { letWait } from "./replacement.ts";
import { refuseToLeaveRules, refuseToLoseRules, rulesLeft, takeRulesAlong } from "./rules-left.ts";
import { unlinks } from "./shared-steps.ts";

type State = Prior<WorkstreamArguments>;

/**
 * Deletes a workstream and everything that belongs to it in one change set. The service would leave variables, capacity
 * links and contract behind unlinked, and after an interruption nothing would tell whose they were. The contract goes
 * before the workstream: a clean-up by the service (not known to exist) would otherwise delete it first.
 */
export async function removeWorkstream(operation: OperationContext, id: string, state: State): Promise<void> {
  const { session } = operation;
  const { client } = session;
  await untilAccepted(tries.removal, {
    read: async (refusal) => {
      const likely = likelyContract(session, id);
      const [row, variables, links, contractIfLikely, routing] = await Promise.all([
        client.retrieve(workstreamTable, id, { select: ["_msdyn_routingcontractid_value", ...solutionColumns] }),
        variableRowsOf(operation, id),
        capacityLinksOf(operation, id),
        contractToDelete(operation, id, likely),
        refusal === undefined ? listedRouting(session, id) : knownRouting(session, id),
      ]);
      if (row === undefined) {
        await takeRulesAlong(operation, await rulesLeft(operation, routing), id);
        await removeLeftOvers(operation, id, state);
        return undefined;
      }
      await refuseManaged(operation, "it", row);
      const own = contractOf(row);
      let contract = own === likely ? contractIfLikely : await contractToDelete(operation, id, own);
      // A ruleset may still use the contract, so what we know of the rules may be out of date.
      if (contract === undefined) forgetRouting(session, id);
      const existing = contract === undefined ? await knownRouting(session, id) : routing;
      const left = await rulesLeft(operation, existing);
      const isReplaced = operation.replaced.has(id);
      const stays = isReplaced && left.others.length + left.shared.length + left.kept.length > 0;
      if (!isReplaced) {
        refuseToLeaveRules(operation, left);
        refuseToLoseRules(operation, left);
      }
      if (left.own.length > 0) {
        await refuseWhileChannelsPointHere({ ...operation, replaced: new Set() }, id);
        await takeRulesAlong(operation, left, id);
        contract ??= await contractToDelete(operation, id, own);
      }
      const kept = stays ? variables.filter((each) => !isOurs(each, id)) : [];
      const writes: Write[] = [
        ...(stays
          ? letWait(operation, await knownRouting(session, id), kept, own)
          : left.shared.length > 0
            ? unlinks(await knownRouting(session, id), left.shared)
            : []),
        ...deletes(
          contextVariableTable,
          variables.filter((each) => !kept.includes(each)),
        ),
        ...deletes(capacityLinkTable, links),
        ...(contract === undefined ? [] : [{ kind: "delete", table: contractTable, id: contract } as const]),
        { kind: "delete", table: workstreamTable, id },
      ];
      return writes;
    },
    write: async (writes) => {
      try {
        await client.changeSet(writes);
      } catch (error) {
        if (error instanceof DeleteRestrictedError)
          await refuseWhileChannelsPointHere({ ...operation, replaced: new Set() }, id);
        forgetRouting(session, id);
        throw error;
      }
    },
    // Someone else deleted a part in the meantime.
    isStale: (error) => error instanceof RowMissingError,
  });
}

function deletes(table: TableName, rows: readonly Row[]): Write[] {
  return rows.filter((row) => !isManaged(row)).map((row) => ({ kind: "delete", table, id: idIn(row, table) }));
}

/** Our rows whose workstream was deleted by hand. Only their ids still lead to them. */
async function removeLeftOvers(operation: OperationContext, id: string, state: State): Promise<void> {
  const { client } = operation.session;
  const variables = variableNames(state.contextVariables).map((name) => variableIdOf(id, name));
  const links = await ownLinkIds(operation, id, state);
  for (const [table, ids] of [
    [contextVariableTable, variables],
    [capacityLinkTable, links],
  ] as const) {
    if (ids.length === 0) continue;
    const rows = await client.list(table, {
      select: [table.primaryId],
      filter: or(...ids.map((each) => equalsId(table.primaryId, each))),
    });
    for (const row of rows) await client.delete(table, idIn(row, table));
  }
}

async function ownLinkIds({ session }: OperationContext, id: string, state: State): Promise<string[]> {
  const profile = state.capacity?.profile;
  if (profile === undefined) return [];
  try {
    return [linkIdOf(id, (await session.lookups.find("capacityProfile", profile, "capacity.profile")).id)];
  } catch (error) {
    // No profile means no link: the service refuses to delete a profile that a link points at.
    if (error instanceof LookupError) return [];
    throw error;
  }
}

/** Called before a replacement deletes the workstream's channels and rules. */
export async function preflightRemoval(operation: OperationContext, id: string): Promise<void> {
  await refuseManagedRow(operation, id);
  await refuseWhileChannelsPointHere(operation, id);
}

export async function refuseManagedRow(operation: OperationContext, id: string): Promise<void> {
  const row = await operation.session.client.retrieve(workstreamTable, id, { select: [...solutionColumns] });
  if (row !== undefined) await refuseManaged(operation, "it", row);
}

/** Channels that the same replacement deletes first do not count. */
async function refuseWhileChannelsPointHere(operation: OperationContext, id: string): Promise<void> {
  const { session, replaced } = operation;
  const found = await session.client.list(channelTable, {
    select: [channelTable.primaryId, "msdyn_name"],
    filter: equalsId("_msdyn_liveworkstreamid_value", id),
  });
  const channels = found.filter((row) => !replaced.has(idIn(row, channelTable)));
  if (channels.length === 0) return;
  throw new DependentRowsError({
    code: "channels-point-here",
    attempt: couldNot(operation),
    what: `channels still point at it: ${channelNames(channels)}`,
    why: `the service refuses to delete a workstream that a channel points at (${channelIds(channels)})`,
    remedy:
      "delete those channels, or point them at another workstream, and run again; if deletedWith took a channel of this stack out of state, set adopt: true on it, run `pulumi up`, and destroy again",
  });
}
