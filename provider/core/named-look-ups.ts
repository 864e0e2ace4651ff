import type { LookupKind } from "../../schema/property.ts";
import type { ResourceSchema } from "../../schema/resource-schema.ts";
import { isUnknown } from "../../schema/unknown.ts";
import { argumentsOf, valuesAt } from "./metadata.ts";
import { propertyPath } from "./property-path.ts";

/** A name of a row of the environment in the arguments of one resource. */
export interface LookUpHere {
  readonly kind: LookupKind;
  readonly text: string | number;
  /** Property path. */
  readonly path: string;
}

/** Every known name of a queue, language, template and so on. */
export function lookUpsIn(schema: ResourceSchema, values: Readonly<Record<string, unknown>>): LookUpHere[] {
  return argumentsOf(schema).flatMap(({ path, metadata: { lookup: kind } }) => {
    if (kind === undefined) return [];
    return valuesAt(values, path).flatMap(({ value: text, path: at }) =>
      (typeof text === "string" || typeof text === "number") && !isUnknown(text)
        ? [{ kind, text, path: propertyPath(at) }]
        : [],
    );
  });
}

/** One name and where the program uses it: the first places, and how many more there are. */
export interface NamedLookUp {
  readonly kind: LookupKind;
  readonly text: string | number;
  readonly places: readonly string[];
  readonly more: number;
}

const placesShown = 3;
/**
 * Every resource carries this list, so it must stay short. Names that do not fit are checked with their own resource.
 */
const longestList = 16_000;

/**
 * The names that one part of the program looks up, each once. A part ends at the next `await` at the program's top
 * level.
 */
export class NamedLookUps {
  readonly #named = new Map<string, { kind: LookupKind; text: string | number; places: string[]; more: number }>();
  #text: string | undefined;

  add({ kind, text, path }: LookUpHere, label: string): void {
    const key = `${kind} ${text}`;
    const known = this.#named.get(key) ?? { kind, text, places: [], more: 0 };
    this.#named.set(key, known);
    if (known.places.length < placesShown) known.places.push(`${label} ${path}`);
    else known.more += 1;
  }

  /** Call this after the last name was added. `undefined` if the program names nothing. */
  asText(): string | undefined {
    return (this.#text ??= this.#written()) === "" ? undefined : this.#text;
  }

  #written(): string {
    const entries: string[] = [];
    let length = 2;
    for (const { kind, text, places, more } of this.#named.values()) {
      const entry = JSON.stringify([kind, text, places, more]);
      length += entry.length + 1;
      if (length > longestList) break;
      entries.push(entry);
    }
    return entries.length === 0 ? "" : `[${entries.join(",")}]`;
  }
}

/** The names in a text of {@link NamedLookUps}. The engine passes on unchanged what the class wrote. */
export function namedLookUpsFrom(text: string): NamedLookUp[] {
  const entries = JSON.parse(text) as [LookupKind, string | number, string[], number][];
  return entries.map(([kind, name, places, more]) => ({ kind, text: name, places, more }));
}
