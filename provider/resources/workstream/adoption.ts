import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import { known } from "../../../schema/unknown.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Unresolved } from "../../core/typed-values.ts";
import type { Row } from "../../dataverse/types.ts";
import { isManaged, solutionName } from "../../rows/managed-rows.ts";
import { idIn } from "../../rows/row-values.ts";
import { workstreamTable } from "../../rows/tables.ts";
import { modeOf } from "./columns.ts";

/** Why a workstream cannot be adopted with these arguments. */
export async function preflightAdoption(
  operation: OperationContext,
  { adopts, distributionMode }: Unresolved<WorkstreamArguments>,
  workstreams: readonly Row[],
): Promise<CheckFailureOf<WorkstreamArguments>[]> {
  const row = workstreams.find((each) => idIn(each, workstreamTable) === adopts);
  if (row === undefined) return [];
  const failures: CheckFailureOf<WorkstreamArguments>[] = [];
  if (isManaged(row)) {
    failures.push({
      code: "managed-row",
      path: "adopt",
      reason: `the workstream belongs to the managed solution ${await solutionName(operation, row)}`,
      remedy: "change it where the solution is made, or declare a workstream of your own",
    });
  }
  const stands = modeOf(row);
  const wanted = known(distributionMode);
  if (wanted !== undefined && stands !== wanted) {
    failures.push({
      code: "distribution-mode-settled",
      path: "distributionMode",
      reason: `the workstream to take over has ${stands ?? "neither Push nor Pick"}, which cannot be changed`,
      remedy:
        stands === undefined
          ? "leave adopt out and declare a workstream of your own"
          : `set distributionMode to "${stands}"`,
    });
  }
  return failures;
}
