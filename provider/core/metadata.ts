import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { propertyMetadata, type PropertyMetadata } from "../../schema/property.ts";
import type { ResourceSchema } from "../../schema/resource-schema.ts";

/** One property of a schema at any depth. Array elements appear as `[]`. */
export interface Described {
  readonly path: readonly string[];
  readonly metadata: PropertyMetadata;
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

export function metadataOf(schema: ResourceSchema, argument: string): PropertyMetadata | undefined {
  return argumentsOf(schema).find(({ path }) => path.length === 1 && path[0] === argument)?.metadata;
}

/** The ids of the rows that a resource depends on. */
export function parentsOf(schema: ResourceSchema, state: Readonly<Record<string, unknown>>): string[] {
  return argumentNames(schema)
    .filter((argument) => metadataOf(schema, argument)?.resource !== undefined)
    .flatMap((argument) => (typeof state[argument] === "string" ? [state[argument]] : []));
}

/**
 * A form of the value in which equal meanings are deeply equal: unordered lists are sorted, and implied members are
 * left out. Follows the value and not the schema, because conditions nest in each other without end.
 */
export function inOneForm(shape: unknown, value: unknown): unknown {
  let inner = shape;
  let isUnordered = false;
  for (;;) {
    if (inner instanceof z.ZodType) isUnordered ||= propertyMetadata.get(inner)?.unordered === true;
    if (!(inner instanceof z.ZodOptional)) break;
    inner = inner.unwrap();
  }
  if (inner instanceof z.ZodArray && Array.isArray(value)) {
    const element: unknown = inner.element;
    const items = value.map((item: unknown) => inOneForm(element, item));
    return isUnordered ? items.toSorted((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1)) : items;
  }
  if (!(inner instanceof z.ZodObject) || typeof value !== "object" || value === null) return value;
  const members = new Map<string, unknown>(Object.entries(inner.shape));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, item]) => item !== impliedBy(members.get(key)))
      .map(([key, item]) => [key, inOneForm(members.get(key), item)]),
  );
}

function impliedBy(member: unknown): string | undefined {
  return member instanceof z.ZodType ? propertyMetadata.get(member)?.implied : undefined;
}

/** Text that is equal for equal values, whatever the order of their keys. */
function sortKey(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

/** Whether two values of an argument mean the same. */
export function sameMeaning(schema: ResourceSchema, argument: string, left: unknown, right: unknown): boolean {
  const shape: unknown = schema.arguments.shape[argument];
  return isDeepStrictEqual(inOneForm(shape, left), inOneForm(shape, right));
}

/** Stops at a shape that it is already inside: conditions contain conditions. */
function walk(shape: unknown, path: readonly string[], above: readonly unknown[] = []): Described[] {
  let inner = shape;
  while (inner instanceof z.ZodOptional) inner = inner.unwrap();
  if (above.includes(inner)) return [];
  const on = [...above, inner];
  if (inner instanceof z.ZodArray) return walk(inner.element, [...path, "[]"], on);
  if (!(inner instanceof z.ZodObject)) return [];
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, member]) => {
    const metadata = propertyMetadata.get(member);
    const here = [...path, key];
    return [...(metadata === undefined ? [] : [{ path: here, metadata }]), ...walk(member, here, on)];
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
