import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Circumstances, Operation, Properties } from "../../core/definition.ts";
import { unknownVariable } from "../../core/program.ts";
import { misuse, variableUses } from "../../core/variable-uses.ts";
import { variablesOf } from "../workstream/context-variables.ts";

/**
 * A condition on a variable that does not exist never holds. The program judges where it declares the variables of the
 * workstream; else the environment is asked, once for all workstreams, and only for conditions and values that change.
 */
export async function unknownVariables(
  operation: Operation,
  inputs: Properties,
  { inState, before, declared }: Circumstances,
): Promise<Fault[]> {
  const { workstream } = inputs;
  if (typeof workstream !== "string" || isUnknown(workstream)) return [];
  const said = (properties: Properties): string => JSON.stringify([properties["when"], properties["set"]]);
  if (inState && said(before) === said(inputs)) return [];
  const uses = variableUses(inputs);
  if (uses.length === 0 || declared("Workstream", workstream)?.["contextVariables"] !== undefined) return [];
  const types = await variablesOf(operation, workstream);
  return uses.flatMap((use) =>
    types.has(use.name)
      ? misuse(use, types.get(use.name))
      : [{ path: use.path, ...unknownVariable(use.name, [...types.keys()]) }],
  );
}
