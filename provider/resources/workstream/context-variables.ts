import { isDeepStrictEqual } from "node:util";
import { isUnknown, known, type Unknowable } from "../../../schema/unknown.ts";
import type { WorkstreamArguments } from "../../../schema/workstream.ts";
import type { OperationContext } from "../../core/definition.ts";
import { partIdOf } from "../../core/identity.ts";
import type { Inputs, Observed, Prior, Unresolved } from "../../core/typed-values.ts";
import type { Row, Write } from "../../dataverse/types.ts";
import { RowMissingError } from "../../dataverse/errors.ts";
import { equalsId, or } from "../../dataverse/filter.ts";
import { tries, untilAccepted } from "../../rows/conflict.ts";
import { childRows, type Children } from "../../rows/listed-row.ts";
import { isManaged, refuseManaged, solutionColumns } from "../../rows/managed-rows.ts";
import { bindTo, changedColumns, mayHaveWritten } from "../../rows/own-row.ts";
import { idIn, optionIn, textIn } from "../../rows/row-values.ts";
import { contextVariableTable as table, workstreamTable } from "../../rows/tables.ts";

type ContextVariables = WorkstreamArguments["contextVariables"];
export type ContextVariable = NonNullable<ContextVariables>[number];

const dataTypes: Readonly<Record<ContextVariable["type"], number>> = { Text: 192350000, Number: 192350001 };
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

/** The names of the variables that are known so far. */
export function variableNames(variables: Unknowable<ContextVariables>): string[] {
  return (known(variables) ?? []).flatMap((variable) => known(known(variable)?.name) ?? []);
}

/** Removing a variable is allowed, but warned about: the adapter and hand-made rules may still use it. */
export function warnOfLostVariables(
  { session, label }: OperationContext,
  { contextVariables }: Unresolved<WorkstreamArguments>,
  before: Prior<WorkstreamArguments>,
): void {
  if (isUnknown(contextVariables)) return;
  const staying = variableNames(contextVariables);
  const lost = variableNames(before.contextVariables).filter((name) => !staying.includes(name));
  if (lost.length === 0) return;
  session.reporter.warn(
    `${label}: ${lost.join(", ")} would be deleted; Microsoft advises against renaming or deleting context variables, which adapters and rules name`,
  );
}

const variablesOfWorkstream: Children = {
  table,
  select,
  parent: workstreamOf,
  of: (workstreamId) => equalsId(workstreamOf, workstreamId),
};

/** Every variable of the workstream with its type. One list serves all workstreams. */
export async function variablesOf(
  operation: OperationContext,
  workstreamId: string,
): Promise<ReadonlyMap<string, ContextVariable["type"] | undefined>> {
  const rows = await childRows(operation, { rowId: workstreamId }, variablesOfWorkstream, workstreamId);
  return new Map(rows.map((row) => [nameIn(row), typeOf(row)]));
}

export function variableRowsOf({ session }: OperationContext, workstreamId: string): Promise<readonly Row[]> {
  return session.client.list(table, { select, filter: equalsId(workstreamOf, workstreamId) });
}

/**
 * The workstream's variables, and those with ids of ours that lost their workstream because someone deleted it by hand.
 */
function relatedRows(
  { session }: OperationContext,
  workstreamId: string,
  ownIds: readonly string[],
): Promise<readonly Row[]> {
  const filter = or(equalsId(workstreamOf, workstreamId), ...ownIds.map((id) => equalsId(table.primaryId, id)));
  return session.client.list(table, { select, filter });
}

/**
 * Variables as the service holds them: first those in state, in that order, then others that this resource made.
 * Variables that other people added stay theirs, and only show if state has none.
 */
export async function readVariables(
  operation: OperationContext,
  workstreamId: string,
  prior: Prior<WorkstreamArguments>,
): Promise<Pick<Observed<WorkstreamArguments>, "contextVariables">> {
  const listed = await childRows(operation, prior, variablesOfWorkstream, workstreamId);
  const rows = listed.filter((row) => row["msdyn_issystemdefined"] !== true);
  const order = variableNames(prior.contextVariables);
  const managed = prior.contextVariables !== undefined;
  const shown = rows.filter((row) => !managed || order.includes(nameIn(row)) || isOurs(row, workstreamId));
  const rank = (row: Row) => {
    const place = order.indexOf(nameIn(row));
    return place < 0 ? order.length : place;
  };
  const contextVariables = shown
    .toSorted((a, b) => rank(a) - rank(b) || nameIn(a).localeCompare(nameIn(b)))
    .map((row) => ({ name: textIn(row, "msdyn_name"), type: typeOf(row) }));
  return { contextVariables };
}

/** `undefined` for types that only other tools create. */
export function typeOf(row: Row): ContextVariable["type"] | undefined {
  return optionIn(row, "msdyn_datatype", dataTypes);
}

export function nameIn(row: Row): string {
  return textIn(row, "msdyn_name") ?? "";
}

export function isOurs(row: Row, workstreamId: string): boolean {
  return row[table.primaryId] === variableIdOf(workstreamId, nameIn(row));
}

/**
 * Makes the rows match the program: reuses a variable of the same name, creates missing ones and deletes our surplus
 * ones, in one change set. If it is refused or its response is lost, we read the rows again and write what is left.
 */
export async function syncVariables(
  operation: OperationContext,
  workstreamId: string,
  inputs: Inputs<WorkstreamArguments>,
  prior: Prior<WorkstreamArguments> | undefined,
): Promise<void> {
  let refused: readonly Write[] | undefined;
  await untilAccepted(tries.variables, {
    read: async (refusal) => {
      const writes = await writesFor(operation, workstreamId, inputs, prior);
      if (isDeepStrictEqual(writes, refused)) throw refusal;
      refused = writes;
      return writes;
    },
    write: (writes) => operation.session.client.changeSet(writes),
    isStale: (error) => mayHaveWritten(error) || error instanceof RowMissingError,
  });
}

async function writesFor(
  operation: OperationContext,
  workstreamId: string,
  inputs: Inputs<WorkstreamArguments>,
  prior: Prior<WorkstreamArguments> | undefined,
): Promise<Write[]> {
  const { contextVariables: wanted = [] } = inputs;
  const before = variableNames(prior?.contextVariables);
  const ownIds = [...new Set([...variableNames(wanted), ...before])].map((name) => variableIdOf(workstreamId, name));
  const rows = await relatedRows(operation, workstreamId, ownIds);
  const existing = wanted.map((variable) => rowFor(rows, workstreamId, variable.name));
  const writes = await Promise.all(
    wanted.map((variable, index) => variableWrite(operation, workstreamId, variable, existing[index])),
  );
  const surplus = rows.filter(
    (row) =>
      !existing.includes(row) &&
      !isManaged(row) &&
      (isOurs(row, workstreamId) || before.includes(nameIn(row)) || ownIds.includes(idIn(row, table))),
  );
  const deletes = surplus.map((row): Write => ({ kind: "delete", table, id: idIn(row, table) }));
  return [...deletes, ...writes.flat()];
}

function rowFor(rows: readonly Row[], workstreamId: string, name: string): Row | undefined {
  return (
    rows.find((row) => row[workstreamOf] === workstreamId && row["msdyn_name"] === name) ??
    rows.find((row) => row[table.primaryId] === variableIdOf(workstreamId, name))
  );
}

async function variableWrite(
  operation: OperationContext,
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
  await refuseManaged(operation, `its context variable "${name}"`, row);
  return [{ kind: "update", table, id: idIn(row, table), columns: changes }];
}
