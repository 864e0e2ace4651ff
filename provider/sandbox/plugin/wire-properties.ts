import structMessages from "google-protobuf/google/protobuf/struct_pb.js";
import type { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { isObject } from "../json-object.ts";
import { type Properties, Secret } from "./properties.ts";

const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/**
 * One object as the engine sends it: the values that handlers may see, and the secret marks that responses must repeat.
 */
export class WireProperties {
  readonly #wire: unknown;

  constructor(struct: Struct | undefined) {
    this.#wire = struct?.toJavaScript() ?? {};
  }

  open(): Properties {
    const opened = open(this.#wire);
    return isObject(opened) ? opened : {};
  }

  /** Marks a value of `answer` as secret if this object has a secret at the same path. */
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
