import { errorCodes, ServiceError } from "../errors.ts";
import { isObject as isPlainObject } from "../json-object.ts";

/** A number as it was sent. The service does not accept `30.0` as a whole number, but JSON.parse does. */
class WrittenNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

interface Source {
  readonly source?: string;
}

const kept = (_name: string, value: unknown, { source = "" }: Source = {}): unknown =>
  typeof value === "number" && /[.eE]/.test(source) ? new WrittenNumber(source) : value;

export function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text === "" ? "{}" : text, kept);
    if (isObject(value)) return value;
  } catch {
    // Falls through to the error below: the client need not know what is wrong with the text.
  }
  throw new ServiceError(
    400,
    errorCodes.payload,
    "Error identified in Payload provided by the user: the body is not a JSON object.",
  );
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  isPlainObject(value) && !(value instanceof WrittenNumber);

/** A value of a body as the client wrote it. */
export const written = (value: unknown): string =>
  value instanceof WrittenNumber ? value.text : JSON.stringify(value);
