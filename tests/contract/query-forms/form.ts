import type { Answer, Json } from "../client.ts";

/** One request as the Web API documentation shows it, and the right response. */
export interface Form {
  readonly method: string;
  /** The path below the service's root. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly right: Right;
}

export type Right =
  /** The service responds, and this value must match. */
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly seen: (answer: Answer) => unknown;
      readonly is: unknown;
    }
  /** The service refuses it too. */
  | { readonly kind: "refusal"; readonly status: number; readonly code: string; readonly says: string }
  /** The service supports it. The sandbox says that it does not, and names what it refuses. */
  | { readonly kind: "unimplemented"; readonly named: string };

export type Verdict = "right" | "refused by name" | "wrong";

type Headers = Readonly<Record<string, string>>;

export const get = (path: string, right: Right, headers: Headers = {}): Form =>
  send("GET", path, undefined, right, headers);

export const send = (method: string, path: string, body: unknown, right: Right, headers: Headers = {}): Form => ({
  method,
  path,
  headers,
  body,
  right,
});

const valuesOf = ({ json }: Answer): readonly Json[] => (Array.isArray(json["value"]) ? (json["value"] as Json[]) : []);

/** The values of one column in a list, in any order. */
export const rows = (column: string, ...values: readonly unknown[]): Right => ({
  kind: "answer",
  status: 200,
  seen: (answer) =>
    valuesOf(answer)
      .map((row) => row[column])
      .toSorted(),
  is: values.toSorted(),
});

/** The values of one column in a list, in this order. */
export const ordered = (column: string, ...values: readonly unknown[]): Right => ({
  kind: "answer",
  status: 200,
  seen: (answer) => valuesOf(answer).map((row) => row[column]),
  is: values,
});

export const howMany = (count: number): Right => ({
  kind: "answer",
  status: 200,
  seen: (answer) => valuesOf(answer).length,
  is: count,
});

/** The value at a path of member names and indexes, such as `value/0/name`. Names may contain dots and at-signs. */
export const shows = (path: string, value: unknown, status = 200): Right => ({
  kind: "answer",
  status,
  seen: ({ json }) => at(json, path.split("|")),
  is: value,
});

function at(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  if (Array.isArray(value)) return at(value[Number(name)] as unknown, rest);
  return typeof value === "object" && value !== null ? at((value as Json)[name], rest) : undefined;
}

/** The whole text of the response, without the byte order mark of counts. */
export const text = (wanted: string, status = 200): Right => ({
  kind: "answer",
  status,
  seen: (answer) => answer.text.replace("\uFEFF", ""),
  is: wanted,
});

/** The text of the response contains each of these. */
export const holds = (status: number, ...fragments: readonly string[]): Right => ({
  kind: "answer",
  status,
  seen: (answer) => fragments.filter((fragment) => !answer.text.includes(fragment)),
  is: [],
});

export const header = (name: string, value: string | null, status: number): Right => ({
  kind: "answer",
  status,
  seen: ({ headers }) => headers.get(name),
  is: value,
});

/** It succeeds, with no response body to check. */
export const done: Right = { kind: "answer", status: 204, seen: (answer) => answer.text, is: "" };

export const refused = (says: string, code = "0x80060888", status = 400): Right => ({
  kind: "refusal",
  status,
  code,
  says,
});

export const unimplemented = (named: string): Right => ({ kind: "unimplemented", named });

export function verdictOf({ right }: Form, answer: Answer): Verdict {
  switch (right.kind) {
    case "answer":
      if (answer.status === right.status && same(right.seen(answer), right.is)) return "right";
      break;
    case "refusal":
      if (answer.status === right.status && answer.code === right.code && answer.message.includes(right.says))
        return "right";
      break;
    case "unimplemented":
      if (answer.status === 501 && names(answer.message, right.named)) return "refused by name";
      break;
  }
  return "wrong";
}

/** Header names lose their case in transit. */
const names = (message: string, name: string): boolean => message.toLowerCase().includes(`'${name.toLowerCase()}'`);

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
