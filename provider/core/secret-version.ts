import { isUnknown, UNKNOWN } from "../../schema/unknown.ts";
import type { Properties } from "./definition.ts";
import { kept } from "./hidden-inputs.ts";

/**
 * Pulumi masks secrets in previews, so a count that goes up with each change makes the change visible. Nothing of the
 * secret is in it. Counted from the inputs alone: a preview and the `up` that follows say the same, and a saved plan
 * fits.
 */
export function secretVersion(olds: Properties, values: Properties): unknown {
  const secret = values["clientSecret"];
  if (secret === undefined) return undefined;
  if (isUnknown(secret)) return UNKNOWN;
  const before = olds[kept.clientSecretVersion];
  // State of version 0.1.0 has no count. It gets one with the first change, so that an upgrade alone changes nothing.
  if (secret === olds["clientSecret"]) return before;
  const count = typeof before === "number" ? before : olds["clientSecret"] === undefined ? 0 : 1;
  return count + 1;
}
