import type { CheckFailure } from "../../schema/resource-schema.ts";
import { text, type Written } from "../../schema/written.ts";
import type { CheckContext, OperationContext } from "../core/definition.ts";
import { unknownVariable } from "../core/program.ts";
import { misuse, type VariableUse } from "../core/variable-uses.ts";
import { isExpected, existingTarget, workstreamTarget } from "./targets.ts";
import { variablesOf } from "./workstream/context-variables.ts";

/**
 * Uses of context variables that the workstream lacks, or whose types do not fit. If the program declares the
 * workstream's variables, they decide. Otherwise one list of the variables of all workstreams does.
 */
export async function unfitVariableUses(
  operation: OperationContext,
  workstreamId: Written<string>,
  uses: readonly VariableUse[],
  context: Pick<CheckContext, "declared" | "stackTag">,
): Promise<CheckFailure[]> {
  const workstream = text(workstreamId);
  if (uses.length === 0 || workstream === undefined) return [];
  const declared = context.declared("Workstream", workstream.toLowerCase());
  if (declared?.contextVariables !== undefined) return [];
  const types = await variablesOf(operation, workstream);
  if (types.size === 0 && declared === undefined && isExpected("Workstream", workstream, context)) {
    if ((await existingTarget(operation, workstreamTarget, workstream)) === undefined) return [];
  }
  return uses.flatMap((use) =>
    types.has(use.name)
      ? misuse(use, types.get(use.name))
      : [{ path: use.path, ...unknownVariable(use.name, [...types.keys()]) }],
  );
}
