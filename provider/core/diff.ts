import { isDeepStrictEqual } from "node:util";
import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { containsUnknown, isUnknown } from "../../schema/unknown.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { isFilledIn } from "./derived-inputs.ts";
import { argumentNames, argumentsOf, metadataOf, parentsOf, sameMeaning, valuesAt } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import { heldAfter, heldBefore, isPlainObject, observedIn, pruned } from "./observed.ts";
import { isNamedToReplace } from "./replace-on-changes.ts";
import type { Run } from "./run.ts";
import { lookUpsIn } from "./named-look-ups.ts";
import { propertyPath, valueAt } from "./property-path.ts";
import type { Session } from "./session.ts";

export interface Difference {
  /** Arguments that change, in the order of the schema. */
  readonly changes: readonly string[];
  /** The subset of `changes` that needs a new row. */
  readonly replaces: readonly string[];
}

/** What a comparison may use besides state and inputs. */
export interface Comparison {
  /** What a new row holds in arguments that the program does not set. */
  readonly defaults?: Properties;
  /** Arguments that state does not show, but whose row was seen to match the inputs. */
  readonly confirmed?: readonly string[];
  /** Property paths where the inputs use another name for the same row of the environment that was observed. */
  readonly sameRows?: readonly string[];
  /** The resource option of the same name: property paths. */
  readonly replaceOnChanges?: readonly string[];
}

/** What this run knows about a resource that it has checked. */
export function knownOf(
  definition: ResourceDefinition,
  run: Run,
  session: Session | undefined,
  before: Properties,
  inputs: Properties,
): Comparison {
  const rowId = String(inputs[computedInput.rowId]);
  return {
    defaults: definition.defaults?.(inputs, session, before) ?? {},
    confirmed: run.confirmed.get(rowId) ?? [],
    replaceOnChanges: run.replaceOnChanges.get(rowId) ?? [],
  };
}

/**
 * The comparison that the engine asks for. It sends no request, unless a name could mean a row that was observed: check
 * has read the list of such names, and refresh reads it here. If the engine learns of a replacement, it carries it out
 * in the same process.
 */
export async function compare(
  definition: ResourceDefinition,
  run: Run,
  id: string,
  state: Properties,
  inputs: Properties,
): Promise<Difference> {
  // Unreadable configuration is an error of check, which runs first.
  const session: Session | undefined = await run.session().catch(() => undefined);
  const difference = diff(definition.schema, state, inputs, {
    ...knownOf(definition, run, session, state, inputs),
    sameRows: session === undefined ? [] : await sameRows(definition.schema, session, state, inputs),
  });
  if (difference.replaces.length === 0) return difference;
  run.replaced.add(id);
  for (const parent of parentsOf(definition.schema, state))
    run.replacedOn.set(parent, (run.replacedOn.get(parent) ?? new Set()).add(id));
  return difference;
}

/** Paths where the program newly names the row that its own row points at, but by another name than state shows. */
async function sameRows(
  schema: ResourceSchema,
  { lookups }: Session,
  state: Properties,
  inputs: Properties,
): Promise<string[]> {
  const found = lookUpsIn(schema, inputs).map(async ({ kind, text, path }) => {
    const observed = valueAt(observedIn(state), path.split("."));
    if (observed === undefined || observed === text) return [];
    const entry = await lookups.find(kind, text, path).catch(() => undefined);
    return entry && [entry.id, entry.stored, ...entry.names].some((name) => name === observed) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Compares the inputs with what state says the row holds, argument by argument. Sends no requests. */
export function diff(
  schema: ResourceSchema,
  state: Properties,
  inputs: Properties,
  comparison: Comparison = {},
): Difference {
  const found = argumentNames(schema).map((argument): Change => {
    const before = heldBefore(state, argument);
    const observed = observedIn(state);
    const named = heldAfter(state, observed, inputs, comparison.defaults ?? {}, argument);
    const after = asObserved(named, observed[argument], [argument], comparison.sameRows ?? []);
    return { argument, before: pruned(before), after: pruned(after) };
  });
  const changes = found.filter((change) => changed(schema, change, inputs));
  const { confirmed = [], replaceOnChanges = [] } = comparison;
  return {
    changes: changes.map(({ argument }) => argument),
    replaces: changes
      .filter(
        (change) =>
          (!confirmed.includes(change.argument) && replaces(schema, change)) ||
          isNamedToReplace(replaceOnChanges, change.argument, change.before, change.after),
      )
      .map(({ argument }) => argument),
  };
}

function asObserved(named: unknown, observed: unknown, path: readonly string[], sameRows: readonly string[]): unknown {
  if (!isPlainObject(named) || !isPlainObject(observed))
    return sameRows.includes(propertyPath(path)) ? observed : named;
  return Object.fromEntries(
    Object.entries(named).map(([key, value]) => [key, asObserved(value, observed[key], [...path, key], sameRows)]),
  );
}

interface Change {
  readonly argument: string;
  readonly before: unknown;
  readonly after: unknown;
}

function changed(schema: ResourceSchema, { argument, before, after }: Change, inputs: Properties): boolean {
  if (metadataOf(schema, argument)?.providerOption === true) return false;
  if (isFilledIn(schema, argument, inputs)) return false;
  return containsUnknown(after) || !sameMeaning(schema, argument, before, after);
}

function replaces(schema: ResourceSchema, { argument, before, after }: Change): boolean {
  const facts = metadataOf(schema, argument);
  if (facts?.replaces === true) return true;
  // An unknown parent is a parent that is being replaced. The engine deletes this resource first, as the service
  // requires.
  if (facts?.resource !== undefined && isUnknown(after)) return true;
  return argumentsOf(schema).some(
    ({ path, metadata: inner }) =>
      inner.replaces === true &&
      path.length > 1 &&
      path[0] === argument &&
      !isDeepStrictEqual(valuesAt(before, path.slice(1)), valuesAt(after, path.slice(1))),
  );
}
