import { platformColumns, type PlatformFacts } from "./platform-columns.ts";
import type { Table } from "./table.ts";

type TableFacts = Table & Pick<PlatformFacts, "stateless">;

/** Adds the columns that the platform gives to every table of this kind. */
export function defineTable({ stateless, ...facts }: TableFacts): Table {
  const kind: PlatformFacts = stateless === undefined ? facts : { ...facts, stateless };
  return { ...facts, columns: { ...platformColumns(kind), ...facts.columns } };
}
