import { version } from "../version.ts";

/**
 * What all copies of this package in a process share. A component library may bring a copy of its own, and a test
 * runner may load the package again. Another version has values of its own, because it may expect another form of them.
 */
export function shared<Value extends object>(name: string, initial: Value): Value {
  return sharedByVersions(`${version}/${name}`, initial);
}

/** What all versions share. Its form never changes. */
export function sharedByVersions<Value extends object>(name: string, initial: Value): Value {
  const key = Symbol.for(`pulumi-dynamics365/${name}`);
  const kept: unknown = Reflect.get(globalThis, key);
  if (isKept<Value>(kept)) return kept;
  Reflect.set(globalThis, key, initial);
  return initial;
}

/** Nobody else writes under these names, and each name has one type. */
function isKept<Value>(kept: unknown): kept is Value {
  return kept !== undefined;
}
