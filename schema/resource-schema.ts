import type { z } from "zod";
import type { CheckFailureCode } from "./check-failure-codes.ts";
import type { WrittenMembers } from "./written.ts";

/** Something wrong in the values of one resource, in the product's words. */
export interface CheckFailure {
  /** Stable code. It is printed in brackets and explained in the documentation. */
  readonly code: CheckFailureCode;
  /** Property path such as `queues[1].percent`. Empty if the failure is about the resource as a whole. */
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
 * A rule over several properties. It sees the values as the program wrote them, so it skips what is missing, unknown or
 * of a wrong type. `written.ts` has the functions for that.
 */
export type Rule<Arguments> = (values: WrittenMembers<Arguments>, report: ReportFailure<Arguments>) => void;

/** What is known about one resource of the program. */
export interface DeclaredResource<Arguments> {
  /** Identifies the resource: its URN, or a number if it has no URN yet. */
  readonly key: string;
  /** How messages name the resource. */
  readonly label: string;
  readonly values: WrittenMembers<Arguments>;
  /** The row is new or gets another name. Not known before check. */
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

/** A rule over several resources of one program. Like other rules, it skips what is missing or unknown. */
export type ProgramRule<Arguments> = (
  resource: DeclaredResource<Arguments>,
  others: Others<Arguments>,
  report: ReportFailure<Arguments>,
) => void;

/** Says that a resource has no row of its own, and is stored in the row of another resource. */
export interface PartOf<Argument extends string = string> {
  /** The argument that names that row. */
  readonly argument: Argument;
  /** The check failure if the resource is retained and that row is not. */
  keptAlone(label?: string): CheckFailure;
}

interface Described<Arguments extends z.ZodObject, Outputs extends z.ZodObject, Type extends string> {
  readonly type: Type;
  /** First paragraph of the documentation. */
  readonly description: string;
  readonly source: string;
  /** What the program gives. */
  readonly arguments: Arguments;
  /** What the service adds. */
  readonly outputs: Outputs;
  /** The argument by which people identify a row of this kind. It is part of the row id on create. */
  readonly naturalKey: string & keyof z.output<Arguments>;
  /**
   * The arguments that `uniqueKeys` and `programRules` read. Of a resource of another Provider, only these are known.
   */
  readonly comparedBy: readonly (string & keyof z.output<Arguments>)[];
  /**
   * Keys that two resources of this kind cannot share in one environment. A key counts only if all its parts are known.
   */
  uniqueKeys(values: WrittenMembers<z.output<Arguments>>): readonly (readonly unknown[])[];
  readonly partOf?: PartOf<string & keyof z.output<Arguments>>;
}

/** Without type arguments it is the schema of any resource, for code that reads arguments by name. */
export interface ResourceSchema<
  Arguments extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
  Type extends string = string,
> extends Described<Arguments, Outputs, Type> {
  /**
   * Applies the rules of one resource. A method, so that a typed schema can be used wherever any schema is expected.
   */
  applyRules(values: WrittenMembers<z.output<Arguments>>, report: ReportFailure<z.output<Arguments>>): void;
  /** Applies the rules across a program. */
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
