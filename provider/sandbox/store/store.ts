import type { Row } from "./row.ts";

interface Change {
  readonly table: string;
  readonly id: string;
  readonly before: Row | undefined;
}

/**
 * Records of deleted rows, stored like rows so that they are undone and saved with them. No real table has this name.
 */
const goneRows = "@deleted";

/** Rows by table and id. */
export type SavedRows = Readonly<Record<string, Readonly<Record<string, Row>>>>;

/** All rows of one organization. Rows are immutable values, so undoing a change means putting the old value back. */
export class Store {
  readonly #tables = new Map<string, Map<string, Row>>();
  readonly #changed: () => void;
  #journal: Change[] | undefined;
  #version = 1000;

  constructor(changed: () => void = () => undefined) {
    this.#changed = changed;
  }

  /** The newest version of any row. */
  get version(): number {
    return this.#version;
  }

  nextVersion(): number {
    return ++this.#version;
  }

  table(name: string): ReadonlyMap<string, Row> {
    return this.#table(name);
  }

  get(table: string, id: string): Row | undefined {
    return this.#tables.get(table)?.get(id);
  }

  put(table: string, id: string, row: Row): void {
    const rows = this.#table(table);
    this.#journal?.push({ table, id, before: rows.get(id) });
    rows.set(id, row);
    this.#changed();
  }

  delete(table: string, id: string): void {
    const rows = this.#table(table);
    this.#journal?.push({ table, id, before: rows.get(id) });
    rows.delete(id);
    this.put(goneRows, `${table}/${id}`, { table, id, versionnumber: this.nextVersion() });
  }

  /** The deleted rows of a table with the version of their deletion, except rows that were created again. */
  deletions(table: string): readonly Row[] {
    const rows = this.#table(table);
    return [...this.#table(goneRows).values()].filter(
      (gone) => gone["table"] === table && !rows.has(String(gone["id"])),
    );
  }

  /** All or nothing. May be nested: a failure inside undoes only what was done inside. */
  transaction<Result>(work: () => Result): Result {
    const outer = this.#journal;
    const journal: Change[] = [];
    this.#journal = journal;
    try {
      const result = work();
      outer?.push(...journal);
      return result;
    } catch (error) {
      this.#journal = undefined;
      for (const change of journal.reverse()) this.#restore(change);
      throw error;
    } finally {
      this.#journal = outer;
    }
  }

  /** A deep copy, which later changes do not affect. */
  snapshot(): Record<string, Row[]> {
    const filled = [...this.#tables].filter(([name, rows]) => rows.size > 0 && name !== goneRows);
    return Object.fromEntries(filled.map(([name, rows]) => [name, [...rows.values()].map((row) => ({ ...row }))]));
  }

  clear(): void {
    this.#tables.clear();
    this.#changed();
  }

  save(): SavedRows {
    return Object.fromEntries([...this.#tables].map(([name, rows]) => [name, Object.fromEntries(rows)]));
  }

  restore(saved: SavedRows): void {
    this.#tables.clear();
    for (const [name, rows] of Object.entries(saved)) {
      this.#tables.set(name, new Map(Object.entries(rows)));
      for (const row of Object.values(rows)) this.#version = Math.max(this.#version, Number(row["versionnumber"] ?? 0));
    }
  }

  #restore({ table, id, before }: Change): void {
    if (before === undefined) this.#table(table).delete(id);
    else this.#table(table).set(id, before);
  }

  #table(name: string): Map<string, Row> {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const rows = new Map<string, Row>();
    this.#tables.set(name, rows);
    return rows;
  }
}
