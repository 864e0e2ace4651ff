import { text } from "../../schema/written.ts";
import type { OperationContext } from "../core/definition.ts";
import { CollisionError, couldNot } from "../core/errors.ts";
import { ifNotInterrupted, rowInTheWay, whyNotInterrupted } from "../core/provenance.ts";
import type { Columns, Query, Row, TableName } from "../dataverse/types.ts";
import {
  BadResponseError,
  NetworkError,
  PluginRefusedError,
  RowExistsError,
  ServiceUnavailableError,
  UniqueKeyTakenError,
} from "../dataverse/errors.ts";
import { textIn } from "./row-values.ts";
import { provenanceColumns, provenanceOf } from "./existing-row.ts";

export interface OwnRow {
  readonly table: TableName;
  readonly id: string;
  /** Everything the row starts with. */
  readonly columns: Columns;
  /** Columns by which our row differs from all others, with its values. */
  readonly naturalKey: Readonly<Record<string, string>>;
  /** How messages name it beside its resource, where it is not the resource's own row: "client secret". */
  readonly part?: string;
}

/**
 * Creates a row under the id that was made for it. The conditional create is the observation: `undefined` means that the
 * row is new and holds exactly `columns`. If the create is refused or its answer lost, the row is read. If an interrupted
 * create of ours left it, it is returned, and the caller brings it up to date. Any other row is a collision.
 */
export async function createOwnRow(
  operation: OperationContext,
  own: OwnRow,
  select: readonly string[],
): Promise<Row | undefined> {
  try {
    await operation.session.client.create(own.table, own.id, own.columns);
    return undefined;
  } catch (refusal) {
    return recogniseOwnRow(operation, own, select, refusal);
  }
}

/** The same for a row that the service completes by itself. Returns the row as it is now, and whether it existed before. */
export async function createAndShowOwnRow(
  operation: OperationContext,
  own: OwnRow,
  query: Query,
): Promise<{ readonly row: Row | undefined; readonly existed: boolean }> {
  try {
    return { row: await operation.session.client.createAndShow(own.table, own.id, own.columns, query), existed: false };
  } catch (refusal) {
    return { row: await recogniseOwnRow(operation, own, query.select, refusal), existed: true };
  }
}

/**
 * Reads the row after its create was refused or not answered, and returns it if an interrupted create of ours left it.
 * Throws the refusal if there is no row, and a collision if it is not ours.
 */
export async function recogniseOwnRow(
  operation: OperationContext,
  own: Omit<OwnRow, "columns">,
  select: readonly string[],
  refusal: unknown,
): Promise<Row> {
  if (!mayHaveWritten(refusal)) throw refusal;
  const found = await operation.session.client.retrieve(own.table, own.id, {
    select: [...new Set([...select, ...Object.keys(own.naturalKey), ...provenanceColumns])],
  });
  // The service refused something else, such as an app id that another row has.
  if (found === undefined) throw refusal;
  await requireOurs(operation, own, found);
  operation.session.reporter.warn(
    `${operation.label}: ${own.part === undefined ? "" : `its ${own.part}: `}found the row that an interrupted create of this resource left (${own.id}), and continues with it; ${ifNotInterrupted}`,
  );
  return found;
}

/**
 * Whether our row may exist after this error: a plug-in may notice the repeated create before the platform does, and an
 * answer may be lost after the write.
 */
export function mayHaveWritten(error: unknown): boolean {
  return [
    RowExistsError,
    PluginRefusedError,
    UniqueKeyTakenError,
    NetworkError,
    ServiceUnavailableError,
    BadResponseError,
  ].some((kind) => error instanceof kind);
}

async function requireOurs(operation: OperationContext, own: Omit<OwnRow, "columns">, found: Row): Promise<void> {
  const { userId } = await operation.session.client.whoAmI();
  const keyIsOurs = Object.entries(own.naturalKey).every(
    ([column, value]) => (textIn(found, column) ?? "").toLowerCase() === value.toLowerCase(),
  );
  const why = whyNotInterrupted(provenanceOf(found), userId, keyIsOurs, operation.session.clock);
  if (why === undefined) return;
  throw new CollisionError({
    code: "row-id-taken",
    attempt: couldNot(operation),
    what: own.part === undefined ? "another row has its id" : `another row has the id of its ${own.part}`,
    why: `row ${own.id} is not what an interrupted create of this resource left: ${why}`,
    remedy: rowInTheWay,
  });
}

/** The columns whose value differs from the row's. Only these are written, because equal values fire plug-ins, too. */
export function changedColumns(wanted: Columns, found: Row): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wanted).filter(([column, value]) => !sameColumn(column, value, found)));
}

const bind = "@odata.bind";

function sameColumn(column: string, value: unknown, found: Row): boolean {
  if (column.endsWith(bind)) {
    const navigation = column.slice(0, -bind.length);
    const id = /\(([^()]+)\)$/.exec(text(value) ?? "")?.[1];
    return (textIn(found, `_${navigation.toLowerCase()}_value`) ?? "").toLowerCase() === id?.toLowerCase();
  }
  const lookup = `_${column.toLowerCase()}_value`;
  if (value === null && lookup in found) return found[lookup] === null;
  return (found[column] ?? null) === (value ?? null);
}

/** `"<navigation>@odata.bind"` for a row, or the form that clears the lookup. */
export function bindTo(navigation: string, set: string, id: string | undefined): Record<string, unknown> {
  return id === undefined ? { [navigation]: null } : { [`${navigation}${bind}`]: `/${set}(${id})` };
}
