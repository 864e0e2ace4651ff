import { valueAt } from "../core/property-path.ts";
import type { Operation, Properties } from "../core/definition.ts";
import type { Columns } from "../dataverse/contract.ts";

/** One argument, or a part of one, and the columns that hold it. */
export interface Setting {
  readonly path: readonly string[];
  columns(value: unknown, operation: Operation): Columns | Promise<Columns>;
  /**
   * The documented default, written on create and when the argument leaves the program. Without it the service decides:
   * nothing is written, and a value that stands stays.
   */
  readonly otherwise?: (inputs: Properties) => Columns;
  /** What a new row gets where neither the program nor the service fills the columns; a row that stands keeps what it has. */
  readonly initially?: Columns;
}

/** Columns of a new row: what the program says, else the defaults. Empty ones are left out, as they are empty anyway. */
export async function columnsOnCreate(
  settings: readonly Setting[],
  operation: Operation,
  inputs: Properties,
): Promise<Columns> {
  const parts = settings.map(async (setting) => {
    const value = valueAt(inputs, setting.path);
    if (value !== undefined) return setting.columns(value, operation);
    return setting.otherwise?.(inputs) ?? setting.initially ?? {};
  });
  return Object.fromEntries(
    (await Promise.all(parts)).flatMap((part) => Object.entries(part)).filter(([, value]) => value !== null),
  );
}

/** Columns that the program decides: what it says, and the default of what it no longer says. */
export async function managedColumns(
  settings: readonly Setting[],
  operation: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<Columns> {
  const parts = settings.map(async (setting) => {
    const value = valueAt(inputs, setting.path);
    if (value !== undefined) return setting.columns(value, operation);
    return valueAt(remembered, setting.path) === undefined ? {} : (setting.otherwise?.(inputs) ?? {});
  });
  tellUnmanaged(settings, operation, inputs, remembered);
  return Object.assign({}, ...(await Promise.all(parts))) as Columns;
}

function tellUnmanaged(
  settings: readonly Setting[],
  { session, label }: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
): void {
  const left = settings
    .filter(({ path, otherwise }) => otherwise === undefined && valueAt(remembered, path) !== undefined)
    .map(({ path }) => String(path[0]))
    .filter((argument) => inputs[argument] === undefined);
  for (const argument of new Set(left)) {
    session.reporter.info(`${label}: ${argument} is no longer managed; the environment keeps its current value`);
  }
}
