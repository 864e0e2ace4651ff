/*
 * The forms in which the values of a resource with given arguments appear, from its first check to its delete. Types
 * and not interfaces, so typed values are assignable to untyped ones.
 */
import type { UnknowableMembers } from "../../schema/unknown.ts";
import type { ComputedInputs } from "./hidden-inputs.ts";

/** A value in which any member may be missing, at any depth. Lists are complete. */
export type Partially<Value> = Value extends readonly (infer Element)[]
  ? readonly Element[]
  : Value extends object
    ? PartialMembers<Value>
    : Value;

export type PartialMembers<Value> = { readonly [Key in keyof Value]?: Partially<Value[Key]> | undefined };

/**
 * A value as the service holds it. A row may hold something that no argument can express, so any member may be missing,
 * in lists, too.
 */
type Shown<Value> = Value extends readonly (infer Element)[]
  ? readonly Shown<Element>[]
  : Value extends object
    ? { readonly [Key in keyof Value]?: Shown<Value[Key]> | undefined }
    : Value;

/**
 * A resource as the service holds it. `null` means "proven absent". For members in `Told`, a text may describe a value
 * that their type cannot express.
 */
export type Observed<State, Told extends keyof State = never> = {
  readonly [Key in keyof State]?: Shown<State[Key]> | (Key extends Told ? string : never) | null | undefined;
};

/** Checked inputs of a resource in a preview. */
export type Unresolved<Arguments> = UnknowableMembers<Arguments & ComputedInputs>;

/** Checked and known inputs of a resource. */
export type Inputs<Arguments> = Readonly<Arguments> & ComputedInputs;

/** What state or the last check knew about a resource. Empty for a new resource. */
export type Prior<Arguments, Outputs = unknown> = PartialMembers<Arguments & Outputs & ComputedInputs>;
