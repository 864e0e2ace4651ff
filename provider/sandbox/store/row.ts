export type Value = string | number | boolean | null;

/**
 * One row by column name. A lookup holds the id of its target. If several tables can be the target, `@table` after the
 * column's name says which. Rows never change in place, so a reference to one is a snapshot.
 */
export type Row = Readonly<Record<string, Value>>;

export type Values = Record<string, Value>;

export const targetTableOf = (column: string): string => `${column}@table`;
