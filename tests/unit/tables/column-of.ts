import { tables } from "../../../schema/tables/index.ts";
import type { Column, LookupTarget, Table } from "../../../schema/tables/table.ts";

export function tableOf(logicalName: string): Table {
  const table = tables.get(logicalName);
  if (table === undefined) throw new Error(`no table ${logicalName}`);
  return table;
}

export function columnOf<Type extends Column["type"]>(
  logicalName: string,
  name: string,
  type: Type,
): Extract<Column, { type: Type }> {
  const column = tableOf(logicalName).columns[name];
  if (column?.type !== type) throw new Error(`${logicalName}.${name} is ${column?.type ?? "missing"}, not ${type}`);
  return column as Extract<Column, { type: Type }>;
}

/** The only target of a lookup. */
export function targetOf(logicalName: string, name: string): LookupTarget {
  const [target, second] = columnOf(logicalName, name, "Lookup").targets;
  if (target === undefined || second !== undefined) throw new Error(`${logicalName}.${name} has not one target`);
  return target;
}
