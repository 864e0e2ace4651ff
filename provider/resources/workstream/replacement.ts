import type { OperationContext } from "../../core/definition.ts";
import { perSession } from "../../core/per-session.ts";
import type { Row, TableName, Write } from "../../dataverse/types.ts";
import { isManaged } from "../../rows/managed-rows.ts";
import { bindTo } from "../../rows/own-row.ts";
import { idIn } from "../../rows/row-values.ts";
import { forgetRouting } from "../routing-rule/known-routing.ts";
import { configurationIdOf, rulesetIdOf, type Routing } from "../routing-rule/routing.ts";
import {
  configurationTable,
  contextVariableTable,
  contractTable,
  rulesetTable,
  workstreamTable,
} from "../../rows/tables.ts";
import { nameIn, typeOf, type ContextVariable } from "./context-variables.ts";
import { contractToDelete } from "./contract-removal.ts";
import { syncContract } from "./decision-contract.ts";

/**
 * What outlives a workstream that is being replaced, such as rows that people made. The new workstream takes it over.
 */
interface Waiting {
  readonly configurations: readonly string[];
  readonly variables: readonly Row[];
  readonly rulesets: readonly Row[];
  readonly contract: string | undefined;
}

const waitingOf = perSession(() => new Map<string, Waiting>());

const workstreamLink = "msdyn_liveworkstreamid";

/**
 * The first writes of the delete: they unlink what outlives the workstream. The service would do the same, unless it
 * cleans up, which is not known. Only this process remembers what was unlinked, so it logs a message that names it.
 */
export function letWait(
  { session, label }: OperationContext,
  { workstream, configuration, steps, idle }: Routing,
  variables: readonly Row[],
  contract: string | undefined,
): Write[] {
  const configurations = configuration === undefined ? [] : [configurationIdOf(configuration)];
  waitingOf(session).set(workstream, {
    configurations,
    variables,
    rulesets: [...steps, ...idle].flatMap(({ ruleset }) => (ruleset === undefined ? [] : [ruleset])),
    contract,
  });
  session.reporter.info(
    `${label}: rules that are not replaced with it stay and join the new workstream, with routing configuration ${configurations.join(", ")}`,
  );
  return linkWrites({ configurations, variables }, undefined);
}

function linkWrites(
  { configurations, variables }: Pick<Waiting, "configurations" | "variables">,
  to?: string,
): Write[] {
  const columns = bindTo(workstreamLink, workstreamTable.set, to);
  const write = (table: TableName, id: string): Write => ({ kind: "update", table, id, columns });
  return [
    ...configurations.map((id) => write(configurationTable, id)),
    ...variables.map((row) => write(contextVariableTable, idIn(row, contextVariableTable))),
  ];
}

/** Links the waiting rows to the new workstream, and their rulesets to its contract, which replaces the old one. */
export async function rejoin(
  operation: OperationContext,
  workstream: string,
  contract: string | undefined,
): Promise<void> {
  const { session, priorRow = workstream } = operation;
  const waiting = waitingOf(session);
  const left = waiting.get(priorRow);
  if (left === undefined) return;
  const relinked = contract === undefined ? [] : left.rulesets.flatMap((row) => relink(row, left, contract));
  await session.client.changeSet([...linkWrites(left, workstream), ...relinked]);
  waiting.delete(priorRow);
  forgetRouting(session, workstream);
  await syncContract(operation, contract, left.variables.flatMap(asVariable));
  const unused = left.contract === contract ? undefined : await contractToDelete(operation, workstream, left.contract);
  if (unused !== undefined) await session.client.delete(contractTable, unused);
}

/** Types that the admin center does not offer are left to the service. */
function asVariable(row: Row): ContextVariable[] {
  const type = typeOf(row);
  return type === undefined ? [] : [{ name: nameIn(row), type }];
}

function relink(ruleset: Row, { contract: old }: Waiting, contract: string): Write[] {
  if (old === undefined || old === contract || isManaged(ruleset)) return [];
  const columns = Object.fromEntries(
    ["msdyn_inputcontractid", "msdyn_outputcontractid"]
      .filter((name) => ruleset[`_${name}_value`] === old)
      .flatMap((name) => Object.entries(bindTo(name, contractTable.set, contract))),
  );
  if (Object.keys(columns).length === 0) return [];
  return [{ kind: "update", table: rulesetTable, id: rulesetIdOf(ruleset), columns }];
}
