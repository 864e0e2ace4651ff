import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { registerSecret } from "../secrets.ts";
import type { Properties } from "./definition.ts";
import { argumentsOf, valuesAt } from "./metadata.ts";

/**
 * Call this before anything is sent: the service repeats parts of a refused request, and no message may show these
 * values.
 */
export function registerSecrets(schema: ResourceSchema, values: Properties): void {
  for (const { path, metadata } of argumentsOf(schema)) {
    if (metadata.secret !== true) continue;
    for (const { value } of valuesAt(values, path)) {
      if (typeof value === "string" && !isUnknown(value)) registerSecret(value);
    }
  }
}
