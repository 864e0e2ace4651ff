import { namesOf } from "../../schema/names-of.ts";
import type { Row, TableName } from "../dataverse/contract.ts";

/** The text in a column; `undefined` where it holds none. */
export function textIn(row: Row | undefined, column: string): string | undefined {
  const value = row?.[column];
  return typeof value === "string" ? value : undefined;
}

/** The row that a lookup points at, where it was asked for with the row. */
export function rowIn(row: Row, column: string): Row | undefined {
  const value = row[column];
  return isRow(value) ? value : undefined;
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null;

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
