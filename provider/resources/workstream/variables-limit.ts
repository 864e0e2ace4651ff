import { limits } from "../../../schema/limits.ts";
import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import { known } from "../../../schema/unknown.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import { isOurs, nameIn, variableNames, variableRowsOf } from "./context-variables.ts";

/** Checked when the program adds variables to an existing workstream, because those that people made count too. */
export async function tooManyVariables(
  operation: OperationContext,
  inputs: Unresolved<WorkstreamArguments>,
  { inState, prior }: Pick<CheckContext<Prior<WorkstreamArguments>>, "inState" | "prior">,
): Promise<CheckFailureOf<WorkstreamArguments>[]> {
  // A name that is not known yet may be one that exists.
  const names = variableNames(inputs.contextVariables);
  const namesBefore = variableNames(prior.contextVariables);
  const rowId = known(inputs.rowId);
  const stands = inState || inputs.adopts !== undefined;
  if (!stands || rowId === undefined || names.every((name) => namesBefore.includes(name))) return [];
  const others = (await variableRowsOf(operation, rowId)).filter((row) => {
    const name = nameIn(row);
    const isDeclared = names.includes(name) || namesBefore.includes(name) || isOurs(row, rowId);
    return !isDeclared && row["msdyn_issystemdefined"] !== true;
  });
  const count = others.length + names.length;
  if (count <= limits.contextVariables) return [];
  return [
    {
      code: "over-limit",
      path: "contextVariables",
      reason: `the workstream has ${others.length} context variables that people made, with those declared here it would have ${count}, and it may have ${limits.contextVariables}`,
      remedy: "declare fewer, or delete some of the others in the admin center",
    },
  ];
}
