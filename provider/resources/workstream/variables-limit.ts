import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import { declaredVariables, isOurs, variableRowsOf } from "./context-variables.ts";

/** Of one workstream, those made by people included: Microsoft's administration page. Whether the service enforces it is open. */
const mostVariables = 100;

/** Asked of a workstream that stands, where the program adds variables: they come beside those that people made. */
export async function tooManyVariables(
  operation: Operation,
  inputs: Properties,
  { inState, before }: Pick<Circumstances, "inState" | "before">,
): Promise<Fault[]> {
  const names = namesIn(inputs);
  const namesBefore = namesIn(before);
  const stands = inState || inputs[kept.adopts] !== undefined;
  if (!stands || names.every((name) => namesBefore.includes(name))) return [];
  const rowId = String(inputs[kept.rowId]);
  const others = (await variableRowsOf(operation, rowId)).filter((row) => {
    const name = String(row["msdyn_name"]);
    const isDeclared = names.includes(name) || namesBefore.includes(name) || isOurs(row, rowId);
    return !isDeclared && row["msdyn_issystemdefined"] !== true;
  });
  const count = others.length + names.length;
  if (count <= mostVariables) return [];
  return [
    {
      code: "over-limit",
      path: "contextVariables",
      reason: `the workstream has ${others.length} context variables that people made, with those declared here it would have ${count}, and it may have ${mostVariables}`,
      remedy: "declare fewer, or delete some of the others in the admin center",
    },
  ];
}

/** A name that is not known yet may be one that stands there. */
function namesIn(properties: Properties): string[] {
  if (isUnknown(properties["contextVariables"])) return [];
  return declaredVariables(properties).flatMap(({ name }) => (isUnknown(name) ? [] : [name]));
}
