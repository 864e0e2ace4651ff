import type { Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, factsOf, sameMeaning } from "./facts.ts";
import { isPlainObject } from "./observed.ts";

/** Observed values of the arguments that state manages; what cannot be read back keeps its remembered value. */
export function asManaged(
  definition: ResourceDefinition,
  observed: Properties,
  state: Properties,
): Record<string, unknown> {
  return Object.fromEntries(
    argumentNames(definition.schema)
      .filter((argument) => state[argument] !== undefined)
      .map((argument) => {
        const facts = factsOf(definition.schema, argument);
        const unreadable = facts?.steering === true || (facts?.secret === true && observed[argument] === undefined);
        const found = unreadable ? state[argument] : project(observed[argument], state[argument]);
        // The service may list in another order what has none.
        const value = sameMeaning(definition.schema, argument, found, state[argument]) ? state[argument] : found;
        // Null says "proven absent", which for an argument is the same as never mentioned.
        return [argument, value ?? undefined];
      }),
  );
}

/** Inside an object too, a property never mentioned is not shown. */
function project(observed: unknown, remembered: unknown): unknown {
  if (!isPlainObject(observed) || !isPlainObject(remembered)) return observed;
  return Object.fromEntries(Object.keys(remembered).map((key) => [key, project(observed[key], remembered[key])]));
}
