import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { rememberSecret } from "../dataverse/secrets.ts";
import type { Properties } from "./definition.ts";
import { argumentsOf, valuesAt } from "./facts.ts";

/** Before anything is sent: the service repeats parts of a refused request, and no message may show these. */
export function rememberSecrets(schema: ResourceSchema, values: Properties): void {
  for (const { path, facts } of argumentsOf(schema)) {
    if (facts.secret !== true) continue;
    for (const { value } of valuesAt(values, path)) {
      if (typeof value === "string" && !isUnknown(value)) rememberSecret(value);
    }
  }
}
