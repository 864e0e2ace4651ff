import * as pulumi from "@pulumi/pulumi";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import { derivedInputs } from "../core/derived-inputs.ts";
import { argumentNames, argumentsOf } from "../core/metadata.ts";
import { computedInputNames, passedInputs, replaceOnInput, retainInput } from "../core/hidden-inputs.ts";
import { hasTransformations, inheritedOptions } from "./transformations.ts";

/** The options that the class passes on to check, as inputs. */
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
 * The row id is fixed, so a replacement must delete before it creates. Diff says so too, but the engine does not ask it
 * for `state taint` and `--target-replace`. Only the option protects the row, so it is set after the user's own
 * options.
 */
export function steered(type: ResourceType, opts: pulumi.CustomResourceOptions): pulumi.CustomResourceOptions {
  const secrets = argumentsOf(resourceSchemas[type])
    .filter(({ path, metadata }) => path.length === 1 && metadata.secret === true)
    .map(({ path }) => path[0]!);
  // With deletedWith the engine would not call delete, and no other row's delete removes everything that a resource
  // here made.
  const { deletedWith: _skipsDelete, ...others } = opts;
  const merged = pulumi.mergeOptions(others, { deleteBeforeReplace: true, additionalSecretOutputs: secrets });
  if (merged.ignoreChanges === undefined) return merged;
  return { ...merged, ignoreChanges: argumentsIgnored(type, merged.ignoreChanges) };
}

/**
 * With ignoreChanges the engine would take the hidden inputs of the class from the last inputs, which do not have them.
 */
function argumentsIgnored(type: ResourceType, paths: readonly string[]): string[] {
  const schema = resourceSchemas[type];
  const hidden = [...passedInputs, ...computedInputNames, ...derivedInputs(schema)];
  return paths
    .flatMap((path) => (path === "*" ? argumentNames(schema) : [path]))
    .filter((path) => !hidden.includes(path));
}

/** Whether options replace the value that the program gives here, or may do so. */
export function isOverridden(argument: string, opts: pulumi.CustomResourceOptions | undefined): boolean {
  const ignored = (opts?.ignoreChanges ?? []).map((path) => path.split(/[.[]/)[0]);
  return ignored.includes("*") || ignored.includes(argument) || isTransformed(opts);
}

function isTransformed(opts: pulumi.CustomResourceOptions | undefined): boolean {
  if ((opts?.transforms ?? opts?.transformations) !== undefined) return true;
  const callbacks: unknown = Reflect.get(Object(pulumi.runtime.getCallbacks()), "_callbacks");
  return (callbacks instanceof Map && callbacks.size > 0) || hasTransformations(opts?.parent);
}
