import type { Row, Sandbox } from "../../../provider/sandbox/index.ts";
import { volatile } from "../support/interruptions.ts";

/** Every row of the environment, by table and id. */
export type World = Map<string, Map<string, Row>>;

export function worldOf(sandbox: Sandbox): World {
  const [tables = {}] = Object.values(sandbox.snapshot());
  return new Map(
    Object.entries(tables)
      .filter(([table]) => !table.startsWith("sandbox."))
      .map(([table, rows]) => [table, new Map(rows.map((row) => [String(row[`${table}id`]), lasting(row)] as const))]),
  );
}

/** An empty column equals a missing one, and the order of presences does not matter. */
function lasting(row: Row): Row {
  const columns = Object.entries(row).filter(([column, value]) => !volatile.has(column) && value !== null);
  return Object.fromEntries(
    columns.map(([column, value]) => [column, column === "msdyn_allowedpresences" ? inOrder(String(value)) : value]),
  );
}

const inOrder = (numbers: string): string => numbers.split(",").toSorted().join(",");

export function copyOf(world: World): World {
  return new Map([...world].map(([table, rows]) => [table, new Map(rows)]));
}

export function rowsIn(world: World, table: string): [id: string, row: Row][] {
  return [...(world.get(table) ?? [])];
}

export function rowIn(world: World, table: string, id: unknown): Row | undefined {
  return world.get(table)?.get(String(id));
}

export function put(world: World, table: string, id: string, row: Row): void {
  const rows = world.get(table) ?? new Map<string, Row>();
  rows.set(id, lasting(row));
  world.set(table, rows);
}

/** The differences, one line per row or column. */
export function differences(expected: World, actual: World): string[] {
  const tables = new Set([...expected.keys(), ...actual.keys()]);
  return [...tables].flatMap((table) => {
    const ids = new Set([...rowsIn(expected, table), ...rowsIn(actual, table)].map(([id]) => id));
    return [...ids].flatMap((id) => {
      const [wanted, stands] = [rowIn(expected, table, id), rowIn(actual, table, id)];
      if (wanted === undefined) return [`${table} ${id}: nobody asked for it: ${JSON.stringify(stands)}`];
      if (stands === undefined) return [`${table} ${id}: is missing: ${JSON.stringify(wanted)}`];
      return [...new Set([...Object.keys(wanted), ...Object.keys(stands)])]
        .filter((column) => wanted[column] !== stands[column])
        .map((column) => `${table} ${id} ${column}: ${show(wanted[column])} expected, ${show(stands[column])} found`);
    });
  });
}

const show = (value: unknown): string => JSON.stringify(value) ?? "nothing";
