import * as pulumi from "@pulumi/pulumi";
import { shared } from "./shared.ts";

/** Transformations of this package. They change no value of the program. */
const own = shared("own-transformations", new WeakSet<pulumi.ResourceTransformation>());
const watched = shared("watched-stacks", new WeakSet<object>());
const given = shared("options", new WeakMap<pulumi.Resource, pulumi.ResourceOptions>());

const note: pulumi.ResourceTransformation = ({ resource, opts }) => {
  given.set(resource, opts);
  return undefined;
};
own.add(note);

/**
 * The engine passes options of a parent on to its children without telling anybody, so we record them when a parent is
 * made. Parents made before this package is imported stay unknown.
 */
export function watchParents(): void {
  const stack = pulumi.runtime.getStackResource();
  if (stack === undefined || watched.has(stack)) return;
  watched.add(stack);
  pulumi.runtime.registerStackTransformation(note);
}
watchParents();

export interface Inherited {
  readonly retainOnDelete?: boolean | undefined;
  readonly deletedWith?: pulumi.Resource | undefined;
}

/** The options that the engine takes from the nearest parent that has them, if the resource has none of its own. */
export function inheritedOptions(parent: pulumi.Resource | undefined): Inherited {
  const opts = parent && given.get(parent);
  if (opts === undefined) return {};
  const above = inheritedOptions(opts.parent);
  return {
    retainOnDelete: opts.retainOnDelete ?? above.retainOnDelete,
    deletedWith: opts.deletedWith ?? above.deletedWith,
  };
}

/** Transforms the resource that is made next, after all transformations of its parents and of the stack. */
export function lastly(transform: pulumi.ResourceTransformation): pulumi.ResourceTransformation {
  let mine: pulumi.Resource | undefined;
  // Children inherit both of these.
  const last: pulumi.ResourceTransformation = (args) => (args.resource === mine ? transform(args) : undefined);
  const first: pulumi.ResourceTransformation = ({ resource }) => {
    if (mine === undefined) transformationsOf(resource).push(last);
    mine ??= resource;
    return undefined;
  };
  own.add(last).add(first);
  return first;
}

/** Whether a transformation of the program applies to children of this parent. */
export function hasTransformations(parent: pulumi.Resource | undefined): boolean {
  const above = parent ?? pulumi.runtime.getStackResource();
  return above !== undefined && transformationsOf(above).some((each) => !own.has(each));
}

/** Pulumi has no API for the transformations of a resource. It keeps them in this list and runs them in order. */
function transformationsOf(resource: pulumi.Resource): pulumi.ResourceTransformation[] {
  const kept: unknown = Reflect.get(resource, "__transformations");
  return isList(kept) ? kept : [];
}

function isList(value: unknown): value is pulumi.ResourceTransformation[] {
  return Array.isArray(value);
}
