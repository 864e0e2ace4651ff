import type { Operation, Properties } from "../../core/definition.ts";
import { DependentRowsError, LookupError } from "../../core/failures.ts";
import type { Row, TableName, Write } from "../../dataverse/contract.ts";
import { DeleteRestrictedError, RowMissingError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { isManaged, refuseManaged, solutionColumns } from "../managed-rows.ts";
import { likelyContract } from "../routing-rule/known-routing.ts";
import {
  capacityLinkTable,
  channelTable,
  contextVariableTable,
  contractTable,
  queueTable,
  rulesetTable,
  workstreamTable,
} from "../tables.ts";
import { capacityLinksOf, linkIdOf } from "./capacity-link.ts";
import { declaredVariables, variableIdOf, variableRowsOf } from "./context-variables.ts";

const attempts = 3;

/**
 * Takes a workstream away with all that hangs on it, in one change set: the service would leave variables, capacity
 * links and contract behind unlinked, and after an interruption nothing would say whose they were. The contract goes
 * before the workstream, because a clean-up by the service (not known to exist) would take it first.
 */
export async function removeWorkstream(operation: Operation, id: string, state: Properties): Promise<void> {
  const { session } = operation;
  const { client } = session;
  for (let attempt = 1; ; attempt++) {
    const likely = likelyContract(session, id);
    const [row, variables, links, contractIfLikely] = await Promise.all([
      client.retrieve(workstreamTable, id, { select: ["_msdyn_routingcontractid_value", ...solutionColumns] }),
      variableRowsOf(operation, id),
      capacityLinksOf(operation, id),
      contractToDelete(operation, id, likely),
    ]);
    if (row === undefined) return removeLeftOvers(operation, id, state);
    await refuseManaged(operation, operation.label, row);
    const own = row["_msdyn_routingcontractid_value"];
    const contract = own === likely ? contractIfLikely : await contractToDelete(operation, id, own);
    try {
      await client.changeSet([
        ...deletes(contextVariableTable, variables),
        ...deletes(capacityLinkTable, links),
        ...(contract === undefined ? [] : [{ kind: "delete", table: contractTable, id: contract } as const]),
        { kind: "delete", table: workstreamTable, id },
      ]);
      return;
    } catch (error) {
      if (error instanceof DeleteRestrictedError) await refuseWhileChannelsPointHere(operation, id);
      // Somebody deleted a part meanwhile.
      if (!(error instanceof RowMissingError) || attempt === attempts) throw error;
    }
  }
}

function deletes(table: TableName, rows: readonly Row[]): Write[] {
  return rows
    .filter((row) => !isManaged(row))
    .map((row) => ({ kind: "delete", table, id: String(row[table.primaryId]) }));
}

/** The contract that the service made for this workstream, unless anything else uses it. */
async function contractToDelete(
  { session }: Operation,
  workstreamId: string,
  contractId: unknown,
): Promise<string | undefined> {
  if (typeof contractId !== "string") return undefined;
  const { client } = session;
  const [row, ...uses] = await Promise.all([
    client.retrieve(contractTable, contractId, { select: ["msdyn_uniquename", ...solutionColumns] }),
    client.list(workstreamTable, {
      select: [workstreamTable.primaryId],
      filter: equalsId("_msdyn_routingcontractid_value", contractId),
    }),
    client.list(rulesetTable, {
      select: [rulesetTable.primaryId],
      filter: or(
        equalsId("_msdyn_inputcontractid_value", contractId),
        equalsId("_msdyn_outputcontractid_value", contractId),
      ),
    }),
    client.list(queueTable, {
      select: [queueTable.primaryId],
      filter: equalsId("_msdyn_assignmentinputcontractid_value", contractId),
    }),
  ]);
  // Contracts of the product and of publishers have another prefix than the one the service gives to those it makes.
  if (row === undefined || isManaged(row) || !String(row["msdyn_uniquename"]).startsWith("new_")) return undefined;
  const others = uses.flat().filter((user) => user[workstreamTable.primaryId] !== workstreamId);
  return others.length === 0 ? contractId : undefined;
}

/** Rows of ours whose workstream was deleted by hand: their ids are all that still leads to them. */
async function removeLeftOvers(operation: Operation, id: string, state: Properties): Promise<void> {
  const { client } = operation.session;
  const variables = declaredVariables(state).map(({ name }) => variableIdOf(id, name));
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
    for (const row of rows) await client.delete(table, String(row[table.primaryId]));
  }
}

async function ownLinkIds({ session }: Operation, id: string, state: Properties): Promise<string[]> {
  const profile = (state["capacity"] as Properties | undefined)?.["profile"];
  if (typeof profile !== "string") return [];
  try {
    return [linkIdOf(id, (await session.lookups.find("capacityProfile", profile, "capacity.profile")).id)];
  } catch (error) {
    // No profile, no link: a profile cannot be deleted while one points at it.
    if (error instanceof LookupError) return [];
    throw error;
  }
}

async function refuseWhileChannelsPointHere({ session, label }: Operation, id: string): Promise<void> {
  const channels = await session.client.list(channelTable, {
    select: [channelTable.primaryId, "msdyn_name"],
    filter: equalsId("_msdyn_liveworkstreamid_value", id),
  });
  if (channels.length === 0) return;
  const names = channels.map((row) => `"${String(row["msdyn_name"])}" (${String(row[channelTable.primaryId])})`);
  throw new DependentRowsError({
    code: "channels-point-here",
    what: `${label} still receives the conversations of ${names.length} channel(s): ${names.join(", ")}`,
    why: "the service refuses to delete a workstream that a channel points at",
    remedy: "delete those channels, or point them at another workstream, and run again",
  });
}
