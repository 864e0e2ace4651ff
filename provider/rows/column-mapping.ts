import type { WrittenMembers } from "../../schema/written.ts";
import { valueAt } from "../core/property-path.ts";
import type { OperationContext, Properties } from "../core/definition.ts";
import type { Partially, PartialMembers } from "../core/typed-values.ts";
import type { Columns, Row } from "../dataverse/types.ts";

/** One argument, or a part of one, and the columns that hold it. */
interface MappingAt<Arguments, Path extends string> {
  /** The argument, or `argument.part`. */
  readonly path: Path;
  /** The columns that `read` looks at. */
  readonly select: readonly string[];
  readonly write: (value: ValueAt<Arguments, Path>, operation: OperationContext) => Columns | Promise<Columns>;
  /** The value in the row, in the form of `prior` if both mean the same. */
  readonly read: (
    row: Row,
    prior: Partially<ValueAt<Arguments, Path>> | undefined,
    operation: OperationContext,
  ) => Held<Arguments, Path> | Promise<Held<Arguments, Path>>;
  /**
   * The documented default. It is written on create, and when the argument leaves the program. A mapping with neither
   * `default` nor `cleared` leaves it to the service: nothing is written, and an existing value stays.
   */
  readonly default?: (inputs: WrittenMembers<Arguments>) => ValueAt<Arguments, Path>;
  /** What empties the columns, if the default is no value at all. */
  readonly cleared?: Columns;
  /** What a new row gets if neither the program nor the service fills the columns. An existing row keeps what it has. */
  readonly initially?: Columns;
}

type Held<Arguments, Path> = Partially<ValueAt<Arguments, Path>> | undefined;

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
  readonly select: readonly string[];
  write(value: unknown, operation: OperationContext): Columns | Promise<Columns>;
  read(row: Row, prior: unknown, operation: OperationContext): unknown;
  default?(inputs: Properties): unknown;
  readonly cleared?: Columns;
  readonly initially?: Columns;
}

/** Columns of a new row: what the program says, otherwise the defaults. Columns that stay empty are left out. */
export async function columnsOnCreate(
  mappings: readonly AnyColumnMapping[],
  operation: OperationContext,
  inputs: Properties,
): Promise<Columns> {
  const parts = mappings.map(async (mapping): Promise<Columns> => {
    const value = namedBy(mapping, inputs);
    if (value !== undefined) return mapping.write(value, operation);
    return (await columnsOtherwise(mapping, operation, inputs)) ?? mapping.initially ?? {};
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
    if (value !== undefined) return mapping.write(value, operation);
    return namedBy(mapping, prior) === undefined ? {} : ((await columnsOtherwise(mapping, operation, inputs)) ?? {});
  });
  tellUnmanaged(mappings, operation, inputs, prior);
  return Object.fromEntries((await Promise.all(parts)).flatMap((part) => Object.entries(part)));
}

/** Columns where the program names no value; `undefined` where the service decides. */
function columnsOtherwise(
  mapping: AnyColumnMapping,
  operation: OperationContext,
  inputs: Properties,
): Columns | Promise<Columns> | undefined {
  return mapping.default === undefined ? mapping.cleared : mapping.write(mapping.default(inputs), operation);
}

function isLeftToService(mapping: AnyColumnMapping): boolean {
  return mapping.default === undefined && mapping.cleared === undefined;
}

function tellUnmanaged(
  mappings: readonly AnyColumnMapping[],
  { session, label }: OperationContext,
  inputs: Properties,
  prior: Properties | undefined,
): void {
  const left = mappings
    .filter((mapping) => isLeftToService(mapping) && namedBy(mapping, prior) !== undefined)
    .map(({ path }) => path.split(".")[0] ?? "")
    .filter((argument) => inputs[argument] === undefined);
  for (const argument of new Set(left)) {
    session.reporter.info(`${label}: ${argument} is no longer managed; the environment keeps its current value`);
  }
}

/** The columns that these mappings read. */
export function columnsIn(mappings: readonly AnyColumnMapping[]): string[] {
  return [...new Set(mappings.flatMap(({ select }) => select))];
}

/** The arguments that a row holds. Each mapping says what type it reads at its path, so the whole has the type of all. */
export async function readRow<Arguments>(
  mappings: readonly ColumnMapping<Arguments>[],
  operation: OperationContext,
  row: Row,
  prior: PartialMembers<Arguments>,
): Promise<PartialMembers<Arguments>>;
export async function readRow(
  mappings: readonly AnyColumnMapping[],
  operation: OperationContext,
  row: Row,
  prior: Properties,
): Promise<Properties> {
  const parts = mappings.map(async (mapping): Promise<Part> => {
    return [mapping.path.split("."), await mapping.read(row, namedBy(mapping, prior), operation)];
  });
  return assembled(await Promise.all(parts));
}

/** The documented defaults, as arguments. */
export function defaultsIn<Arguments>(
  mappings: readonly ColumnMapping<Arguments>[],
  inputs: WrittenMembers<Arguments>,
): PartialMembers<Arguments>;
export function defaultsIn(mappings: readonly AnyColumnMapping[], inputs: Properties): Properties {
  return assembled(mappings.map((mapping): Part => [mapping.path.split("."), mapping.default?.(inputs)]));
}

type Part = readonly [path: readonly string[], value: unknown];

/** Parts that are missing are left out, and so is an object that has none. */
function assembled(parts: readonly Part[]): Properties {
  const members = new Map<string, Part[]>();
  for (const [[name = "", ...below], value] of parts) {
    if (value !== undefined) members.set(name, [...(members.get(name) ?? []), [below, value]]);
  }
  return Object.fromEntries([...members].map(([name, inner]) => [name, wholeOf(inner)]));
}

function wholeOf(parts: readonly Part[]): unknown {
  const own = parts.find(([path]) => path.length === 0);
  return own === undefined ? assembled(parts) : own[1];
}

function namedBy({ path }: AnyColumnMapping, values: Properties | undefined): unknown {
  return valueAt(values, path.split("."));
}
