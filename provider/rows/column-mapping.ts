import { valueAt } from "../core/property-path.ts";
import type { OperationContext, Properties } from "../core/definition.ts";
import type { Inputs } from "../core/typed-values.ts";
import type { Columns } from "../dataverse/types.ts";

/** One argument, or a part of one, and the columns that hold it. */
interface MappingAt<Arguments, Path extends string> {
  /** The argument, or `argument.part`. */
  readonly path: Path;
  readonly columns: (value: ValueAt<Arguments, Path>, operation: OperationContext) => Columns | Promise<Columns>;
  /**
   * The documented default, written on create and when the argument leaves the program. Without one, nothing is written
   * then: the service decides, and an existing value stays.
   */
  readonly otherwise?: (inputs: Inputs<Arguments>) => Columns;
  /** What a new row gets if neither the program nor the service fills the columns. An existing row keeps what it has. */
  readonly initially?: Columns;
}

/** An argument of a resource with these arguments, and the columns that hold it. */
export type ColumnMapping<Arguments> = {
  [Path in PathIn<Arguments>]: MappingAt<Arguments, Path>;
}[PathIn<Arguments>];

/** The names of arguments, and of the parts of those that are objects: `survey.botSurvey.message`. */
type PathIn<Value> = {
  [Key in keyof Value & string]: Key | `${Key}.${PathBelow<NonNullable<Value[Key]>>}`;
}[keyof Value & string];

type PathBelow<Value> = Value extends readonly unknown[] ? never : Value extends object ? PathIn<Value> : never;

type ValueAt<Value, Path> = Path extends keyof Value
  ? NonNullable<Value[Path]>
  : Path extends `${infer Key extends keyof Value & string}.${infer Rest}`
    ? ValueAt<NonNullable<Value[Key]>, Rest>
    : never;

/** A mapping of any resource. It has methods, so that TypeScript accepts a mapping with types as one. */
export interface AnyColumnMapping {
  readonly path: string;
  columns(value: unknown, operation: OperationContext): Columns | Promise<Columns>;
  otherwise?(inputs: Properties): Columns;
  readonly initially?: Columns;
}

/** Columns of a new row: what the program says, otherwise the defaults. Columns that stay empty are left out. */
export async function columnsOnCreate(
  mappings: readonly AnyColumnMapping[],
  operation: OperationContext,
  inputs: Properties,
): Promise<Columns> {
  const parts = mappings.map(async (mapping) => {
    const value = namedBy(mapping, inputs);
    if (value !== undefined) return mapping.columns(value, operation);
    return mapping.otherwise?.(inputs) ?? mapping.initially ?? {};
  });
  return Object.fromEntries(
    (await Promise.all(parts)).flatMap((part) => Object.entries(part)).filter(([, value]) => value !== null),
  );
}

/** Columns that the program decides: the values that it names, and the defaults of those that it no longer names. */
export async function managedColumns(
  mappings: readonly AnyColumnMapping[],
  operation: OperationContext,
  inputs: Properties,
  prior: Properties | undefined,
): Promise<Columns> {
  const parts = mappings.map(async (mapping): Promise<Columns> => {
    const value = namedBy(mapping, inputs);
    if (value !== undefined) return mapping.columns(value, operation);
    return namedBy(mapping, prior) === undefined ? {} : (mapping.otherwise?.(inputs) ?? {});
  });
  tellUnmanaged(mappings, operation, inputs, prior);
  return Object.fromEntries((await Promise.all(parts)).flatMap((part) => Object.entries(part)));
}

function tellUnmanaged(
  mappings: readonly AnyColumnMapping[],
  { session, label }: OperationContext,
  inputs: Properties,
  prior: Properties | undefined,
): void {
  const left = mappings
    .filter((mapping) => mapping.otherwise === undefined && namedBy(mapping, prior) !== undefined)
    .map(({ path }) => path.split(".")[0] ?? "")
    .filter((argument) => inputs[argument] === undefined);
  for (const argument of new Set(left)) {
    session.reporter.info(`${label}: ${argument} is no longer managed; the environment keeps its current value`);
  }
}

function namedBy({ path }: AnyColumnMapping, values: Properties | undefined): unknown {
  return valueAt(values, path.split("."));
}
