import { isObject } from "../json-object.ts";
import type { Properties } from "./properties.ts";

/**
 * The inputs after a refresh. The service does not return inputs, so only real changes since the last deployment are
 * copied: a default that the service filled in is not drift, and a value that the program never set stays out of the
 * inputs until someone changes it.
 *
 * @param before what the service returned last time, without read-only members
 * @param after what it returns now, likewise
 */
export function inputsAfterDrift(inputs: Properties, before: Properties, after: Properties): Properties {
  const result: Properties = { ...inputs };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const merged = merge(inputs[key], before[key], after[key]);
    if (merged === undefined) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function merge(input: unknown, before: unknown, after: unknown): unknown {
  if (sameValue(before, after)) return input;
  if (isObject(input) && isObject(before) && isObject(after)) return inputsAfterDrift(input, before, after);
  if (Array.isArray(input) && Array.isArray(before) && Array.isArray(after)) {
    return after.map((element: unknown, index) =>
      index < input.length && index < before.length ? merge(input[index], before[index], element) : element,
    );
  }
  return after;
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((element, index) => sameValue(element, right[index]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => sameValue(left[key], right[key]));
}
