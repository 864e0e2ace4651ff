import type { Fault } from "../../../schema/resource-schema.ts";
import { text } from "../../../schema/written.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { variableUses } from "../../core/variable-uses.ts";
import { unfitVariableUses } from "../known-variables.ts";

/** A condition on a variable that does not exist never holds. Asked only for conditions and values that change. */
export async function unknownVariables(
  operation: Operation,
  inputs: Properties,
  circumstances: Circumstances,
): Promise<Fault[]> {
  const { inState, before } = circumstances;
  const said = (properties: Properties): string => JSON.stringify([properties["when"], properties["set"]]);
  if (inState && said(before) === said(inputs)) return [];
  return unfitVariableUses(operation, text(inputs["workstream"]), variableUses(inputs), circumstances);
}
