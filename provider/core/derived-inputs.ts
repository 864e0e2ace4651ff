import type { PropertyMetadata } from "../../schema/property.ts";
import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import { argumentNames, metadataOf } from "./metadata.ts";

/*
 * Inputs that check derives from arguments, beside those that every resource has. The schema says which arguments have
 * derived inputs and what state calls them.
 */

type Properties = Readonly<Record<string, unknown>>;

/** The names of all inputs that check derives from arguments of this resource. */
export function derivedInputs(schema: ResourceSchema): string[] {
  return [
    ...withFact(schema, "countedAs").map(({ fact }) => fact),
    ...withFact(schema, "filledIn").flatMap(({ fact }) => [fact.givenAs, fact.carriedAs]),
  ];
}

/** Each argument that the service fills in, with the input that carries it. */
export function carriedInputs(schema: ResourceSchema): [argument: string, input: string][] {
  return withFact(schema, "filledIn").map(({ argument, fact }) => [argument, fact.carriedAs]);
}

/**
 * Pulumi masks secrets in previews, so a counter that increases with each change makes the change visible. It contains
 * nothing of the secret. It is computed from the inputs alone, so a preview and the following `up` agree, and a saved
 * plan fits.
 */
export function secretVersions(schema: ResourceSchema, prior: Properties, values: Properties): Properties {
  return Object.fromEntries(
    withFact(schema, "countedAs").map(({ argument, fact }) => [
      fact,
      versionOf(values[argument], prior[argument], prior[fact]),
    ]),
  );
}

function versionOf(secret: unknown, last: unknown, count: unknown): unknown {
  if (secret === undefined) return undefined;
  if (isUnknown(secret)) return UNKNOWN;
  // State of version 0.1.0 has no counter. The first change adds one, so an upgrade alone changes nothing.
  if (secret === last) return count;
  const before = typeof count === "number" ? count : last === undefined ? 0 : 1;
  return before + 1;
}

/**
 * Values that the service fills in travel as inputs, because the preview of an update knows only inputs. This keeps
 * resources that depend on such a value unchanged in the preview. If the program gave a value and no longer does, the
 * value stays. If the last inputs have neither, it is read from the resource's existing row.
 */
export async function carryFilledIn(
  schema: ResourceSchema,
  prior: Properties,
  inputs: Properties,
  rowInState: () => Promise<Properties | undefined>,
): Promise<Properties> {
  const carried = withFact(schema, "filledIn").map(async ({ argument, fact }): Promise<[string, unknown][]> => {
    const given = inputs[argument];
    const before = prior[argument];
    if (given !== undefined) {
      // Under `ignoreChanges` the engine passes on the value that check carried, which is not the program's.
      return given !== before || prior[fact.givenAs] === true ? [[fact.givenAs, true]] : [];
    }
    if (typeof before === "string" && !isUnknown(before)) return [[argument, before]];
    const filledIn = prior[fact.carriedAs] ?? (await rowInState())?.[argument];
    return typeof filledIn === "string" ? [[fact.carriedAs, filledIn]] : [];
  });
  return Object.fromEntries((await Promise.all(carried)).flat());
}

/** Whether the service chose the value of this argument, and check only carries it. */
export function isFilledIn(schema: ResourceSchema, argument: string, inputs: Properties): boolean {
  const fact = metadataOf(schema, argument)?.filledIn;
  return fact !== undefined && inputs[fact.givenAs] !== true;
}

/** Inputs made from what refresh read, with filled-in values in the form in which check carries them. */
export function asCarried(schema: ResourceSchema, inputs: Properties): Properties {
  const filledIn = carriedInputs(schema).filter(
    ([argument]) => inputs[argument] !== undefined && isFilledIn(schema, argument, inputs),
  );
  const others = without(
    inputs,
    filledIn.map(([argument]) => argument),
  );
  return { ...others, ...Object.fromEntries(filledIn.map(([argument, input]) => [input, inputs[argument]])) };
}

/** State without the inputs that only repeat an output. */
export function withoutCarried(schema: ResourceSchema, state: Properties): Properties {
  return without(
    state,
    carriedInputs(schema).map(([, input]) => input),
  );
}

function without(values: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));
}

function withFact<Name extends "countedAs" | "filledIn">(
  schema: ResourceSchema,
  name: Name,
): { argument: string; fact: NonNullable<PropertyMetadata[Name]> }[] {
  return argumentNames(schema).flatMap((argument) => {
    const fact = metadataOf(schema, argument)?.[name];
    return fact === undefined ? [] : [{ argument, fact }];
  });
}
