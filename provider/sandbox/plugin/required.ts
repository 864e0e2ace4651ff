import type { CheckFailure } from "./contract.ts";
import { isObject } from "../json-object.ts";
import { UNKNOWN, type Properties } from "./properties.ts";

/** Failures for missing members, given by dotted path. Members of an unknown object are not checked. */
export function missingMembers(inputs: Properties, paths: readonly string[]): CheckFailure[] {
  return paths
    .filter((path) => isMissing(inputs, path.split(".")))
    .map((path) => ({ property: path, reason: `Missing required property '${path}'` }));
}

function isMissing(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return value === undefined;
  if (value === UNKNOWN) return false;
  return !isObject(value) || isMissing(value[key], rest);
}
