import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas } from "../../schema/index.ts";
import type { Fault, ResourceType } from "../../schema/resource-schema.ts";
import { argumentNames, argumentsOf } from "../core/facts.ts";
import { keptInputs, passedInputs } from "../core/hidden-inputs.ts";

/** The engine gives an import no stored line to run, and fails with an error that speaks of code. */
export function optionFaults(type: ResourceType, opts: pulumi.CustomResourceOptions | undefined): Fault[] {
  if (opts?.import === undefined) return [];
  const adopts = argumentNames(resourceSchemas[type]).includes("adopt");
  return [
    {
      code: "option-refused",
      path: "",
      reason: "Pulumi cannot import resources of this kind",
      remedy: adopts
        ? "leave the import option out and set adopt: true, which takes the row over"
        : "leave the import option out: the resource is made, and what it replaces can be deleted by hand",
    },
  ];
}

/**
 * The row id is fixed, so a replacement must delete before it creates. Diff says so too, but `state taint` and
 * `--target-replace` never ask it: only the option, set after the user's own, saves the row.
 */
export function steered(
  type: ResourceType,
  opts: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions {
  const secrets = argumentsOf(resourceSchemas[type])
    .filter(({ path, facts }) => path.length === 1 && facts.secret === true)
    .map(({ path }) => path[0]!);
  // The engine would delete nothing itself, and no row here takes along all that its resource made beside it.
  const { deletedWith: _skipsDelete, ...others } = opts ?? {};
  const merged = pulumi.mergeOptions(others, { deleteBeforeReplace: true, additionalSecretOutputs: secrets });
  if (merged.ignoreChanges === undefined) return merged;
  return { ...merged, ignoreChanges: argumentsIgnored(type, merged.ignoreChanges) };
}

/** The engine would take what the class passes beside the arguments from the last inputs, which do not hold it. */
function argumentsIgnored(type: ResourceType, paths: readonly string[]): string[] {
  return paths
    .flatMap((path) => (path === "*" ? argumentNames(resourceSchemas[type]) : [path]))
    .filter((path) => !passedInputs.includes(path) && !keptInputs.includes(path));
}

/** Whether the row gets another value than the one that the program gives here, or may get it. */
export function isOverridden(argument: string, opts: pulumi.CustomResourceOptions | undefined): boolean {
  const ignored = (opts?.ignoreChanges ?? []).map((path) => path.split(/[.[]/)[0]);
  return ignored.includes("*") || ignored.includes(argument) || isTransformed(opts);
}

/** Pulumi says nowhere which transformations await a resource, but keeps them where they can be seen. */
function isTransformed(opts: pulumi.CustomResourceOptions | undefined): boolean {
  if ((opts?.transforms ?? opts?.transformations) !== undefined) return true;
  const callbacks: unknown = Reflect.get(Object(pulumi.runtime.getCallbacks()), "_callbacks");
  if (callbacks instanceof Map && callbacks.size > 0) return true;
  const inherited: unknown = Reflect.get(
    Object(opts?.parent ?? pulumi.runtime.getStackResource()),
    "__transformations",
  );
  return Array.isArray(inherited) && inherited.length > 0;
}
