import {
  comparisonsOf,
  operators,
  type Condition,
  type ConditionPath,
  type Operator,
} from "../../../schema/condition.ts";
import type { CheckFailure, CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known } from "../../../schema/unknown.ts";
import { items, members, type Written, type WrittenMembers } from "../../../schema/written.ts";
import type { CheckContext, OperationContext } from "../../core/definition.ts";
import { orList } from "../../../schema/nearest.ts";
import type { Session } from "../../core/session.ts";
import type { Inputs, Prior, Unresolved } from "../../core/typed-values.ts";
import { variableUses } from "../../../schema/context-variables.ts";
import { conversationKey, customerKey } from "../../routing/attributes.ts";
import { operatorsIn } from "../../routing/document.ts";
import { childElements, DecisionDocumentError, parseXml } from "../../routing/elements.ts";
import { isProven, textOfOperator } from "../../routing/operators.ts";
import { textIn } from "../../rows/row-values.ts";
import { contractTable } from "../../rows/tables.ts";
import { unfitVariableUses } from "../known-variables.ts";
import { currentMetadata, workstreamRowOf } from "./contracts.ts";
import { everyRouting } from "./known-routing.ts";
import { documentOf, rulesetKeyOfStep } from "./routing.ts";

/** Whether the condition has an operator that we only write if rules of the environment use it. */
export function usesUnprovenOperators({ when }: WrittenMembers<RoutingRuleArguments>): boolean {
  return operatorsOf(when, "when").some(({ operator }) => !isProven(operator));
}

export async function preflightOperators(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
): Promise<CheckFailure[]> {
  return usesUnprovenOperators(inputs)
    ? unprovenOperators(inputs, await operatorsOfEnvironment(operation.session))
    : [];
}

/** Operators of a condition, each with its path. */
function operatorsOf(
  condition: Written<Condition>,
  path: ConditionPath,
): { operator: Operator; path: ConditionPath }[] {
  const given = members(condition);
  const groups = (["all", "any"] as const).flatMap((key) =>
    items(given?.[key]).flatMap((member, index) => operatorsOf(member, `${path}.${key}[${index}]`)),
  );
  const own = operators.find((one) => one === given?.operator);
  return own === undefined ? groups : [...groups, { operator: own, path: `${path}.operator` }];
}

export function unprovenOperators(
  { when }: WrittenMembers<RoutingRuleArguments>,
  operatorsInUse: ReadonlySet<string>,
): CheckFailureOf<RoutingRuleArguments>[] {
  return operatorsOf(when, "when")
    .filter(({ operator }) => textOfOperator(operator, operatorsInUse) === undefined)
    .map(({ operator, path }) => ({
      code: "stored-form-unknown",
      path,
      reason: `it is not publicly known how Dynamics 365 stores ${operator}, and no rule of this environment uses it`,
      remedy: `make one rule with ${operator} in the admin center, so that the provider can see it there, or use another operator`,
    }));
}

/** How rules in effect write their operators, those of other workstreams included. A document that cannot be read is left out. */
export async function operatorsOfEnvironment(session: Session): Promise<ReadonlySet<string>> {
  const inUse = new Set<string>();
  for (const routing of await everyRouting(session)) {
    for (const step of routing.steps) {
      const key = rulesetKeyOfStep(routing, step);
      if (key === undefined || step.ruleset === undefined) continue;
      try {
        for (const text of operatorsIn(documentOf(step.ruleset, key.kind))) inUse.add(text);
      } catch {
        continue;
      }
    }
  }
  return inUse;
}

/** A left side that an environment may not know: a field of `customer`, or a column of the contact. */
interface Wanted {
  readonly noun: string;
  /** The contract offers it under this key. */
  readonly key: string;
  readonly path: RuleFailure["path"];
}

type RuleFailure = CheckFailureOf<RoutingRuleArguments>;

/** That the contract of a custom workstream offers the customer is assumed, so the contract is looked at. */
export async function unoffered(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  before: Prior<RoutingRuleArguments> | undefined,
): Promise<RuleFailure[]> {
  const wanted = newlyWanted(inputs, before);
  const workstream = known(inputs.workstream);
  if (wanted.length === 0 || workstream === undefined) return [];
  const contract = (await currentMetadata(operation.session, workstream))?.contract;
  // The contract is not there yet. `unofferedNow` asks again when the rule is written.
  return contract === undefined ? [] : failuresIn(wanted, await offeredKeys(operation.session, contract));
}

/** Asks the same before a write, when the contract is there. */
export async function unofferedNow(
  operation: OperationContext,
  inputs: Inputs<RoutingRuleArguments>,
  before: Prior<RoutingRuleArguments> | undefined,
): Promise<RuleFailure[]> {
  const wanted = newlyWanted(inputs, before);
  if (wanted.length === 0) return [];
  const { contract } = await workstreamRowOf(operation, inputs.workstream.toLowerCase());
  return failuresIn(wanted, await offeredKeys(operation.session, contract));
}

function newlyWanted(
  { when }: Pick<WrittenMembers<RoutingRuleArguments>, "when">,
  before: Prior<RoutingRuleArguments> | undefined,
): Wanted[] {
  if (before !== undefined && JSON.stringify(before.when) === JSON.stringify(when)) return [];
  return comparisonsOf(when, "when").flatMap(({ comparison, path }): Wanted[] => [
    ...(comparison.customer === undefined
      ? []
      : [{ noun: "customer", key: customerKey, path: `${path}.customer` } as const]),
    ...(comparison.contact === undefined
      ? []
      : [{ noun: "conversation", key: conversationKey, path: `${path}.contact` } as const]),
  ]);
}

function offeredKeys(session: Session, contract: string): Promise<readonly string[]> {
  return session.once(`keys of contract ${contract}`, async () => {
    const row = await session.client.retrieve(contractTable, contract, { select: ["msdyn_contractdefinition"] });
    return keysIn(textIn(row, "msdyn_contractdefinition") ?? "");
  });
}

/** A contract that cannot be read offers nothing to rely on. */
function keysIn(definition: string): string[] {
  if (definition.trim() === "") return [];
  try {
    return childElements(parseXml(definition)).flatMap((element) => element.getAttribute("key") ?? []);
  } catch (error) {
    if (error instanceof DecisionDocumentError) return [];
    throw error;
  }
}

function failuresIn(wanted: readonly Wanted[], offered: readonly string[]): RuleFailure[] {
  return wanted
    .filter(({ key }) => !offered.includes(key))
    .map(({ noun, path }) => ({
      code: "not-supported",
      path,
      reason: `the decision contract of the workstream does not offer the ${noun}, so the service could not evaluate the condition`,
      remedy:
        offered.length === 0
          ? "test a context variable that the adapter fills"
          : `test something that the contract offers (${orList(offered)}), such as a context variable that the adapter fills`,
    }));
}

/** A condition on a variable that does not exist never holds. Conditions and values that did not change are not asked about. */
export async function unknownVariables(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  context: CheckContext<Prior<RoutingRuleArguments>>,
): Promise<CheckFailure[]> {
  const { inState, prior } = context;
  if (inState && textsOf(prior) === textsOf(inputs)) return [];
  return unfitVariableUses(operation, inputs.workstream, variableUses(inputs), context);
}

/** What a rule tests and sets, as one text to compare. */
export const textsOf = ({ when, set }: WrittenMembers<RoutingRuleArguments>): string => JSON.stringify([when, set]);
