import type { TableName } from "./types.ts";

/** What a request is about: one row, a list where no row is named, several kinds of rows where no table is. */
export interface Subject {
  readonly table?: TableName | undefined;
  readonly id?: string | undefined;
}

/** How a sentence names it: "someone else changed it", "a row with its id exists already". */
export interface Naming {
  readonly it: string;
  readonly its: string;
}

/** Says why a request failed. The caller gives the name of what the request was about. */
export type Reason = (named: Naming) => string;

const pronoun: Naming = { it: "it", its: "its" };

/** Behind words that name the subject already. */
export function pronounFor({ table, id }: Subject = {}): Naming {
  return table === undefined || id !== undefined ? pronoun : { it: "them", its: "their" };
}

/** In a sentence about a resource, whose own row is `own`. */
export function nameBeside({ table, id }: Subject, own: Subject): Naming {
  if (table === undefined) return pronoun;
  if (id === undefined) return { it: `the ${plural(table.noun)}`, its: `the ${plural(table.noun)}'` };
  if (table.logicalName !== own.table?.logicalName) return naming(`its ${table.noun}`);
  return id === own.id ? pronoun : naming(`another ${table.noun}`);
}

/** The table and the row as the service names them, for a support case. */
export function serviceName({ table, id }: Subject): string | undefined {
  return table && (id === undefined ? table.logicalName : `row ${id} of ${table.logicalName}`);
}

export function plural(noun: string): string {
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

function naming(name: string): Naming {
  return { it: name, its: `${name}'s` };
}
