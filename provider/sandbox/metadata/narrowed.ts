import { checkOptions } from "../implemented/query-options.ts";
import { unimplemented } from "../unimplemented.ts";
import { compileFilter } from "../odata/filter.ts";
import { splitOutside } from "../odata/path.ts";
import { definitionScope, requireProperty, type Definition } from "./definition-scope.ts";
import type { DefinitionType } from "./definition-types.ts";

/** The members of one of a definition's collections, by the collection's name. */
export type PartsOf = (name: string) => readonly Definition[];

export function filtered(
  definitions: readonly Definition[],
  type: DefinitionType,
  query: URLSearchParams,
): readonly Definition[] {
  const filter = query.get("$filter");
  if (filter === null) return definitions;
  return definitions.filter(compileFilter(filter, definitionScope(type), (name) => query.get(`@${name}`)));
}

/** A definition limited to what `$select` names and `$expand` asks for. Parts only show if expanded. */
export function shown(
  definition: Definition,
  type: DefinitionType,
  query: URLSearchParams,
  partsOf: PartsOf,
): Definition {
  const expanded = expansions(type, query);
  const select = query.get("$select");
  const names = select?.split(",").map((name) => name.trim());
  for (const name of names ?? []) requireProperty(type, name);
  const wanted = names === undefined ? undefined : new Set(["@odata.type", "MetadataId", ...names]);
  const kept = Object.entries(definition).filter(([name]) => !hidden.has(name) && (wanted?.has(name) ?? true));
  const parts = expanded.map(({ name, type: part, options }): [string, unknown] => {
    if (Object.hasOwn(definition, name)) return [name, definition[name]];
    const members = filtered(partsOf(name), part, options);
    return [name, members.map((member) => shown(member, part, options, () => []))];
  });
  return Object.fromEntries([...kept, ...parts]);
}

/** Stored beside the properties of a column, but only shown if expanded. */
const hidden: ReadonlySet<string> = new Set(["OptionSet"]);

interface Expansion {
  readonly name: string;
  readonly type: DefinitionType;
  readonly options: URLSearchParams;
}

function expansions(type: DefinitionType, query: URLSearchParams): Expansion[] {
  const items = splitOutside(query.get("$expand") ?? "", ",").map((item) => item.trim());
  return items
    .filter((item) => item !== "")
    .map((item) => {
      const [, name = item, text = ""] = /^([^(]+)(?:\((.*)\))?$/s.exec(item) ?? [];
      const part = type.parts.get(name);
      if (part === undefined) {
        requireProperty(type, name);
        throw unimplemented("expansion", name);
      }
      const options = optionsIn(text);
      checkOptions(options, "definitions");
      if (hidden.has(name) && options.size > 0) throw unimplemented("option in $expand", [...options.keys()][0] ?? "");
      return { name, type: part, options };
    });
}

function optionsIn(text: string): URLSearchParams {
  const parts = splitOutside(text, ";").filter((part) => part.trim() !== "");
  return new URLSearchParams(
    parts.map((part): [string, string] => {
      const at = part.indexOf("=");
      return [part.slice(0, at).trim(), part.slice(at + 1)];
    }),
  );
}
