import type { Filter } from "./types.ts";
import { requireGuid } from "./guid.ts";

export type FilterValue = string | number | boolean | null;

/** `column eq value`. Use {@link equalsId} for a GUID column or `_lookup_value`: in quotes it would be a string. */
export function equals(column: string, value: FilterValue): Filter {
  return { odata: `${column} eq ${literal(value)}` };
}

export function equalsId(column: string, id: string): Filter {
  return { odata: `${column} eq ${requireGuid(id)}` };
}

/**
 * The column has one of these values. Dataverse has its own function for this and does not document OData's `in`
 * operator. Its list is a JSON array of strings, whatever the column's type, in a URL of at most 32,768 characters.
 */
export function oneOf(column: string, values: readonly (string | number)[]): Filter {
  // No row matches an empty list, and the function does not accept one.
  if (values.length === 0) return { odata: `${column} eq null and ${column} ne null` };
  const list = JSON.stringify(values.map(String));
  return { odata: `Microsoft.Dynamics.CRM.In(PropertyName=${literal(column)},PropertyValues=${list})` };
}

export function and(...filters: readonly Filter[]): Filter {
  return join("and", filters);
}

export function or(...filters: readonly Filter[]): Filter {
  return join("or", filters);
}

/** A value in a URL before percent-encoding: text is quoted, and its quotes are doubled. */
export function literal(value: FilterValue): string {
  return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);
}

function join(operator: string, filters: readonly Filter[]): Filter {
  const [only, ...others] = filters;
  if (only !== undefined && others.length === 0) return only;
  return { odata: filters.map((filter) => `(${filter.odata})`).join(` ${operator} `) };
}
