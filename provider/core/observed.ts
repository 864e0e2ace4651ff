import type { ResourceSchema } from "../../schema/resource-schema.ts";
import type { Properties } from "./definition.ts";
import { argumentNames, metadataOf } from "./metadata.ts";
import { observedOutput } from "./hidden-inputs.ts";

/**
 * Beside the arguments that the program sets, state keeps what the row held in the others when it was last written or
 * read. So naming what the row already holds is no change, and diff needs no request. An argument may be set in part,
 * so objects are compared member by member.
 */
export function observedIn(state: Properties | undefined): Properties {
  const observed = state?.[observedOutput];
  return isPlainObject(observed) ? observed : {};
}

/** An argument as state says the row holds it, whether or not the program set it. */
export function heldBefore(state: Properties, argument: string): unknown {
  return overlay(observedIn(state)[argument], state[argument]);
}

/**
 * What the row holds once the inputs are applied: the values they set; the default for values that state managed and
 * the inputs no longer set; the observed value of everything else, which nobody changes.
 */
export function heldAfter(
  state: Properties | undefined,
  observed: Properties,
  inputs: Properties,
  defaults: Properties,
  argument: string,
): unknown {
  return settle(inputs[argument], state?.[argument], observed[argument], defaults[argument]);
}

/** What a row holds in arguments that `named` does not set. `undefined` if there is nothing. */
export function unnamed(schema: ResourceSchema, held: Properties, named: Properties): unknown {
  const found = argumentNames(schema)
    .filter((argument) => {
      const facts = metadataOf(schema, argument);
      return facts?.providerOption !== true && facts?.secret !== true && !Object.hasOwn(schema.outputs.shape, argument);
    })
    .map((argument) => [argument, without(held[argument], named[argument])]);
  return pruned(Object.fromEntries(found));
}

/** Drops empty members. `undefined` if nothing is left. */
export function pruned(value: unknown): unknown {
  if (!isPlainObject(value)) return value ?? undefined;
  const members = Object.entries(value).flatMap(([key, inner]) => {
    const left = pruned(inner);
    return left === undefined ? [] : [[key, left] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function overlay(below: unknown, above: unknown): unknown {
  if (!isPlainObject(below) || !isPlainObject(above)) return above ?? below;
  return byKey([below, above], (key) => overlay(below[key], above[key]));
}

function settle(named: unknown, managed: unknown, observed: unknown, otherwise: unknown): unknown {
  if (![named, managed, observed].some(isPlainObject)) return named ?? (managed === undefined ? observed : otherwise);
  if (named !== undefined && !isPlainObject(named)) return named;
  const parts = [named, managed, observed].map((part) => (isPlainObject(part) ? part : {}));
  const defaults = isPlainObject(otherwise) ? otherwise : {};
  return byKey(parts, (key) => settle(parts[0]?.[key], parts[1]?.[key], parts[2]?.[key], defaults[key]));
}

function without(held: unknown, named: unknown): unknown {
  if (named === undefined) return held;
  if (!isPlainObject(held) || !isPlainObject(named)) return undefined;
  return byKey([held], (key) => without(held[key], named[key]));
}

function byKey(parts: readonly Properties[], value: (key: string) => unknown): Properties {
  return Object.fromEntries([...new Set(parts.flatMap(Object.keys))].map((key) => [key, value(key)]));
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
