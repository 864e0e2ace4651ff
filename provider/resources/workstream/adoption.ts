import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import type { Row } from "../../dataverse/contract.ts";
import { isManaged, solutionName } from "../managed-rows.ts";
import { workstreamTable } from "../tables.ts";
import { modeOf } from "./columns.ts";

/** What a workstream that is taken over rules out. */
export async function judgeAdoption(
  operation: Operation,
  inputs: Properties,
  workstreams: readonly Row[],
): Promise<Fault[]> {
  const row = workstreams.find((each) => each[workstreamTable.primaryId] === inputs[kept.adopts]);
  if (row === undefined) return [];
  const faults: Fault[] = [];
  if (isManaged(row)) {
    faults.push({
      code: "managed-row",
      path: "adopt",
      reason: `the workstream belongs to the managed solution ${await solutionName(operation, row)}`,
      remedy: "change it where the solution is made, or declare a workstream of your own",
    });
  }
  const stands = modeOf(row);
  if (!isUnknown(inputs["distributionMode"]) && stands !== inputs["distributionMode"]) {
    faults.push({
      code: "distribution-mode-settled",
      path: "distributionMode",
      reason: `the workstream to take over has ${String(stands)}, which cannot be changed`,
      remedy: `set distributionMode to "${String(stands)}"`,
    });
  }
  return faults;
}
