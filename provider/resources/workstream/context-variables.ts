import type { Operation, Properties } from "../../core/definition.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Row } from "../../dataverse/contract.ts";
import { equalsId, oneOf, or } from "../../dataverse/filter.ts";
import { isManaged, refuseManaged, solutionColumns } from "../managed-rows.ts";
import { bindTo, changedColumns, createOwnRow } from "../own-row.ts";
import { contextVariableTable as table, workstreamTable } from "../tables.ts";

export interface ContextVariable {
  readonly name: string;
  readonly type: "Text" | "Number";
}

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

export function variableRowsOf({ session }: Operation, workstreamId: string): Promise<readonly Row[]> {
  return session.client.list(table, { select, filter: equalsId(workstreamOf, workstreamId) });
}

/** Rows of the workstream, and those under ids of ours that lost their workstream when it was deleted by hand. */
function relatedRows({ session }: Operation, workstreamId: string, ownIds: readonly string[]): Promise<readonly Row[]> {
  const linked = equalsId(workstreamOf, workstreamId);
  const filter = ownIds.length === 0 ? linked : or(linked, oneOf(table.primaryId, ownIds));
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
  const rows = (await variableRowsOf(operation, workstreamId)).filter((row) => row["msdyn_issystemdefined"] !== true);
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

function typeOf(row: Row): string | undefined {
  return Object.entries(dataTypes).find(([, value]) => value === row["msdyn_datatype"])?.[0];
}

function isOurs(row: Row, workstreamId: string): boolean {
  return row[table.primaryId] === variableIdOf(workstreamId, String(row["msdyn_name"]));
}

/** Makes the rows say what the program says: joins a variable of the same name, makes others, takes away ours. */
export async function syncVariables(
  operation: Operation,
  workstreamId: string,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<void> {
  const wanted = declaredVariables(inputs);
  const before = declaredVariables(remembered).map((variable) => variable.name);
  const ownIds = [...new Set([...wanted.map(({ name }) => name), ...before])].map((name) =>
    variableIdOf(workstreamId, name),
  );
  const rows = await relatedRows(operation, workstreamId, ownIds);
  const used = new Set<unknown>();
  for (const variable of wanted) {
    const ownId = variableIdOf(workstreamId, variable.name);
    const joined = rows.find((row) => row[workstreamOf] === workstreamId && row["msdyn_name"] === variable.name);
    const row = joined ?? rows.find((each) => each[table.primaryId] === ownId);
    used.add(row?.[table.primaryId] ?? ownId);
    await syncVariable(operation, workstreamId, variable, row);
  }
  const surplus = rows.filter(
    (row) =>
      !used.has(row[table.primaryId]) &&
      !isManaged(row) &&
      (isOurs(row, workstreamId) ||
        before.includes(String(row["msdyn_name"])) ||
        ownIds.includes(String(row[table.primaryId]))),
  );
  for (const row of surplus) await operation.session.client.delete(table, String(row[table.primaryId]));
}

async function syncVariable(
  operation: Operation,
  workstreamId: string,
  variable: ContextVariable,
  found: Row | undefined,
): Promise<void> {
  const ownId = variableIdOf(workstreamId, variable.name);
  const label = `${operation.label}: its context variable "${variable.name}"`;
  const managed = {
    msdyn_name: variable.name,
    msdyn_datatype: dataTypes[variable.type],
    ...bindTo("msdyn_liveworkstreamid", workstreamTable.set, workstreamId),
  };
  const row =
    found ??
    (await createOwnRow(
      operation,
      {
        table,
        id: ownId,
        columns: { ...managed, msdyn_displayname: variable.name },
        naturalKey: { msdyn_name: variable.name, [workstreamOf]: workstreamId },
        label,
      },
      select,
    ));
  const changes = row === undefined ? {} : changedColumns(managed, row);
  if (row === undefined || Object.keys(changes).length === 0) return;
  await refuseManaged(operation, label, row);
  await operation.session.client.update(table, String(row[table.primaryId]), changes);
}
