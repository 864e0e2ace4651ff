import structMessages from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isObject } from "../json-object.ts";

/** The values of a resource as handlers see them: plain JSON, secrets opened, absent instead of `null`. */
export type Properties = Record<string, unknown>;

/** What the engine sends in a preview where a value is not known yet; it may stand for a whole object. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** An output that is secret by itself, not because an input was. */
export class Secret {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

/** The text under a key, `undefined` for anything else and for a value that is not known yet. */
export function text(properties: unknown, key: string): string | undefined {
  const value = isObject(properties) ? properties[key] : undefined;
  return typeof value === "string" && value !== UNKNOWN ? value : undefined;
}

/** One object of the wire: what handlers may see of it, and the marks that answers must carry again. */
export class WireProperties {
  readonly #wire: unknown;

  constructor(struct: Struct | undefined) {
    this.#wire = struct?.toJavaScript() ?? {};
  }

  open(): Properties {
    const opened = open(this.#wire);
    return isObject(opened) ? opened : {};
  }

  /** Seals every value of `answer` that stands where this object holds a secret. */
  sealAlike(answer: Properties): Properties {
    const sealed = sealAlike(answer, this.#wire);
    return isObject(sealed) ? sealed : {};
  }
}

export function toStruct(properties: Properties): Struct {
  return structMessages.Struct.fromJavaScript(encode(properties) as Record<string, JavaScriptValue>);
}

function isSecretWire(value: unknown): value is Properties {
  return isObject(value) && value[signatureKey] === secretSignature;
}

function open(wire: unknown): unknown {
  if (isSecretWire(wire)) return open(wire["value"]);
  if (Array.isArray(wire)) return wire.map(open);
  if (!isObject(wire)) return wire;
  return Object.fromEntries(
    Object.entries(wire)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]) => [key, open(value)]),
  );
}

function sealAlike(answer: unknown, wire: unknown): unknown {
  if (answer === undefined || answer instanceof Secret) return answer;
  if (isSecretWire(wire)) return new Secret(answer);
  if (Array.isArray(answer) && Array.isArray(wire)) {
    return answer.map((element, index) => sealAlike(element, wire[index]));
  }
  if (isObject(answer) && isObject(wire)) {
    return Object.fromEntries(Object.entries(answer).map(([key, value]) => [key, sealAlike(value, wire[key])]));
  }
  return answer;
}

function encode(value: unknown): unknown {
  if (value instanceof Secret) return { [signatureKey]: secretSignature, value: encode(value.value) };
  if (Array.isArray(value)) return value.map(encode);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, encode(member)]),
  );
}
