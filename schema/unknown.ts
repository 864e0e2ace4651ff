/**
 * Pulumi's placeholder for a value that is not known yet (`pulumi.runtime.unknownValue`). In previews it arrives as
 * this string, at any depth. The schema has to recognize it without importing `@pulumi/pulumi`.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

declare const _unknown: unique symbol;
/** The type of that placeholder. It is not a string, so the compiler demands a check before a value is read as text. */
export type Unknown = typeof _unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

/** A checked value in a preview. Any part of it may be unknown. */
export type Unknowable<Value> = Value extends readonly (infer Element)[]
  ? readonly Unknowable<Element>[] | Unknown
  : Value extends object
    ? UnknowableMembers<Value> | Unknown
    : Value | Unknown;

export type UnknowableMembers<Value> = { readonly [Key in keyof Value]: Unknowable<Value[Key]> };

/** The value, if it is known. */
export function known<Value>(value: Value | Unknown): Value | undefined {
  return isUnknown(value) ? undefined : value;
}

/** Whether any part of the value is unknown. */
export function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}
