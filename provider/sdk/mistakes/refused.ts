import type * as pulumi from "@pulumi/pulumi";

declare const _reason: unique symbol;

/** No value has this type. The compiler refuses what the program gives, and prints the reason. */
export interface Refused<Reason extends string> {
  readonly [_reason]: Reason;
}

/**
 * What a constructor demands beside its arguments: nothing, if the program makes no mistake. `Mistakes` holds the
 * arguments, each with a reason to refuse it, or `never`. The last branch is never taken. The compiler infers `Args`
 * from it.
 */
export type WithoutMistakes<Args, Mistakes> = Args extends object ? Refusals<Mistakes> : Args;

type Refusals<Mistakes> = [Mistakes[keyof Mistakes]] extends [never]
  ? unknown
  : { [Key in keyof Mistakes as Mistakes[Key] extends never ? never : Key]: RefusedFor<Mistakes[Key]> };

/** One type for each reason, because the compiler prints a union by the name of its alias. */
type RefusedFor<Reason> = Reason extends string ? Refused<Reason> : never;

/*
 * The types below come out as `Reason` if the arguments are surely mistaken, and as `never` if the compiler cannot
 * know: a value may be missing, or come from an output. If the arguments are a union, each member is looked at.
 */

/** The program gives a value here. */
export type IfGiven<Args, Key extends PropertyKey, Reason> = Args extends unknown
  ? [Given<Args, Key>] extends [never]
    ? never
    : Reason
  : never;

/** The program gives none of these. */
export type IfMissing<Args, Keys extends PropertyKey, Reason> = Args extends unknown
  ? [Keys] extends [Missing<Args, Keys>]
    ? Reason
    : never
  : never;

/** The program gives two of these, or more. */
export type IfSeveral<Args, Keys extends PropertyKey, Reason> = Args extends unknown
  ? { [One in Given<Args, Keys>]: [Exclude<Given<Args, Keys>, One>] extends [never] ? never : Reason }[Given<
      Args,
      Keys
    >]
  : never;

/** The program gives this literal here. */
export type IfLiteral<Args, Key extends PropertyKey, Literal, Reason> = Args extends unknown
  ? Key extends keyof Args
    ? unknown extends Args[Key]
      ? never
      : [Args[Key]] extends [Literal]
        ? Reason
        : never
    : never
  : never;

/** The object that the program gives here. */
export type ObjectAt<Args, Key extends PropertyKey> =
  Args extends Readonly<Record<Key, infer Value>> ? ObjectIn<Value> : never;

/** The objects in the list that the program gives here. */
export type EntryAt<Args, Key extends PropertyKey> =
  ObjectAt<Args, Key> extends readonly (infer Entry)[] ? ObjectIn<Entry> : never;

type ObjectIn<Value> = unknown extends Value
  ? never
  : Value extends pulumi.OutputInstance<unknown> | PromiseLike<unknown>
    ? never
    : Value extends object
      ? Value
      : never;

type Given<Args, Keys extends PropertyKey> = Keys extends keyof Args
  ? undefined extends Args[Keys]
    ? never
    : Keys
  : never;

type Missing<Args, Keys extends PropertyKey> = Keys extends keyof Args
  ? unknown extends Args[Keys]
    ? never
    : [Args[Keys]] extends [undefined]
      ? Keys
      : never
  : Keys;
