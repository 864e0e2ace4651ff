import { isObject } from "../json-object.ts";

/** The values of a resource as handlers see them: plain JSON without secret wrappers or `null` members. */
export type Properties = Record<string, unknown>;

/** What the engine sends in a preview if a value is not known yet. It can replace a whole object. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** An output that is secret in its own right, not because an input was. */
export class Secret {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** The text under a key. `undefined` for anything else, and for a value that is not known yet. */
export function text(properties: unknown, key: string): string | undefined {
  const value = isObject(properties) ? properties[key] : undefined;
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}
