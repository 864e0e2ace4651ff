import { tables } from "../../schema/tables/index.ts";
import type { Column, Table } from "../../schema/tables/table.ts";
import { mutated } from "./mutations.ts";
import type { Random } from "./random.ts";

export interface TableRequest {
  readonly method: string;
  /** From the service's root on. */
  readonly path: string;
  readonly body: string;
}

const [firstTable, ...otherTables] = [...tables.values()];
if (firstTable === undefined) throw new Error("There are no tables.");
const allTables = [firstTable, ...otherTables] as const;

/** Ids of rows that are there, by table. */
export type KnownRows = Readonly<Record<string, readonly string[]>>;

/** A read or write of any table, with its own columns and mostly with values that fit them. */
export function tableRequest(random: Random, known: KnownRows): TableRequest {
  const table = random.pick(allTables);
  const set = table.entitySet;
  const row = `${set}(${idOf(random, table, known)})`;
  const [name, column] = columnOf(random, table);
  const read = (path: string): TableRequest => ({ method: "GET", path, body: "" });
  const write = (method: string, path: string): TableRequest => ({ method, path, body: bodyOf(random, table, known) });
  return random.pick([
    () => write("POST", set),
    () => write("POST", set),
    () => write("PATCH", row),
    () => write("PATCH", row),
    () => ({ method: "DELETE", path: row, body: "" }),
    () => ({ method: "PUT", path: `${row}/${name}`, body: JSON.stringify({ value: valueOf(random, column) }) }),
    () => ({ method: "DELETE", path: `${row}/${name}`, body: "" }),
    () => ({
      method: random.pick(["PUT", "POST", "DELETE"]),
      path: `${row}/${navigationOf(column) ?? name}/$ref`,
      body: JSON.stringify({ "@odata.id": reference(random, column, known) }),
    }),
    () =>
      write(
        "POST",
        `${set}/Microsoft.Dynamics.CRM.${random.pick(["CreateMultiple", "UpdateMultiple", "UpsertMultiple"])}`,
      ),
    () => read(row),
    () => read(`${row}/${navigationOf(column) ?? propertyOf(name, column)}`),
    () =>
      read(
        `${set}?$filter=${propertyOf(name, column)} ${random.pick(["eq", "ne", "gt", "le"])} ${literal(random, column)}`,
      ),
    () => read(`${set}?$orderby=${propertyOf(name, column)} desc&$top=${random.below(4)}&$count=true`),
    () => read(`${set}?$expand=${navigationOf(column) ?? name}($select=createdon)`),
    () => read(`EntityDefinitions(LogicalName='${table.logicalName}')/Attributes(LogicalName='${name}')`),
  ])();
}

function columnOf(random: Random, { columns, primaryId }: Table): readonly [string, Column] {
  const all = Object.entries(columns);
  return all[random.below(all.length)] ?? [primaryId, { type: "Uniqueidentifier", source: "" }];
}

function bodyOf(random: Random, table: Table, known: KnownRows): string {
  const one = (): Record<string, unknown> =>
    Object.fromEntries(
      random.times(1 + random.below(6), () => {
        const [name, column] = columnOf(random, table);
        const navigation = navigationOf(column);
        if (navigation === undefined) return [name, valueOf(random, column)];
        return [`${navigation}@odata.bind`, `/${reference(random, column, known)}`];
      }),
    );
  const named = { ...one(), ...(random.percent(50) ? { [table.primaryName]: `Fuzz ${random.below(1000)}` } : {}) };
  const target = { "@odata.type": `Microsoft.Dynamics.CRM.${table.logicalName}`, ...one() };
  const text = JSON.stringify(random.percent(85) ? named : { Targets: [target, target] });
  return random.percent(15) ? mutated(random, text, JSON.stringify(one()), 1) : text;
}

const propertyOf = (name: string, { type }: Column): string => (type === "Lookup" ? `_${name}_value` : name);

const navigationOf = (column: Column): string | undefined =>
  column.type === "Lookup" ? column.targets[0]?.navigation : undefined;

function reference(random: Random, column: Column, known: KnownRows): string {
  const wanted = column.type === "Lookup" ? column.targets[0]?.table : undefined;
  const table = tables.get(wanted ?? "") ?? random.pick(allTables);
  return `${table.entitySet}(${idOf(random, table, known)})`;
}

function idOf(random: Random, { logicalName }: Table, known: KnownRows): string {
  const ids = known[logicalName] ?? [];
  const id = ids[random.below(ids.length + 1)];
  return id ?? `0a0a0a0a-0000-4000-8000-00000000000${random.below(10)}`;
}

function valueOf(random: Random, column: Column): unknown {
  if (random.percent(15))
    return random.pick([null, "", 0, -1, 1.5, true, [], {}, "x", "\u0000", 1e300, "x".repeat(5000)]);
  switch (column.type) {
    case "Integer":
      return column.min + random.below(Math.max(1, Math.min(1000, column.max - column.min)));
    case "BigInt":
      return random.below(1000);
    case "Boolean":
      return random.percent(50);
    case "DateTime":
      return "2026-11-28T00:00:00Z";
    case "Picklist":
    case "State":
    case "Status":
      return Number(Object.keys(column.options)[random.below(Object.keys(column.options).length)] ?? 0);
    case "MultiSelectPicklist":
      return Object.keys(column.options).slice(0, 2).join(",");
    case "Uniqueidentifier":
      return "0a0a0a0a-0000-4000-8000-000000000001";
    case "Memo":
      return random.pick(['<decision version="1"><rules></rules></decision>', "{}", "[]", "<", "text"]);
    case "String":
    case "Lookup":
    case "ManagedProperty":
      return `Fuzz ${random.below(1000)}`;
  }
}

function literal(random: Random, column: Column): string {
  const value = valueOf(random, column);
  return typeof value === "string" && !/^\d{4}-|^[0-9a-f-]{36}$/.test(value) ? `'${value}'` : JSON.stringify(value);
}
