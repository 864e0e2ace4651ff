import { badUri, unknownColumn } from "../errors.ts";
import { unimplemented } from "../unimplemented.ts";
import type { Scope } from "../odata/scope.ts";
import { structure, type DefinitionType } from "./definition-types.ts";

export type Definition = Readonly<Record<string, unknown>>;

/** What a filter of definitions can name: plain values, including those inside a structure. */
export const definitionScope = (type: DefinitionType): Scope<Definition> => ({
  property(path) {
    const edmType = type.properties.get(path.join("/"));
    if (edmType === undefined) requireProperty(type, path[0] ?? "");
    if (edmType === undefined || edmType === structure)
      throw badUri(`The property '${path.join("/")}' holds no value that can be compared.`);
    return {
      edmType,
      read(item) {
        const value = path.reduce<unknown>(member, item);
        return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
      },
    };
  },
  collection(path) {
    throw badUri(`The collection '${path.join("/")}' cannot be filtered.`);
  },
});

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? new Map<string, unknown>(Object.entries(value)).get(name) : undefined;

/** Distinguishes a property that the service has and the sandbox lacks from one that does not exist. */
export function requireProperty({ name: type, properties, refused, parts }: DefinitionType, name: string): void {
  if (properties.has(name) || parts.has(name)) return;
  if (refused.has(name)) throw unimplemented("metadata property", name);
  throw unknownColumn(name, type, "0x80060888");
}
