import type { CheckFailure, ResourceType } from "../../schema/resource-schema.ts";
import type { Properties, ResourceDefinition } from "./definition.ts";
import { argumentNames, metadataOf } from "./metadata.ts";
import { computedInput } from "./hidden-inputs.ts";
import type { Replacement } from "./replacement.ts";
import type { Run } from "./run.ts";

/** Kinds that stay where the row they hang on is replaced, and join the new one under the same id. */
const waiting: readonly ResourceType[] = ["RoutingRule"];

/**
 * The engine deletes what hangs on a row before it replaces the row, and knows only of resources that are passed as such.
 * One that names the row by the text of its id stays, and the delete would be refused, or leave it without the row. Told
 * by whichever of the two check comes to last.
 */
export function namedById(
  definition: ResourceDefinition,
  run: Run,
  label: string,
  inputs: Properties,
  { inState, replacement }: { readonly inState: boolean; readonly replacement: Replacement | undefined },
): CheckFailure[] {
  const outlives = (type: ResourceType, old: string, anew: string): boolean => anew === old && waiting.includes(type);
  const ofParents = argumentNames(definition.schema).flatMap((argument): CheckFailure[] => {
    const kind = metadataOf(definition.schema, argument)?.resource;
    const old = inputs[argument];
    if (!inState || kind === undefined || typeof old !== "string" || !run.departures.has(old)) return [];
    return outlives(definition.type, old, rowAfter(run, old)) ? [] : [failure(argument, kind, `${kind} ${old}`, label)];
  });
  if (replacement === undefined || !run.departures.has(replacement.old)) return ofParents;
  const { old } = replacement;
  // A resource that is passed is checked later than the one that it is passed to.
  const children = run.program
    .naming(old)
    .filter(({ type, key }) => key.startsWith("urn:") && !outlives(type, old, String(inputs[computedInput.rowId])));
  return [...ofParents, ...children.map((child) => failure("", definition.type, label, child.label))];
}

/** The row that stands in the place of the old one, as far as check knows it. */
function rowAfter(run: Run, old: string): string {
  const holder = run.holderOf(old);
  return [...run.claims].find(([rowId, urn]) => urn === holder && rowId !== old)?.[0] ?? old;
}

function failure(path: string, kind: ResourceType, parent: string, child: string): CheckFailure {
  return {
    code: "named-by-id",
    path,
    reason: `${parent} is being replaced, and ${child} names it by its id, so Pulumi does not know that ${child} depends on it`,
    remedy: `pass the ${kind} itself, or its rowId output, and run \`pulumi up\` before this change`,
  };
}
