import type { OperationContext } from "../../core/definition.ts";
import { CollisionError } from "../../core/failures.ts";
import type { Columns, Row, TableName, Write } from "../../dataverse/types.ts";
import { bindTo, changedColumns } from "../../rows/own-row.ts";
import { textIn } from "../../rows/row-values.ts";
import { unchangedSince } from "../../rows/row-version.ts";
import { configurationTable, rulesetTable, stepTable, workstreamTable } from "../../rows/tables.ts";
import { contractLinks, workstreamRowOf } from "./contracts.ts";
import { ownIds, uniqueNameOf, type RulesetKey } from "./place.ts";
import { inEffect, renewedConfiguration } from "./renewed-configuration.ts";
import {
  configurationColumns,
  configurationIdOf,
  decisionList,
  declarative,
  definitionColumn,
  inOrder,
  rulesetColumns,
  stepColumns,
  stepOf,
  stepTypes,
  type Routing,
} from "./rows.ts";

const longestName = 100;

/** The rows that stand under the ids of a place, though they are not in effect. */
export interface Existing {
  readonly configuration: Row | undefined;
  readonly ruleset: Row | undefined;
  readonly step: Row | undefined;
}

export const nothingExists: Existing = { configuration: undefined, ruleset: undefined, step: undefined };

/** What an interrupted run, or another writer at this moment, left: the ids are the same for all of them. */
export async function existingRows({ session }: OperationContext, place: RulesetKey): Promise<Existing> {
  const { client } = session;
  const own = ownIds(place);
  const [configuration, ruleset, step] = await Promise.all([
    client.retrieve(configurationTable, own.configuration, { select: configurationColumns }),
    client.retrieve(rulesetTable, own.ruleset, { select: rulesetColumns }),
    client.retrieve(stepTable, own.step, { select: stepColumns }),
  ]);
  return { configuration, ruleset, step };
}

/**
 * Puts a rule set into effect in one change set: the rule set with its rules, the configuration of a workstream that has
 * none, the step. The routing as it is then; `undefined` where the service does not show what it made.
 */
export async function createRuleset(
  operation: OperationContext,
  place: RulesetKey,
  routing: Routing,
  existing: Existing,
  definition: string,
  order: number,
): Promise<Routing | undefined> {
  const own = ownIds(place);
  const { name, contract } = await workstreamRowOf(operation, place.workstream);
  const links = await contractLinks(operation, place, contract);
  const ruleset = {
    table: rulesetTable,
    id: own.ruleset,
    label: {
      msdyn_name: place.name ?? "Route to queues",
      msdyn_rulesettype: declarative,
      msdyn_authoringmode: decisionList,
    },
    effective: { [definitionColumn]: definition, ...links },
    show: rulesetColumns,
  };
  const configuration =
    routing.configuration === undefined ? own.configuration : configurationIdOf(routing.configuration);
  const step = {
    table: stepTable,
    id: own.step,
    label: { msdyn_name: (place.name ?? "Route to queues").slice(0, longestName) },
    effective: {
      msdyn_type: stepTypes[place.kind],
      msdyn_steporder: order,
      ...bindTo("msdyn_routingconfigurationid", configurationTable.set, configuration),
      ...bindTo("msdyn_rulesetid", rulesetTable.set, own.ruleset),
    },
    show: stepColumns,
  };
  const rows = await operation.session.client.changeSet([
    ...configurationWrite(operation, place, routing, existing, name),
    ...rowWrite(operation, ruleset, existing.ruleset),
    ...rowWrite(operation, step, existing.step),
  ]);
  return shownRouting(routing, rows);
}

function configurationWrite(
  operation: OperationContext,
  place: RulesetKey,
  routing: Routing,
  existing: Existing,
  workstreamName: string,
): Write[] {
  if (routing.configuration !== undefined) return renewedConfiguration(routing);
  const row = {
    table: configurationTable,
    id: ownIds(place).configuration,
    label: { msdyn_name: `Routing of ${workstreamName}`.slice(0, longestName) },
    effective: { ...inEffect, ...bindTo("msdyn_liveworkstreamid", workstreamTable.set, place.workstream) },
    show: configurationColumns,
  };
  return rowWrite(operation, row, existing.configuration);
}

interface WantedRow {
  readonly table: TableName;
  readonly id: string;
  /** What the row starts with, and people may change. */
  readonly label: Columns;
  /** What puts it into effect. */
  readonly effective: Columns;
  readonly show: readonly string[];
}

function rowWrite(operation: OperationContext, wanted: WantedRow, existing: Row | undefined): Write[] {
  const { table, id, label, effective, show } = wanted;
  const uniqueName = uniqueNameOf(id);
  if (existing === undefined)
    return [{ kind: "create", table, id, columns: { ...label, ...effective, msdyn_uniquename: uniqueName }, show }];
  // A taken id is a meeting, not a collision, as long as the unique name is ours.
  if (existing["msdyn_uniquename"] !== uniqueName) throw idTaken(operation, wanted, existing);
  const columns = changedColumns(effective, existing);
  return Object.keys(columns).length === 0 ? [] : [{ kind: "update", table, id, columns, ...unchangedSince(existing) }];
}

function idTaken(operation: OperationContext, { table, id }: WantedRow, existing: Row): CollisionError {
  return new CollisionError({
    code: "row-id-taken",
    what: `${operation.label} needs the row id ${id} in ${table.logicalName}, and another row has it`,
    why: `its unique name is ${textIn(existing, "msdyn_uniquename") ?? "empty"}, and not ${uniqueNameOf(id)}`,
    remedy: "delete that row, or set dynamics365:idNamespace and deploy the workstream again",
  });
}

function shownRouting(before: Routing, rows: readonly (Row | undefined)[]): Routing | undefined {
  const of = ({ primaryId }: TableName): Row | undefined =>
    rows.find((row) => row !== undefined && Object.hasOwn(row, primaryId));
  const [ruleset, step] = [of(rulesetTable), of(stepTable)];
  // A configuration that was only written anew has another version now, which nobody showed.
  const configuration = before.configuration === undefined ? of(configurationTable) : undefined;
  if (ruleset === undefined || step === undefined || configuration === undefined) return undefined;
  return { ...before, configuration, steps: inOrder([...before.steps, stepOf(step, ruleset)]) };
}
