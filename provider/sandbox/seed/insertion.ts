import { closest, distance } from "fastest-levenshtein";
import type { Values } from "../store/row.ts";
import { identifier } from "../identity/identifiers.ts";
import { seedRows, type SeedRow } from "./rows.ts";
import type { SeedFault } from "./seed-error.ts";
import { users } from "./users.ts";

/** What distinguishes a row of a seed from others of its table, and where it is in the seed. */
export interface Telling {
  readonly path: string;
  readonly id: string | undefined;
  readonly columns: readonly string[];
  /** The property of the seed that an error names if two rows are the same. */
  readonly property: string;
}

interface Planted extends SeedRow {
  readonly key: string;
}

/** The rows of a seed, as they are read, together with the built-in rows of the sandbox. */
export class Insertion {
  readonly faults: SeedFault[] = [];
  readonly #own: Planted[] = [];
  #builtIn: readonly SeedRow[] = seedRows;

  get rows(): readonly SeedRow[] {
    return [...this.#builtIn, ...this.#own.map(({ table, id, values }) => ({ table, id, values }))];
  }

  /**
   * Adds a row and returns its id. It replaces a built-in row with the same id or the same distinguishing values, and
   * in the second case takes over that row's id unless it has one of its own.
   */
  add(table: string, { path, id, columns, property }: Telling, values: Values): string {
    const key = keyOf(values, columns);
    const alike = seedRows.filter((row) => row.table === table && keyOf(row.values, columns) === key);
    const wanted = id?.toLowerCase();
    const own = wanted ?? alike[0]?.id ?? identifier(`own/${table}`, key);
    const taken = this.#own.some((row) => row.table === table && row.id === own);
    if (taken && wanted === undefined) {
      const reason = `${JSON.stringify(values[columns.at(-1) ?? ""])} is there twice`;
      this.fault(`${path}.${property}`, reason, "give each of them an id, or keep one of the two");
    } else if (taken || (table === "systemuser" && users.some(([userId]) => userId === own))) {
      const reason = taken ? "is the id of another entry, too" : "is the id of a user that the sandbox needs";
      this.fault(`${path}.id`, reason, "give another id, or leave it out");
    }
    this.#builtIn = this.#builtIn.filter((row) => row.table !== table || (row.id !== own && !alike.includes(row)));
    this.#own.push({ table, id: own, key, values });
    return own;
  }

  /** The id of a row that several entries share. The first of them inserts it. */
  once(table: string, columns: readonly string[], values: Values): string {
    const key = keyOf(values, columns);
    const found =
      this.#own.find((row) => row.table === table && row.key === key) ??
      this.#builtIn.find((row) => row.table === table && keyOf(row.values, columns) === key);
    return found?.id ?? this.add(table, { path: "", id: undefined, columns, property: "" }, values);
  }

  /** The id of the row with this name or id. `undefined` if there is none or more than one, which is reported. */
  find(table: string, column: string, wanted: string, path: string, kind: string): string | undefined {
    const rows = this.rows.filter((row) => row.table === table);
    const name = (row: SeedRow): string => String(row.values[column]);
    const ways = [
      rows.filter(({ id }) => id === wanted.toLowerCase()),
      rows.filter((row) => name(row) === wanted),
      rows.filter((row) => name(row).toLowerCase() === wanted.toLowerCase()),
    ];
    const hits = ways.find((found) => found.length > 0) ?? [];
    if (hits.length === 1) return hits[0]?.id;
    if (hits.length > 1) this.fault(path, `several rows are the ${kind} "${wanted}"`, "give the id of the one meant");
    else this.fault(path, `there is no ${kind} "${wanted}"`, instead(wanted, rows.map(name)));
    return undefined;
  }

  /** Refuses a value that another row of the seed has, or, for users, one of the sandbox's own. */
  requireDistinct(table: string, column: string, value: string | undefined, path: string): void {
    if (value === undefined) return;
    const others = [
      ...this.#own.filter((row) => row.table === table).map(({ values }) => values),
      ...(table === "systemuser" ? users.map(([, values]) => values) : []),
    ];
    if (!others.some((other) => String(other[column]).toLowerCase() === value.toLowerCase())) return;
    this.fault(path, `"${value}" is there twice`, "give each its own");
  }

  /** Reports only the first problem of each path. */
  fault(path: string, reason: string, remedy: string): void {
    if (!this.faults.some((fault) => fault.path === path)) this.faults.push({ path, reason, remedy });
  }
}

/** The database ignores case when it compares text. */
function keyOf(values: Values, columns: readonly string[]): string {
  return columns.map((column) => String(values[column]).toLowerCase()).join("/");
}

function instead(wanted: string, names: readonly string[]): string {
  if (names.length === 0) return "add it to the seed";
  const nearest = closest(wanted, names);
  const isNear = distance(wanted.toLowerCase(), nearest.toLowerCase()) <= Math.ceil(nearest.length / 3);
  return isNear ? `did you mean "${nearest}"?` : "add it to the seed, or name one that is there";
}
