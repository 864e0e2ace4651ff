import { comparisonsOf } from "../../../schema/condition.ts";
import type { Fault } from "../../../schema/resource-schema.ts";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import { orList } from "../../core/nearest.ts";
import type { Session } from "../../core/session.ts";
import { conversationKey, customerKey } from "../../routing/attributes.ts";
import { childElements, DecisionDocumentError, parseXml } from "../../routing/elements.ts";
import { contractTable } from "../tables.ts";
import { workstreamFactsOf } from "./contracts.ts";
import { factsNow } from "./target.ts";

/** Left sides that an environment may not know: what stands under `customer`, and columns of the contact. */
interface Wanted {
  readonly key: string;
  readonly path: string;
}

/** Whether a custom workstream's contract offers the customer is assumed, so its contract is looked into. */
export async function unoffered(
  operation: Operation,
  inputs: Properties,
  before: Properties | undefined,
): Promise<Fault[]> {
  const wanted = newlyWanted(inputs, before);
  const { workstream } = inputs;
  if (wanted.length === 0 || typeof workstream !== "string" || isUnknown(workstream)) return [];
  const contract = (await factsNow(operation.session, workstream))?.contract;
  // Not there yet: asked again when the rule is written.
  return contract === undefined ? [] : faultsIn(wanted, await offeredKeys(operation.session, contract));
}

/** The same before a write, when the contract is there. */
export async function unofferedNow(
  operation: Operation,
  inputs: Properties,
  before: Properties | undefined,
): Promise<Fault[]> {
  const wanted = newlyWanted(inputs, before);
  if (wanted.length === 0) return [];
  const { contract } = await workstreamFactsOf(operation, String(inputs["workstream"]).toLowerCase());
  return faultsIn(wanted, await offeredKeys(operation.session, contract));
}

function newlyWanted(inputs: Properties, before: Properties | undefined): Wanted[] {
  if (before !== undefined && JSON.stringify(before["when"]) === JSON.stringify(inputs["when"])) return [];
  return comparisonsOf(inputs["when"], "when").flatMap(({ comparison, path }) => [
    ...(comparison["customer"] === undefined ? [] : [{ key: customerKey, path: `${path}.customer` }]),
    ...(comparison["contact"] === undefined ? [] : [{ key: conversationKey, path: `${path}.contact` }]),
  ]);
}

function offeredKeys(session: Session, contract: string): Promise<readonly string[]> {
  return session.once(`keys of contract ${contract}`, async () => {
    const row = await session.client.retrieve(contractTable, contract, { select: ["msdyn_contractdefinition"] });
    return keysIn(String(row?.["msdyn_contractdefinition"] ?? ""));
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

function faultsIn(wanted: readonly Wanted[], offered: readonly string[]): Fault[] {
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
