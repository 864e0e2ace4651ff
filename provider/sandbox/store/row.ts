export type Value = string | number | boolean | null;

/**
 * One row by column name. A lookup holds the id of its target; where several tables can be the target, the column's
 * name followed by `@table` holds which. Rows are never changed in place, so a kept one is a snapshot.
 */
export type Row = Readonly<Record<string, Value>>;

export type Values = Record<string, Value>;

export const targetTableOf = (column: string): string => `${column}@table`;
