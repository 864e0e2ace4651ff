import { isObject } from "./json-object.ts";
import type { Properties } from "./plugin/properties.ts";

/** Reads the members of a JSON body one by one. At the end, refuses members that nothing has read, by name. */
export class Members {
  readonly #what: string;
  readonly #values: Properties;
  readonly #known: string[] = [];

  /** `what` names the body in errors, such as "a fault". */
  constructor(what: string, body: unknown) {
    if (!isObject(body)) throw new RangeError(`${capitalized(what)} is a JSON object.`);
    this.#what = what;
    this.#values = body;
  }

  text(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === "string") return value;
    throw this.#wrong(name, "a text");
  }

  number(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined || (typeof value === "number" && value >= 0)) return value;
    throw this.#wrong(name, "a number that is not negative");
  }

  numberOrText(name: string): number | string | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === "string" || typeof value === "number") return value;
    throw this.#wrong(name, "a number or a text");
  }

  wholeNumber(name: string, from: number, to: number): number | undefined {
    const value = this.number(name);
    if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return value;
    throw this.#wrong(name, `a whole number from ${from} to ${to}`);
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#read(name);
    const chosen = choices.find((choice) => choice === value);
    if (value === undefined || chosen !== undefined) return chosen;
    throw this.#wrong(name, `one of ${choices.join(", ")}`);
  }

  texts(name: string): Readonly<Record<string, string>> | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    const entries = isObject(value) ? Object.entries(value) : undefined;
    if (entries?.every((entry): entry is [string, string] => typeof entry[1] === "string") === true) {
      return Object.fromEntries(entries);
    }
    throw this.#wrong(name, "an object of texts");
  }

  inner(name: string): Members | undefined {
    const value = this.#read(name);
    return value === undefined ? undefined : new Members(`${this.#what}'s ${name}`, value);
  }

  required<Value>(name: string, value: Value | undefined): Value {
    if (value !== undefined) return value;
    throw new RangeError(`${capitalized(this.#what)} needs "${name}".`);
  }

  end(): void {
    const strange = Object.keys(this.#values).find((name) => !this.#known.includes(name));
    if (strange === undefined) return;
    const takes = this.#known.length === 0 ? "nothing else" : this.#known.join(", ");
    throw new RangeError(`${capitalized(this.#what)} has no "${strange}". It takes: ${takes}.`);
  }

  #read(name: string): unknown {
    this.#known.push(name);
    return Object.hasOwn(this.#values, name) ? this.#values[name] : undefined;
  }

  #wrong(name: string, wanted: string): RangeError {
    return new RangeError(`"${name}" of ${this.#what} must be ${wanted}.`);
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
