import { isUnknown, type Unknown } from "./unknown.ts";

declare const _illTyped: unique symbol;
/** Any value of a wrong type. Another check reports it. */
type IllTyped = typeof _illTyped;

type Nothing = Unknown | IllTyped | null | undefined;

/** A value as the program wrote it, before any check. Any part may be missing, unknown or of a wrong type. */
export type Written<Value> = Value extends readonly (infer Element)[]
  ? readonly Written<Element>[] | Nothing
  : Value extends object
    ? WrittenMembers<Value> | Nothing
    : Value | Nothing;

export type WrittenMembers<Value> = { readonly [Key in keyof Value]?: Written<Value[Key]> };

/** The value, if it is a known text. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

/** The elements of a list. Empty if the value is not a list. */
export function items<Element>(value: readonly Element[] | Nothing): readonly Element[] {
  return isList(value) ? value : [];
}

export function isList<Element>(value: readonly Element[] | Nothing): value is readonly Element[] {
  return Array.isArray(value);
}

/** The value, if it is an object. */
export function members<Value extends object>(value: Value | Nothing): Value | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
