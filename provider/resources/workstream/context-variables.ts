import { isDeepStrictEqual } from "node:util";
import { isUnknown } from "../../../schema/unknown.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import { kept } from "../../core/hidden-inputs.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Row, Write } from "../../dataverse/contract.ts";
import { RowMissingError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { childRows, type Children } from "../listed-row.ts";
import { isManaged, refuseManaged, solutionColumns } from "../managed-rows.ts";
import { bindTo, changedColumns, mayHaveWritten } from "../own-row.ts";
import { contextVariableTable as table, workstreamTable } from "../tables.ts";

export interface ContextVariable {
  readonly name: string;
  readonly type: "Text" | "Number";
}

const attempts = 3;
const variableTypes = ["Text", "Number"] as const;
const dataTypes = { Text: 192350000, Number: 192350001 } as const;
const workstreamOf = "_msdyn_liveworkstreamid_value";
const select = [
  table.primaryId,
  "msdyn_name",
  "msdyn_datatype",
  "msdyn_issystemdefined",
  workstreamOf,
  ...solutionColumns,
];

export const variableIdOf = (workstreamId: string, name: string): string =>
  partIdOf(workstreamId, `context variable ${name}`);

export function declaredVariables(properties: Properties | undefined): readonly ContextVariable[] {
  return (properties?.["contextVariables"] as readonly ContextVariable[] | undefined) ?? [];
}

/** Allowed, and told: the adapter and rules made by hand may still name the variable. */
export function warnOfLostVariables({ session, label }: Operation, inputs: Properties, before: Properties): void {
  const staying = declaredVariables(inputs).map(({ name }) => name);
  const lost = declaredVariables(before).filter(({ name }) => !staying.includes(name));
  if (lost.length === 0 || isUnknown(inputs["contextVariables"])) return;
  session.reporter.warn(
    `${label}: ${lost.map(({ name }) => name).join(", ")} would be deleted; Microsoft advises against renaming or deleting context variables, which adapters and rules name`,
  );
}

const variablesOfWorkstream: Children = {
  table,
  select,
  parent: workstreamOf,
  of: (workstreamId) => equalsId(workstreamOf, workstreamId),
};

/** Every variable of the workstream with its type, out of one list for all workstreams. */
export async function variablesOf(
  operation: Operation,
  workstreamId: string,
): Promise<ReadonlyMap<string, ContextVariable["type"] | undefined>> {
  const rows = await childRows(operation, { [kept.rowId]: workstreamId }, variablesOfWorkstream, workstreamId);
  return new Map(rows.map((row) => [String(row["msdyn_name"]), typeOf(row)]));
}

export function variableRowsOf({ session }: Operation, workstreamId: string): Promise<readonly Row[]> {
  return session.client.list(table, { select, filter: equalsId(workstreamOf, workstreamId) });
}

/** Rows of the workstream, and those under ids of ours that lost their workstream when it was deleted by hand. */
function relatedRows({ session }: Operation, workstreamId: string, ownIds: readonly string[]): Promise<readonly Row[]> {
  const filter = or(equalsId(workstreamOf, workstreamId), ...ownIds.map((id) => equalsId(table.primaryId, id)));
  return session.client.list(table, { select, filter });
}

/**
 * Variables as the service holds them: those remembered, in that order, and others that the resource made. Variables
 * that people added are theirs; only where nothing is remembered are they shown.
 */
export async function readVariables(
  operation: Operation,
  workstreamId: string,
  remembered: Properties,
): Promise<readonly Properties[]> {
  const listed = await childRows(operation, remembered, variablesOfWorkstream, workstreamId);
  const rows = listed.filter((row) => row["msdyn_issystemdefined"] !== true);
  const order = declaredVariables(remembered).map((variable) => variable.name);
  const managed = remembered["contextVariables"] !== undefined;
  const shown = rows.filter(
    (row) => !managed || order.includes(String(row["msdyn_name"])) || isOurs(row, workstreamId),
  );
  const rank = (row: Row) => {
    const place = order.indexOf(String(row["msdyn_name"]));
    return place < 0 ? order.length : place;
  };
  return shown
    .toSorted((a, b) => rank(a) - rank(b) || String(a["msdyn_name"]).localeCompare(String(b["msdyn_name"])))
    .map((row) => ({ name: row["msdyn_name"], type: typeOf(row) }));
}

/** `undefined` for the types that only other tools make. */
export function typeOf(row: Row): ContextVariable["type"] | undefined {
  return variableTypes.find((type) => dataTypes[type] === row["msdyn_datatype"]);
}

export function isOurs(row: Row, workstreamId: string): boolean {
  return row[table.primaryId] === variableIdOf(workstreamId, String(row["msdyn_name"]));
}

/**
 * Makes the rows say what the program says: joins a variable of the same name, makes others, takes away ours. One change
 * set: where it is refused or its answer lost, what stands then decides what is left to do.
 */
export async function syncVariables(
  operation: Operation,
  workstreamId: string,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<void> {
  let refused: { writes: readonly Write[]; refusal: unknown } | undefined;
  for (let attempt = 1; ; attempt++) {
    const writes = await writesFor(operation, workstreamId, inputs, remembered);
    if (refused !== undefined && (attempt > attempts || isDeepStrictEqual(writes, refused.writes))) {
      throw refused.refusal;
    }
    try {
      await operation.session.client.changeSet(writes);
      return;
    } catch (refusal) {
      if (!mayHaveWritten(refusal) && !(refusal instanceof RowMissingError)) throw refusal;
      refused = { writes, refusal };
    }
  }
}

async function writesFor(
  operation: Operation,
  workstreamId: string,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<Write[]> {
  const wanted = declaredVariables(inputs);
  const before = declaredVariables(remembered).map((variable) => variable.name);
  const ownIds = [...new Set([...wanted.map(({ name }) => name), ...before])].map((name) =>
    variableIdOf(workstreamId, name),
  );
  const rows = await relatedRows(operation, workstreamId, ownIds);
  const standing = wanted.map((variable) => rowFor(rows, workstreamId, variable.name));
  const writes = await Promise.all(
    wanted.map((variable, index) => variableWrite(operation, workstreamId, variable, standing[index])),
  );
  const surplus = rows.filter(
    (row) =>
      !standing.includes(row) &&
      !isManaged(row) &&
      (isOurs(row, workstreamId) ||
        before.includes(String(row["msdyn_name"])) ||
        ownIds.includes(String(row[table.primaryId]))),
  );
  const deletes = surplus.map((row): Write => ({ kind: "delete", table, id: String(row[table.primaryId]) }));
  return [...deletes, ...writes.flat()];
}

function rowFor(rows: readonly Row[], workstreamId: string, name: string): Row | undefined {
  return (
    rows.find((row) => row[workstreamOf] === workstreamId && row["msdyn_name"] === name) ??
    rows.find((row) => row[table.primaryId] === variableIdOf(workstreamId, name))
  );
}

async function variableWrite(
  operation: Operation,
  workstreamId: string,
  { name, type }: ContextVariable,
  row: Row | undefined,
): Promise<Write[]> {
  const columns = {
    msdyn_name: name,
    msdyn_datatype: dataTypes[type],
    ...bindTo("msdyn_liveworkstreamid", workstreamTable.set, workstreamId),
  };
  if (row === undefined) {
    const id = variableIdOf(workstreamId, name);
    return [{ kind: "create", table, id, columns: { ...columns, msdyn_displayname: name } }];
  }
  const changes = changedColumns(columns, row);
  if (Object.keys(changes).length === 0) return [];
  await refuseManaged(operation, `${operation.label}: its context variable "${name}"`, row);
  return [{ kind: "update", table, id: String(row[table.primaryId]), columns: changes }];
}
