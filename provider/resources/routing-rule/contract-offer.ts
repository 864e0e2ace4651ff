import { comparisonsOf } from "../../../schema/condition.ts";
import type { CheckFailureOf } from "../../../schema/resource-schema.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { known } from "../../../schema/unknown.ts";
import type { WrittenMembers } from "../../../schema/written.ts";
import type { OperationContext } from "../../core/definition.ts";
import { orList } from "../../core/nearest.ts";
import type { Session } from "../../core/session.ts";
import type { Inputs, Prior, Unresolved } from "../../core/typed-values.ts";
import { conversationKey, customerKey } from "../../routing/attributes.ts";
import { childElements, DecisionDocumentError, parseXml } from "../../routing/elements.ts";
import { textIn } from "../../rows/row-values.ts";
import { contractTable } from "../../rows/tables.ts";
import { workstreamRowOf } from "./contracts.ts";
import { currentMetadata } from "./target.ts";

/** Left sides that an environment may not know: what stands under `customer`, and columns of the contact. */
interface Wanted {
  readonly key: string;
  readonly path: RuleFailure["path"];
}

type RuleFailure = CheckFailureOf<RoutingRuleArguments>;

/** Whether a custom workstream's contract offers the customer is assumed, so its contract is looked into. */
export async function unoffered(
  operation: OperationContext,
  inputs: Unresolved<RoutingRuleArguments>,
  before: Prior<RoutingRuleArguments> | undefined,
): Promise<RuleFailure[]> {
  const wanted = newlyWanted(inputs, before);
  const workstream = known(inputs.workstream);
  if (wanted.length === 0 || workstream === undefined) return [];
  const contract = (await currentMetadata(operation.session, workstream))?.contract;
  // Not there yet: asked again when the rule is written.
  return contract === undefined ? [] : failuresIn(wanted, await offeredKeys(operation.session, contract));
}

/** The same before a write, when the contract is there. */
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
    ...(comparison.customer === undefined ? [] : [{ key: customerKey, path: `${path}.customer` } as const]),
    ...(comparison.contact === undefined ? [] : [{ key: conversationKey, path: `${path}.contact` } as const]),
  ]);
}

function offeredKeys(session: Session, contract: string): Promise<readonly string[]> {
  return session.once(`keys of contract ${contract}`, async () => {
    const row = await session.client.retrieve(contractTable, contract, { select: ["msdyn_contractdefinition"] });
    return keysIn(textIn(row, "msdyn_contractdefinition") ?? "");
  });
}

/** A contract that nobody can read offers nothing that could be relied on. */
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
    .map(({ key, path }) => ({
      code: "not-supported",
      path,
      reason: `the decision contract of the workstream does not offer ${key}, so the condition could not be evaluated`,
      remedy:
        offered.length === 0
          ? "test a context variable that the adapter fills"
          : `test something that the contract offers (${orList(offered)}), such as a context variable that the adapter fills`,
    }));
}
