import { isDeepStrictEqual } from "node:util";
import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { containsUnknown, isUnknown } from "../../schema/unknown.ts";
import type { Properties } from "./definition.ts";
import { argumentNames, argumentsOf, factsOf, sameMeaning, valuesAt } from "./facts.ts";
import { kept } from "./hidden-inputs.ts";

export interface Difference {
  /** Arguments that change, in the order of the schema. */
  readonly changes: readonly string[];
  /** Those of them that need a new row. */
  readonly replaces: readonly string[];
}

/** What the program says now against what state holds, argument by argument. Never asks the service. */
export function diff(schema: ResourceSchema, state: Properties, inputs: Properties): Difference {
  const changes = argumentNames(schema).filter((argument) => changed(schema, argument, state, inputs));
  return { changes, replaces: changes.filter((argument) => replaces(schema, argument, state, inputs)) };
}

function changed(schema: ResourceSchema, argument: string, state: Properties, inputs: Properties): boolean {
  if (factsOf(schema, argument)?.steering === true) return false;
  const before = state[argument];
  const after = inputs[argument];
  // Check carries the endpoint that the service filled in, so that previews know it. Only a given one is an argument.
  if (argument === "messagingEndpoint" && inputs[kept.endpointGiven] !== true) return false;
  return containsUnknown(after) || !sameMeaning(schema, argument, before, after);
}

function replaces(schema: ResourceSchema, argument: string, state: Properties, inputs: Properties): boolean {
  const facts = factsOf(schema, argument);
  if (facts?.replaces === true) return true;
  // An unknown parent is a parent being replaced: the engine takes this resource down before it, which the service demands.
  if (facts?.resource !== undefined && isUnknown(inputs[argument])) return true;
  return argumentsOf(schema).some(
    ({ path, facts: inner }) =>
      inner.replaces === true &&
      path.length > 1 &&
      path[0] === argument &&
      !isDeepStrictEqual(valuesAt(state, path), valuesAt(inputs, path)),
  );
}
