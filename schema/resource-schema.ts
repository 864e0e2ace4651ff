import type { z } from "zod";
import type { CheckFailureCode } from "./check-failure-codes.ts";
import type { WrittenMembers } from "./written.ts";

export type ResourceType = "MessagingAccount" | "CustomChannel" | "Workstream" | "RoutingRule";

/** Something wrong in the values of one resource, in the words of the product. */
export interface CheckFailure {
  /** Stable name, printed in brackets, listed in the documentation. */
  readonly code: CheckFailureCode;
  /** Property path such as `queues[1].percent`; empty where it concerns the resource as a whole. */
  readonly path: string;
  readonly reason: string;
  readonly remedy: string;
}

/** A fault in one of these arguments. */
export type CheckFailureOf<Arguments> = CheckFailure & { readonly path: PathBelow<keyof Arguments & string> };

export type ReportFailure<Arguments = Readonly<Record<string, unknown>>> = (failure: CheckFailureOf<Arguments>) => void;

/** A property path that begins with the name of an argument. */
export type PathBelow<Argument extends string> = Argument | `${Argument}.${string}` | `${Argument}[${number}]${string}`;

/**
 * A rule over several properties. It sees the values as written, so it judges only what it can see: `written.ts` has the
 * words for it.
 */
export type Rule<Arguments> = (values: WrittenMembers<Arguments>, report: ReportFailure<Arguments>) => void;

interface Described<Arguments extends z.ZodObject, Outputs extends z.ZodObject> {
  readonly type: ResourceType;
  /** First paragraph of the documentation. */
  readonly description: string;
  readonly source: string;
  /** What the user writes. */
  readonly arguments: Arguments;
  /** What the service adds. */
  readonly outputs: Outputs;
  /** The argument that tells rows of this kind apart for people; part of the row id at creation. */
  readonly naturalKey: string & keyof z.output<Arguments>;
}

/** Without types of its own it is the schema of any resource, for what goes by the names of arguments. */
export interface ResourceSchema<
  Arguments extends z.ZodObject = z.ZodObject,
  Outputs extends z.ZodObject = z.ZodObject,
> extends Described<Arguments, Outputs> {
  /** Holds the values against every rule. A method, so that a schema with types is one without. */
  applyRules(values: WrittenMembers<z.output<Arguments>>, report: ReportFailure<z.output<Arguments>>): void;
}

export function defineSchema<Arguments extends z.ZodObject, Outputs extends z.ZodObject>({
  rules,
  ...described
}: Described<Arguments, Outputs> & {
  readonly rules: readonly Rule<z.output<Arguments>>[];
}): ResourceSchema<Arguments, Outputs> {
  return {
    ...described,
    applyRules: (values, report) => {
      for (const rule of rules) rule(values, report);
    },
  };
}
