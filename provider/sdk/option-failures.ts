import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import type { CheckFailure, ResourceSchema } from "../../schema/resource-schema.ts";
import { argumentNames, argumentsOf } from "../core/metadata.ts";
import { inheritedOptions } from "./transformations.ts";

/** Resources whose row other resources name. The engine would not delete those first. */
const parents = new Set(
  Object.values(resourceSchemas).flatMap((schema) =>
    argumentsOf(schema).flatMap(({ metadata: { resource } }) => resource ?? []),
  ),
);

/** Options that the engine would ignore, or that would lose a row. Checked before anything registers. */
export function optionFailures(type: ResourceType, opts: pulumi.CustomResourceOptions): CheckFailure[] {
  const adopts = argumentNames(resourceSchemas[type]).includes("adopt");
  const found: CheckFailure[] = [];
  const refuse = (reason: string, remedy: string) => found.push({ code: "option-refused", path: "", reason, remedy });

  // The engine gives an import no stored line, and then fails with an error about code.
  if (opts.import !== undefined)
    refuse(
      "Pulumi cannot import resources of this kind",
      adopts
        ? "leave the import option out and set adopt: true, which takes the row over"
        : "leave the import option out: the resource is made, and what it replaces can be deleted by hand",
    );
  for (const option of ["id", "urn"] as const)
    if (opts[option] !== undefined)
      refuse(
        `the option ${option} only reads a resource, and its arguments would have no effect`,
        `leave ${option} out${adopts ? " and set adopt: true to manage a row that exists" : ""}, or read with ${type}.get(name, id)`,
      );
  if (Object.values(opts.customTimeouts ?? {}).some((timeout) => timeout !== undefined))
    refuse(
      "Pulumi does not tell this kind of provider about customTimeouts, so the option would have no effect",
      "leave customTimeouts out: every wait has an end, and dynamics365:endpointTimeoutSeconds sets the longest one",
    );
  for (const option of ["version", "pluginDownloadURL"] as const)
    if (opts[option] !== undefined)
      refuse(
        `the option ${option} chooses a plugin, and these resources run in the npm package pulumi-dynamics365`,
        `leave ${option} out, and choose the version in package.json`,
      );
  if (Object.keys(opts.envVarMappings ?? {}).length > 0)
    refuse(
      "Pulumi accepts envVarMappings on providers only",
      "leave envVarMappings out, and give a Provider its settings as arguments",
    );
  const foreign = packageOf(opts.provider);
  if (foreign !== undefined && foreign !== "pulumi-nodejs")
    refuse(
      `the provider given is one of package "${foreign}", which does not know this resource`,
      "give a Provider of pulumi-dynamics365, or leave provider out so that stack configuration applies",
    );
  if (parents.has(type) && (opts.replaceWith ?? []).length > 0)
    refuse(
      "Pulumi would replace this row together with the named resources, but not its channels, which would block the delete, and not its rules, which would be lost",
      "use replacementTrigger with a value of the named resource that changes with it, such as its id: then channels and rules are replaced, too",
    );
  if (inheritedOptions(opts.parent).deletedWith !== undefined)
    refuse(
      "its parent has deletedWith, which children inherit; this row is not deleted together with that resource and would stay behind",
      "remove deletedWith from the parent, and give it to those children that do go with that resource",
    );
  return found;
}

/**
 * For a resource that is retained. If it is stored in the row of another resource, that one must be retained as well.
 */
export function retentionFailures(
  { partOf }: ResourceSchema,
  args: Readonly<Record<string, unknown>>,
  keptRows: WeakSet<object>,
): CheckFailure[] {
  const whole = partOf && args[partOf.argument];
  return partOf !== undefined && pulumi.Resource.isInstance(whole) && !keptRows.has(whole) ? [partOf.keptAlone()] : [];
}

function packageOf(provider: pulumi.ProviderResource | undefined): string | undefined {
  return provider && pulumi.resourceType(provider).split(":").at(-1);
}
