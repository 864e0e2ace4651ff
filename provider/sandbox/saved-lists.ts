import { isObject } from "./json-object.ts";

/** Whether a saved value has a list of objects under each of these names. */
export function holdsLists(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.every((name) => Array.isArray(value[name]) && value[name].every(isObject));
}
