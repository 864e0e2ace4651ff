import { namesOf } from "../../schema/names-of.ts";
import { isPlainObject } from "../core/observed.ts";
import type { Row, TableName } from "../dataverse/types.ts";

/** The text in a column; `undefined` where it holds none. */
export function textIn(row: Row | undefined, column: string): string | undefined {
  const value = row?.[column];
  return typeof value === "string" ? value : undefined;
}

/** The number in a column; `undefined` where it holds none. */
export function numberIn(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === "number" ? value : undefined;
}

/** The truth value in a column; `undefined` where it holds none. */
export function truthIn(row: Row, column: string): boolean | undefined {
  const value = row[column];
  return typeof value === "boolean" ? value : undefined;
}

/** The row that a query expanded in a column. */
export function rowIn(row: Row, column: string): Row | undefined {
  const value = row[column];
  return isPlainObject(value) ? value : undefined;
}

/** The id of a row, which the service always gives. */
export function idIn(row: Row, { primaryId }: TableName): string {
  return textIn(row, primaryId) ?? "";
}

/** What the number of an option stands for. */
export function optionIn<Name extends string>(
  row: Row,
  column: string,
  options: Readonly<Record<Name, number>>,
): Name | undefined {
  return namesOf(options).find((name) => options[name] === row[column]);
}
