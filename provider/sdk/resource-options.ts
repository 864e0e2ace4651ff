import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import { derivedInputs } from "../core/derived-inputs.ts";
import { argumentNames, argumentsOf } from "../core/metadata.ts";
import { computedInputNames, passedInputs, replaceOnInput, retainInput } from "../core/hidden-inputs.ts";
import { hasTransformations, inheritedOptions } from "./transformations.ts";

/** What the class tells check of the options, as inputs. */
export function passedOptions(opts: pulumi.CustomResourceOptions): Readonly<Record<string, unknown>> {
  return {
    ...(isKept(opts) ? { [retainInput]: true } : {}),
    ...(opts.replaceOnChanges === undefined ? {} : { [replaceOnInput]: opts.replaceOnChanges }),
  };
}

export function isKept(opts: pulumi.CustomResourceOptions): boolean {
  return (opts.retainOnDelete ?? inheritedOptions(opts.parent).retainOnDelete) === true;
}

/**
 * The row id is fixed, so a replacement must delete before it creates. Diff says so too, but `state taint` and
 * `--target-replace` never ask it: only the option, set after the user's own, saves the row.
 */
export function steered(type: ResourceType, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const secrets = argumentsOf(resourceSchemas[type])
    .filter(({ path, metadata }) => path.length === 1 && metadata.secret === true)
    .map(({ path }) => path[0]!);
  // The engine would delete nothing itself, and no row here takes along all that its resource made beside it.
  const { deletedWith: _skipsDelete, ...others } = opts;
  const merged = pulumi.mergeOptions(others, { deleteBeforeReplace: true, additionalSecretOutputs: secrets });
  if (merged.ignoreChanges === undefined) return merged;
  return { ...merged, ignoreChanges: argumentsIgnored(type, merged.ignoreChanges) };
}

/** The engine would take what the class passes beside the arguments from the last inputs, which do not hold it. */
function argumentsIgnored(type: ResourceType, paths: readonly string[]): string[] {
  const schema = resourceSchemas[type];
  const hidden = [...passedInputs, ...computedInputNames, ...derivedInputs(schema)];
  return paths
    .flatMap((path) => (path === "*" ? argumentNames(schema) : [path]))
    .filter((path) => !hidden.includes(path));
}

/** Whether the row gets another value than the one that the program gives here, or may get it. */
export function isOverridden(argument: string, opts: pulumi.CustomResourceOptions | undefined): boolean {
  const ignored = (opts?.ignoreChanges ?? []).map((path) => path.split(/[.[]/)[0]);
  return ignored.includes("*") || ignored.includes(argument) || isTransformed(opts);
}

function isTransformed(opts: pulumi.CustomResourceOptions | undefined): boolean {
  if ((opts?.transforms ?? opts?.transformations) !== undefined) return true;
  const callbacks: unknown = Reflect.get(Object(pulumi.runtime.getCallbacks()), "_callbacks");
  return (callbacks instanceof Map && callbacks.size > 0) || hasTransformations(opts?.parent);
}
