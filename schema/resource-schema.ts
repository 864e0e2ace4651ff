import type { z } from "zod";
import type { CheckFailureCode } from "./check-failure-codes.ts";
import type { WrittenMembers } from "./written.ts";

/** Something wrong in the values of one resource, in the words of the product. */
export interface CheckFailure {
  /** Stable name, printed in brackets, listed in the documentation. */
  readonly code: CheckFailureCode;
  /** Property path such as `queues[1].percent`; empty where it concerns the resource as a whole. */
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}

/** Something wrong in one of these arguments, or in the resource as a whole. */
export type CheckFailureOf<Arguments> = CheckFailure & { readonly path: PathBelow<keyof Arguments & string> | "" };

export type ReportFailure<Arguments = Readonly<Record<string, unknown>>> = (failure: CheckFailureOf<Arguments>) => void;

/** A property path that begins with the name of an argument. */
export type PathBelow<Argument extends string> = Argument | `${Argument}.${string}` | `${Argument}[${number}]${string}`;

/**
 * A rule over several properties. It sees the values as written, so it judges only what it can see: `written.ts` has the
 * words for it.
 */
export type Rule<Arguments> = (values: WrittenMembers<Arguments>, report: ReportFailure<Arguments>) => void;

/** A resource of the program, with the arguments as far as they are known. */
export interface DeclaredResource<Arguments> {
  /** A URN, or a number as long as there is none. */
  readonly key: string;
  /** The resource as messages name it. */
  readonly label: string;
  readonly values: WrittenMembers<Arguments>;
  /** Its row is new, or gets another name. Only check knows. */
  readonly isNewName?: boolean;
}

/** The other resources of the program. */
export interface Others<Arguments> {
  /** Resources of the same kind that have a row or a unique key in common with this one. */
  readonly siblings: readonly DeclaredResource<Arguments>[];
  /** The arguments of the resource that another one names. */
  readonly declared: <Named extends z.ZodObject>(
    schema: ResourceSchema<Named>,
    reference: unknown,
  ) => WrittenMembers<z.output<Named>> | undefined;
}

/** A rule over several resources of one program. Like every rule, it judges only what it can see. */
export type ProgramRule<Arguments> = (
  resource: DeclaredResource<Arguments>,
  others: Others<Arguments>,
  report: ReportFailure<Arguments>,
) => void;

/** How a resource that has no row of its own stands inside the row of another one. */
export interface PartOf<Argument extends string = string> {
  /** The argument that names that row. */
  readonly argument: Argument;
  /** The failure of a resource that would be retained although its row is deleted. */
  keptAlone(label?: string): CheckFailure;
}

interface Described<Arguments extends z.ZodObject, Outputs extends z.ZodObject, Type extends string> {
  readonly type: Type;
  /** First paragraph of the documentation. */
  readonly description: string;
  readonly source: string;
  /** What the user writes. */
  readonly arguments: Arguments;
  /** What the service adds. */
  readonly outputs: Outputs;
  /** The argument that tells rows of this kind apart for people; part of the row id at creation. */
  readonly naturalKey: string & keyof z.output<Arguments>;
  /** The arguments that `uniqueKeys` and the rules of a program read. The resources of another Provider show no others. */
  readonly comparedBy: readonly (string & keyof z.output<Arguments>)[];
  /** Keys that two resources of this kind cannot share in one environment. Only a key whose parts are all known counts. */
  uniqueKeys(values: WrittenMembers<z.output<Arguments>>): readonly (readonly unknown[])[];
  readonly partOf?: PartOf<string & keyof z.output<Arguments>>;
}

/** Without type arguments it is the schema of any resource, for code that goes by the names of arguments. */
export interface ResourceSchema<
  Arguments extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
  Type extends string = string,
> extends Described<Arguments, Outputs, Type> {
  /** Applies every rule of one resource. A method, so that a schema with types can stand where any schema is wanted. */
  applyRules(values: WrittenMembers<z.output<Arguments>>, report: ReportFailure<z.output<Arguments>>): void;
  /** Applies every rule of a program. */
  applyProgramRules(
    resource: DeclaredResource<z.output<Arguments>>,
    others: Others<z.output<Arguments>>,
    report: ReportFailure<z.output<Arguments>>,
  ): void;
}

export function defineSchema<Arguments extends z.ZodObject, Outputs extends z.ZodObject, Type extends string>({
  rules,
  programRules,
  ...described
}: Described<Arguments, Outputs, Type> & {
  readonly rules: readonly Rule<z.output<Arguments>>[];
  readonly programRules: readonly ProgramRule<z.output<Arguments>>[];
}): ResourceSchema<Arguments, Outputs, Type> {
  return {
    ...described,
    applyRules: (values, report) => {
      for (const rule of rules) rule(values, report);
    },
    applyProgramRules: (resource, others, report) => {
      for (const rule of programRules) rule(resource, others, report);
    },
  };
}
