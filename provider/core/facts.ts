import { z } from "zod";
import { propertyFacts, type PropertyFacts } from "../../schema/property.ts";
import type { ResourceSchema } from "../../schema/resource-schema.ts";

/** One property of a schema at any depth, array elements as `[]`. */
export interface Described {
  readonly path: readonly string[];
  readonly facts: PropertyFacts;
}

const described = new WeakMap<ResourceSchema, readonly Described[]>();

/** Every described argument of a resource. */
export function argumentsOf(schema: ResourceSchema): readonly Described[] {
  const known = described.get(schema);
  if (known !== undefined) return known;
  const found = walk(schema.arguments, []);
  described.set(schema, found);
  return found;
}

export function argumentNames(schema: ResourceSchema): readonly string[] {
  return Object.keys(schema.arguments.shape);
}

export function factsOf(schema: ResourceSchema, argument: string): PropertyFacts | undefined {
  return argumentsOf(schema).find(({ path }) => path.length === 1 && path[0] === argument)?.facts;
}

/** Recursion ends at a shape seen on the way: a condition holds conditions. */
function walk(shape: unknown, path: readonly string[], above: readonly unknown[] = []): Described[] {
  let inner = shape;
  while (inner instanceof z.ZodOptional) inner = inner.unwrap();
  if (above.includes(inner)) return [];
  const on = [...above, inner];
  if (inner instanceof z.ZodArray) return walk(inner.element, [...path, "[]"], on);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, member]) => {
    const facts = propertyFacts.get(member);
    const here = [...path, key];
    return [...(facts === undefined ? [] : [{ path: here, facts }]), ...walk(member, here, on)];
  });
}

/** Every value at a described path, with its concrete path. */
export function valuesAt(
  root: unknown,
  path: readonly string[],
  at: readonly PropertyKey[] = [],
): { value: unknown; path: readonly PropertyKey[] }[] {
  const [head, ...rest] = path;
  if (head === undefined) return root === undefined ? [] : [{ value: root, path: at }];
  if (head === "[]")
    return Array.isArray(root) ? root.flatMap((element, index) => valuesAt(element, rest, [...at, index])) : [];
  if (typeof root !== "object" || root === null || Array.isArray(root)) return [];
  return valuesAt((root as Record<string, unknown>)[head], rest, [...at, head]);
}
