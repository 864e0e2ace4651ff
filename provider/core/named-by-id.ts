import { resourceSchemas } from "../../schema/index.ts";
import type { CheckFailure, ResourceSchema } from "../../schema/resource-schema.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, metadataOf } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import type { Replacement } from "./replacement.ts";
import type { Run } from "./run.ts";

/**
 * Before it replaces a row, the engine deletes the resources that depend on it, but it knows only those that the row's
 * resource was passed to. One that names the row by the text of its id stays: its row would block the delete, or be
 * left without its parent. Whichever of the two resources is checked last reports it.
 */
export function namedById(
  definition: ResourceDefinition,
  run: Run,
  label: string,
  inputs: Properties,
  { inState, replacement }: { readonly inState: boolean; readonly replacement: Replacement | undefined },
): CheckFailure[] {
  // What is stored in the row waits while the row is replaced, and joins the new one if it has the same id.
  const outlives = ({ partOf }: ResourceSchema, old: string, next: string): boolean =>
    next === old && partOf !== undefined;
  const ofParents = argumentNames(definition.schema).flatMap((argument): CheckFailure[] => {
    const kind = metadataOf(definition.schema, argument)?.resource;
    const old = inputs[argument];
    if (!inState || kind === undefined || typeof old !== "string" || !run.departures.has(old)) return [];
    return outlives(definition.schema, old, rowAfter(run, old))
      ? []
      : [failure(argument, kind, `${kind} ${old}`, label)];
  });
  if (replacement === undefined || !run.departures.has(replacement.old)) return ofParents;
  const { old } = replacement;
  // A child that was passed the resource itself is checked after it, so it is not among these.
  const children = run.program
    .naming(old)
    .filter(
      ({ type, key }) =>
        key.startsWith("urn:") && !outlives(resourceSchemas[type], old, String(inputs[computedInput.rowId])),
    );
  return [...ofParents, ...children.map((child) => failure("", definition.type, label, child.label))];
}

/** The row that replaces the old one, as far as check knows. */
function rowAfter(run: Run, old: string): string {
  const holder = run.holderOf(old);
  return [...run.claims].find(([rowId, urn]) => urn === holder && rowId !== old)?.[0] ?? old;
}

function failure(path: string, kind: string, parent: string, child: string): CheckFailure {
  return {
    code: "named-by-id",
    path,
    reason: `${parent} is being replaced, and ${child} names it by its id, so Pulumi does not know that ${child} depends on it`,
    remedy: `pass the ${kind} itself, or its rowId output, and run \`pulumi up\` before this change`,
  };
}
