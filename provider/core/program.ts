import type { z } from "zod";
import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import type { CheckFailure, DeclaredResource, ResourceSchema } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import type { WrittenMembers } from "../../schema/written.ts";
import { computedInput } from "./hidden-inputs.ts";
import { parentsOf } from "./metadata.ts";
import { naturalKeysOf } from "./natural-keys.ts";

/** What is known about one resource of the program. */
export interface Declared extends DeclaredResource<Readonly<Record<string, unknown>>> {
  readonly type: ResourceType;
  /** How other resources refer to it in their arguments. */
  readonly reference: string;
}

/**
 * Checks the resources of one program against each other, by the rules of their schemas. Used twice: on the plain
 * values before anything is registered, and on the resolved values in check.
 */
export class Program {
  readonly #declared = new Map<string, Declared>();
  /** Resources that can conflict, in the order of the program. */
  readonly #groups = new Map<string, Map<string, Declared>>();

  /** Adds a resource that others are checked against, or replaces what was known about it. */
  note(resource: Declared): void {
    const before = this.#declared.get(resource.key);
    if (before !== undefined) for (const group of groupsOf(before)) this.#groups.get(group)?.delete(resource.key);
    this.#declared.set(resource.key, resource);
    for (const name of groupsOf(resource)) {
      const group = this.#groups.get(name) ?? new Map<string, Declared>();
      this.#groups.set(name, group.set(resource.key, resource));
    }
  }

  /** Adds a resource and reports what it conflicts with. */
  declare(resource: Declared): CheckFailure[] {
    this.note(resource);
    const others = this.#beside(resource);
    const siblings = others.filter(({ type }) => type === resource.type);
    const failures: CheckFailure[] = [];
    schemaOf(resource).applyProgramRules(
      resource,
      { siblings, declared: (schema, reference) => this.argumentsOf(schema, reference) },
      (failure) => failures.push(failure),
    );
    return [...failures, ...keptAlone(resource, others)];
  }

  /** Resources whose arguments refer to this row. */
  naming(reference: string): Declared[] {
    return this.#around(reference).filter((other) => parentsOf(schemaOf(other), other.values).includes(reference));
  }

  /** The arguments of the resource that has this row. */
  argumentsOf<Arguments extends z.ZodObject>(
    schema: ResourceSchema<Arguments>,
    reference: unknown,
  ): WrittenMembers<z.output<Arguments>> | undefined {
    if (typeof reference !== "string") return undefined;
    const named = this.#around(reference).filter((other) => other.reference === reference);
    return named.find((other) => isOf(schema, other))?.values;
  }

  /** Only these are compared: comparing every resource with every other takes quadratic time in a large program. */
  #beside(resource: Declared): Declared[] {
    const beside = new Map(groupsOf(resource).flatMap((name) => [...(this.#groups.get(name) ?? [])]));
    beside.delete(resource.key);
    return [...beside.values()];
  }

  #around(reference: string): Declared[] {
    return [...(this.#groups.get(rowGroup(reference))?.values() ?? [])];
  }
}

function schemaOf({ type }: Declared): ResourceSchema {
  return resourceSchemas[type];
}

/** A resource of this type has arguments of this type, as the program wrote them. */
function isOf<Arguments extends z.ZodObject>(
  schema: ResourceSchema<Arguments>,
  resource: Declared,
): resource is Declared & { readonly values: WrittenMembers<z.output<Arguments>> } {
  return resource.type === schema.type;
}

/** One group for a row and all that refer to it, one for each natural key. */
function groupsOf(resource: Declared): string[] {
  const { type, reference, values } = resource;
  const parents = parentsOf(schemaOf(resource), values).filter((parent) => !isUnknown(parent));
  return [...[reference, ...parents].map(rowGroup), ...naturalKeysOf(type, values)];
}

function rowGroup(reference: string): string {
  return `row ${reference}`;
}

/** What is stored in the row of another resource cannot be retained without that row. */
function keptAlone(resource: Declared, others: readonly Declared[]): CheckFailure[] {
  const failure = (part: Declared, whole: Declared, label?: string): CheckFailure[] => {
    const { partOf } = schemaOf(part);
    const isPart = partOf !== undefined && part.values[partOf.argument] === whole.reference;
    return isPart && isKept(part) && !isKept(whole) ? [partOf.keptAlone(label)] : [];
  };
  return others.flatMap((other) => [...failure(resource, other), ...failure(other, resource, other.label)]).slice(0, 1);
}

function isKept({ values }: Declared): boolean {
  return values[computedInput.retained] === true;
}
