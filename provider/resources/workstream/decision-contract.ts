import type { OperationContext } from "../../core/definition.ts";
import { RowMissingError, VersionMismatchError } from "../../dataverse/errors.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { refuseManaged, solutionColumns } from "../../rows/managed-rows.ts";
import { textIn } from "../../rows/row-values.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { contractTable } from "../../rows/tables.ts";
import { withVariables } from "./contract-definition.ts";
import type { ContextVariable } from "./context-variables.ts";

/**
 * Conditions can only test a variable that the workstream's decision contract lists. Who adds one that is created later
 * is not documented (assumed: perhaps nobody), so we add what is missing and never remove anything.
 */
export async function syncContract(
  operation: OperationContext,
  contractId: string | undefined,
  variables: readonly ContextVariable[],
): Promise<void> {
  if (variables.length === 0) return;
  const { client, reporter } = operation.session;
  if (contractId === undefined) {
    reporter.warn(
      `${operation.label}: the service has not given it a decision contract, so rules cannot test its context variables yet`,
    );
    return;
  }
  await untilAccepted(tries.contract, {
    read: async () => {
      const row = await client.retrieve(contractTable, contractId, {
        select: ["msdyn_contractdefinition", ...solutionColumns],
      });
      if (row === undefined) return undefined;
      const definition = textIn(row, "msdyn_contractdefinition") ?? "";
      const complete = withVariables(definition, variables);
      if (complete === definition) return undefined;
      await refuseManaged(operation, "its decision contract", row);
      return { row, complete };
    },
    write: ({ row, complete }) =>
      client.update(contractTable, contractId, { msdyn_contractdefinition: complete }, unchangedSince(row)),
    isStale: (error) => error instanceof VersionMismatchError || error instanceof RowMissingError,
  });
}
