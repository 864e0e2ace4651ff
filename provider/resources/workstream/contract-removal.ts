import type { OperationContext } from "../../core/definition.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { isManaged, solutionColumns } from "../../rows/managed-rows.ts";
import { textIn } from "../../rows/row-values.ts";
import { contractTable, queueTable, rulesetTable, workstreamTable } from "../../rows/tables.ts";

/** The contract that the service made for this workstream, unless something else uses it. */
export async function contractToDelete(
  { session }: OperationContext,
  workstreamId: string,
  contractId: string | undefined,
): Promise<string | undefined> {
  if (contractId === undefined) return undefined;
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
  // The service names its own contracts with this prefix. Contracts of the product and of publishers have another.
  if (row === undefined || isManaged(row) || textIn(row, "msdyn_uniquename")?.startsWith("new_") !== true)
    return undefined;
  const others = uses.flat().filter((user) => user[workstreamTable.primaryId] !== workstreamId);
  return others.length === 0 ? contractId : undefined;
}
