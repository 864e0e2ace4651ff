import { isUnknown, type Unknown } from "./unknown.ts";

declare const _illTyped: unique symbol;
/** Stands for every value of a wrong type: that it is wrong is reported elsewhere. */
type IllTyped = typeof _illTyped;

type Nothing = Unknown | IllTyped | null | undefined;

/** A value as the program wrote it, before anything is checked: any part may be missing, unknown or of a wrong type. */
export type Written<Value> = Value extends readonly (infer Element)[]
  ? readonly Written<Element>[] | Nothing
  : Value extends object
    ? WrittenMembers<Value> | Nothing
    : Value | Nothing;

export type WrittenMembers<Value> = { readonly [Key in keyof Value]?: Written<Value[Key]> };

/** The text, where there is one and it is known. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" && !isUnknown(value) ? value : undefined;
}

/** The elements of a list; none where there is no list. */
export function items<Element>(value: readonly Element[] | Nothing): readonly Element[] {
  return isList(value) ? value : [];
}

export function isList<Element>(value: readonly Element[] | Nothing): value is readonly Element[] {
  return Array.isArray(value);
}

/** The object whose members can be looked at, where there is one. */
export function members<Value extends object>(value: Value | Nothing): Value | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
}
