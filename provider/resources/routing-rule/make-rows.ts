import type { Operation } from "../../core/definition.ts";
import { CollisionError, RefusedError } from "../../core/failures.ts";
import type { Session } from "../../core/session.ts";
import type { Columns, Row, TableName } from "../../dataverse/contract.ts";
import { equals } from "../../dataverse/filter.ts";
import { bindTo } from "../own-row.ts";
import { syncRow } from "../sync-row.ts";
import { configurationTable, contractTable, rulesetTable, stepTable, workstreamTable } from "../tables.ts";
import { ownIds, uniqueNameOf, type Place } from "./place.ts";
import {
  configurationColumns,
  decisionList,
  declarative,
  definitionColumn,
  rulesetColumns,
  stepColumns,
  stepTypes,
} from "./rows.ts";

const longestName = 100;

/**
 * The rule set of a place, made with its first rules in it. `undefined` where it is new; the row where another writer,
 * or an interrupted run, made it before: its document then decides.
 */
export async function makeRuleset(operation: Operation, place: Place, definition: string): Promise<Row | undefined> {
  const id = ownIds(place).ruleset;
  const input = await workstreamContract(operation, place.workstream);
  const output = place.kind === "classification" ? input : await queueContract(operation.session);
  const links = {
    ...bindTo("msdyn_inputcontractid", contractTable.set, input),
    ...bindTo("msdyn_outputcontractid", contractTable.set, output),
  };
  const columns = {
    msdyn_name: place.name ?? "Route to queues",
    msdyn_rulesettype: declarative,
    msdyn_authoringmode: decisionList,
    [definitionColumn]: definition,
    ...links,
  };
  const found = await createOrFind(operation, rulesetTable, id, columns, rulesetColumns);
  if (found === undefined) return undefined;
  await syncRow(operation, rulesetTable, id, links, found, rulesetColumns);
  return operation.session.client.retrieve(rulesetTable, id, { select: rulesetColumns });
}

/** The active configuration of a workstream that has none. Its id. */
export async function makeConfiguration(operation: Operation, place: Place): Promise<string> {
  const id = ownIds(place).configuration;
  const effective = {
    msdyn_isactiveconfiguration: true,
    ...bindTo("msdyn_liveworkstreamid", workstreamTable.set, place.workstream),
  };
  const name = await workstreamName(operation, place.workstream);
  const columns = { msdyn_name: `Routing of ${name}`.slice(0, longestName), ...effective };
  const found = await createOrFind(operation, configurationTable, id, columns, configurationColumns);
  if (found !== undefined) await syncRow(operation, configurationTable, id, effective, found, configurationColumns);
  return id;
}

/** The step that puts a rule set of ours into effect. */
export async function makeStep(
  operation: Operation,
  place: Place,
  configuration: string,
  order: number,
): Promise<void> {
  const { step, ruleset } = ownIds(place);
  const columns = {
    msdyn_name: (place.name ?? "Route to queues").slice(0, longestName),
    msdyn_type: stepTypes[place.kind],
    msdyn_steporder: order,
    ...bindTo("msdyn_routingconfigurationid", configurationTable.set, configuration),
    ...bindTo("msdyn_rulesetid", rulesetTable.set, ruleset),
  };
  const found = await createOrFind(operation, stepTable, step, columns, stepColumns);
  if (found === undefined) return;
  const { msdyn_name: _label, ...effective } = columns;
  await syncRow(operation, stepTable, step, effective, found, stepColumns);
}

/** The ids are the same for every writer, so a taken id is a meeting, not a collision, as long as the unique name is ours. */
async function createOrFind(
  operation: Operation,
  table: TableName,
  id: string,
  columns: Columns,
  select: readonly string[],
): Promise<Row | undefined> {
  const { client } = operation.session;
  const uniqueName = uniqueNameOf(id);
  try {
    await client.create(table, id, { ...columns, msdyn_uniquename: uniqueName });
    return undefined;
  } catch (refusal) {
    const found = await client.retrieve(table, id, { select });
    if (found === undefined) throw refusal;
    if (found["msdyn_uniquename"] === uniqueName) return found;
    throw new CollisionError({
      code: "row-id-taken",
      what: `${operation.label} would make row ${id} of ${table.logicalName}, and another row stands there`,
      why: `its unique name is ${String(found["msdyn_uniquename"])}, and not ${uniqueName}`,
      remedy: "delete that row, or set dynamics365:idNamespace and deploy the workstream anew",
    });
  }
}

const contractWait = { attempts: 20, milliseconds: 1500 };

/** The service may make the contract after it answered the create of the workstream (assumed: seen with post-operation plug-ins). */
async function workstreamContract(operation: Operation, workstream: string): Promise<string> {
  const { session, label } = operation;
  for (let attempt = 1; ; attempt++) {
    const row = await workstreamRow(operation, workstream);
    const contract = row["_msdyn_routingcontractid_value"];
    if (typeof contract === "string") return contract;
    if (attempt === contractWait.attempts) throw noContract(label, workstream);
    if (attempt === 1) session.reporter.info(`${label}: waiting for the decision contract of workstream ${workstream}`);
    await session.sleep(contractWait.milliseconds);
  }
}

async function workstreamName(operation: Operation, workstream: string): Promise<string> {
  const row = await workstreamRow(operation, workstream);
  return String(row["msdyn_name"]);
}

async function workstreamRow({ session, label }: Operation, workstream: string): Promise<Row> {
  const row = await session.client.retrieve(workstreamTable, workstream, {
    select: ["msdyn_name", "_msdyn_routingcontractid_value"],
  });
  if (row !== undefined) return row;
  throw new RefusedError({
    code: "workstream-missing",
    what: `${label}: workstream ${workstream} does not exist`,
    why: "the rules of a workstream cannot be made without it",
    remedy: "run `pulumi refresh` and then `pulumi up`, which makes the workstream again",
    propertyPath: "workstream",
  });
}

function noContract(label: string, workstream: string): RefusedError {
  return new RefusedError({
    code: "contract-missing",
    what: `${label}: workstream ${workstream} has no decision contract`,
    why: "the service makes the contract with the workstream, and rules refer to it",
    remedy: "run `pulumi up` again in a minute; if it stays, open and save the workstream in the admin center",
    propertyPath: "workstream",
  });
}

const queueContractName = "msdyn_demandqueueidentificationoutput";

/** Its id differs from environment to environment; its unique name does not (Microsoft's migration pages). */
function queueContract(session: Session): Promise<string> {
  return session.once(`contract ${queueContractName}`, () => findQueueContract(session.client));
}

async function findQueueContract(client: Session["client"]): Promise<string> {
  const [row] = await client.list(contractTable, {
    select: ["msdyn_uniquename"],
    filter: equals("msdyn_uniquename", queueContractName),
  });
  if (row !== undefined) return String(row[contractTable.primaryId]);
  throw new RefusedError({
    code: "system-contract-missing",
    what: `${client.environmentUrl} has no decision contract ${queueContractName}`,
    why: "route-to-queue rules deliver their result through this contract of the product",
    remedy: "check that unified routing is provisioned in this environment",
  });
}
