import type { Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, metadataOf, sameMeaning } from "./metadata.ts";
import { isPlainObject } from "./observed.ts";

/** Observed values of the arguments that state manages. A value that cannot be read back keeps its prior value. */
export function asManaged(
  definition: ResourceDefinition,
  observed: Properties,
  state: Properties,
): Record<string, unknown> {
  return Object.fromEntries(
    argumentNames(definition.schema)
      .filter((argument) => state[argument] !== undefined)
      .map((argument) => {
        const facts = metadataOf(definition.schema, argument);
        const unreadable =
          facts?.providerOption === true || (facts?.secret === true && observed[argument] === undefined);
        const found = unreadable ? state[argument] : project(observed[argument], state[argument]);
        // The service may return an unordered list in another order.
        const value = sameMeaning(definition.schema, argument, found, state[argument]) ? state[argument] : found;
        // Null means "proven absent", which for an argument is the same as not set.
        return [argument, value ?? undefined];
      }),
  );
}

/** Drops nested properties, too, that state does not have. */
function project(observed: unknown, prior: unknown): unknown {
  if (!isPlainObject(observed) || !isPlainObject(prior)) return observed;
  return Object.fromEntries(Object.keys(prior).map((key) => [key, project(observed[key], prior[key])]));
}
