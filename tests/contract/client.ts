import type { ContractEnvironment } from "./environment.ts";
import { additionsTo } from "./server-additions.ts";

export type Json = Readonly<Record<string, unknown>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Json;
  /** The error code. Empty on success. */
  readonly code: string;
  readonly message: string;
}

/** Every row of a contract test has this prefix, so that leftovers in a real environment can be recognised. */
export const namePrefix = "contract test";

/** The Web API with nothing in between. Deletes the rows that a test creates after the test, newest first. */
export class Client {
  readonly environment: ContractEnvironment;
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(environment: ContractEnvironment) {
    this.environment = environment;
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const orphans = method === "DELETE" ? await additionsTo(this, path) : [];
    const response = await fetch(`${this.environment.url}/api/data/v9.2/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.environment.token}`,
        Accept: "application/json",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const made = response.headers.get("odata-entityid");
    if (made !== null) {
      const row = made.slice(made.indexOf("/v9.2/") + "/v9.2/".length);
      this.atEnd(() => this.send("DELETE", row));
    }
    for (const orphan of orphans) this.atEnd(() => this.send("DELETE", orphan));
    const text = await response.text();
    const json = parse(text);
    const error = (json["error"] ?? {}) as Json;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      code: textOf(error["code"]),
      message: textOf(error["message"]),
    };
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.send("GET", path, undefined, headers);
  }

  /** Creates a row with the prefix in its name, and returns its id. */
  async create(set: string, values: Json, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const answer = await this.send("POST", set, values, headers);
    const id = /\(([0-9a-f-]{36})\)/.exec(answer.headers.get("odata-entityid") ?? "")?.[1];
    if (id === undefined) throw new Error(`${set} was not created: ${answer.status} ${answer.text}`);
    return id;
  }

  async rows(path: string): Promise<readonly Json[]> {
    const answer = await this.get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json["value"] as Json[];
  }

  /** Adds work to the clean-up, which does the newest first. */
  atEnd(work: () => Promise<unknown>): void {
    this.#undo.push(work);
  }

  /** Deletes what the test created. Ignores rows that a rule or the test has already deleted. */
  async cleanUp(): Promise<void> {
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) await undo();
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
