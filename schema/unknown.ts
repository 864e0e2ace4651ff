/**
 * Pulumi's placeholder for a value that is not known yet (`pulumi.runtime.unknownValue`): in a preview it arrives as
 * this string, at any depth. The schema has to recognise it, and must not import `@pulumi/pulumi` for it.
 */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isUnknown(value: unknown): boolean {
  return value === UNKNOWN;
}

/** Whether an unknown stands anywhere inside the value. */
export function containsUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsUnknown);
  if (value !== null && typeof value === "object") return Object.values(value).some(containsUnknown);
  return isUnknown(value);
}
