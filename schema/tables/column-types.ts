import type { Column, LookupTarget, OptionSet, Source } from "./table.ts";

type Facts = Pick<Column, "required" | "validForCreate" | "validForUpdate" | "validForRead" | "layer">;
type WithDefault<Value> = Facts & { readonly default?: Value };

/** The longest text that the platform allows, used if no source gives the length of a column. */
export const longestString = 4000;
export const longestMemo = 1_048_576;
export const largestInteger = 2_147_483_647;

export function string(maxLength: number, source: Source, facts: WithDefault<string> = {}): Column {
  return { type: "String", maxLength, source, ...facts };
}

export function memo(maxLength: number, source: Source, facts: Facts = {}): Column {
  return { type: "Memo", maxLength, source, ...facts };
}

export function integer(min: number, max: number, source: Source, facts: WithDefault<number> = {}): Column {
  return { type: "Integer", min, max, source, ...facts };
}

export function boolean(source: Source, facts: WithDefault<boolean> = {}): Column {
  return { type: "Boolean", source, ...facts };
}

export function dateTime(source: Source, facts: Facts = {}): Column {
  return { type: "DateTime", source, ...facts };
}

export function uniqueIdentifier(source: Source, facts: Facts = {}): Column {
  return { type: "Uniqueidentifier", source, ...facts };
}

export function picklist(options: OptionSet, source: Source, facts: WithDefault<number> = {}): Column {
  return { type: "Picklist", options, source, ...facts };
}

export function multiSelectPicklist(options: OptionSet, source: Source, facts: Facts = {}): Column {
  return { type: "MultiSelectPicklist", options, source, ...facts };
}

export function lookup(target: LookupTarget, source: Source, facts: Facts = {}): Column {
  return polymorphicLookup([target], source, facts);
}

export function polymorphicLookup(targets: readonly LookupTarget[], source: Source, facts: Facts = {}): Column {
  return { type: "Lookup", targets, source, ...facts };
}

/** Columns that a table has only in an environment with channels provisioned. */
export function omnichannelLayer(columns: Readonly<Record<string, Column>>): Readonly<Record<string, Column>> {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, { ...column, layer: "omnichannel" as const }]),
  );
}
