import type { ResourceType } from "../index.ts";
import { tables } from "../tables/index.ts";
import type { Table } from "../tables/table.ts";

/** Tables that the deploying identity must be able to write and delete, and those that it only reads and appends to. */
export interface Permissions {
  readonly writes: readonly Table[];
  readonly reads: readonly Table[];
}

/**
 * Which privileges suffice without System Administrator is assumed: Microsoft's list for the administrator persona
 * (Customer Service, "Personas and privileges") leaves out the custom channel, the secret's table, managed identities
 * and surveys.
 */
export function permissionsOf(type: ResourceType): Permissions {
  const all = [...tables.values()].toSorted((left, right) => (left.logicalName < right.logicalName ? -1 : 1));
  return {
    writes: all.filter(({ writtenBy }) => writtenBy?.includes(type)),
    reads: all.filter(({ readBy }) => readBy?.includes(type)),
  };
}
