import { resourceSchemas, type ResourceType } from "../../schema/index.ts";
import { nameKey } from "../../schema/names.ts";
import { isUnknown } from "../../schema/unknown.ts";

/**
 * A resource of another `Provider` that shares a natural key with this one. Each Provider has a process of its own, so
 * only the program sees both resources, and only check knows whether both are in the same environment.
 */
export interface Rival {
  readonly type: ResourceType;
  /** Pulumi name. */
  readonly name: string;
  /** Name of its `Provider`. Missing if it uses the stack configuration. */
  readonly provider?: string;
  /** Environment as the program or the stack names it. Missing if the environment variable applies. */
  readonly environmentUrl?: string;
  /** The arguments that identify it. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Two resources of one kind that share one of these texts cannot exist in the same environment. */
export function naturalKeysOf(type: ResourceType, values: Readonly<Record<string, unknown>>): string[] {
  return resourceSchemas[type]
    .uniqueKeys(values)
    .filter((parts) => parts.every((part) => typeof part === "string" && !isUnknown(part)))
    .map((parts) => JSON.stringify([type, ...parts.map((part) => nameKey(String(part)))]));
}
