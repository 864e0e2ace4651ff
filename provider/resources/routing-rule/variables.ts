import type { CheckFailure } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import type { WrittenMembers } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import type { Prior, Unresolved } from "../../core/typed-values.ts";
import { variableUses } from "../../core/variable-uses.ts";
import { unfitVariableUses } from "../known-variables.ts";

/** A condition on a variable that does not exist never holds. Asked only for conditions and values that change. */
export async function unknownVariables(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { inState, prior } = context;
  if (inState && textsOf(prior) === textsOf(inputs)) return [];
  return unfitVariableUses(operation, inputs.workstream, variableUses(inputs), context);
}

/** What a rule tests and sets, to be compared. */
export const textsOf = ({ when, set }: WrittenMembers<RoutingRuleArguments>): string => JSON.stringify([when, set]);
