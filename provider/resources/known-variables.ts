import type { CheckFailure } from "../../schema/resource-schema.ts";
import { workstream as schema } from "../../schema/workstream.ts";
import { text, type Written } from "../../schema/written.ts";
import type { CheckContext, OperationContext } from "../core/definition.ts";
import { misuse, unknownVariable, type VariableUse } from "../../schema/context-variables.ts";
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
  const declared = context.declared(schema, workstream.toLowerCase());
  if (declared?.contextVariables !== undefined) return [];
  const types = await variablesOf(operation, workstream);
  if (types.size === 0 && declared === undefined && isExpected(schema, workstream, context)) {
    if ((await existingTarget(operation, workstreamTarget, workstream)) === undefined) return [];
  }
  return uses.flatMap((use) =>
    types.has(use.name)
      ? misuse(use, types.get(use.name))
      : [{ path: use.path, ...unknownVariable(use.name, [...types.keys()]) }],
  );
}
