import type { Properties } from "../../../provider/core/definition.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import { managedColumns } from "./columns.ts";
import { keyOf, type Declared, type Estate, type Known } from "./estate.ts";
import { outcomesOf, type Outcome } from "./outcome.ts";
import { tableOf } from "./tables.ts";
import { copyOf, put, rowIn, rowsIn, type World } from "./world.ts";

export interface Update {
  /** The environment before the update, and the program of the last update. */
  readonly before: World;
  readonly programBefore: Estate;
  readonly knownBefore: ReadonlyMap<string, Known>;
  readonly program: Estate;
  readonly actual: World;
  readonly known: ReadonlyMap<string, Known>;
}

/** What the environment must be after an update, computed from what it was before and from the program. */
export class Expectation {
  readonly world: World;
  readonly faults: string[] = [];
  /** Rulesets whose rules have been checked. */
  readonly judged = new Set<string>();
  readonly update: Update;
  readonly outcomes: readonly Outcome[];

  constructor(update: Update) {
    this.update = update;
    this.world = copyOf(update.before);
    this.outcomes = outcomesOf(update.programBefore, update.program, (one) => this.#drifted(one));
  }

  /** Whether someone changed a column that is fixed at creation. If so, the next update replaces the row. */
  #drifted(one: Declared): boolean {
    if (one.type === "RoutingRule" || one.type === "CustomChannel") return false;
    const row = rowIn(this.update.before, tableOf[one.type], this.idBefore(one));
    const settled =
      one.type === "MessagingAccount" ? ["msdyn_tenantid", "msdyn_bottype"] : ["msdyn_workdistributionmode"];
    const wanted = managedColumns(this.update.before, one.type, one.args, {});
    return row !== undefined && settled.some((column) => column in wanted && row[column] !== wanted[column]);
  }

  idOf({ type, name }: Declared): string {
    const known = this.update.known.get(keyOf(type, name));
    if (known === undefined) this.faults.push(`${keyOf(type, name)}: is not in the stack`);
    return known?.rowId ?? "";
  }

  idBefore({ type, name }: Declared): string {
    return this.update.knownBefore.get(keyOf(type, name))?.rowId ?? "";
  }

  /** The resource's arguments before this update. Empty if it is new or replaced. */
  argsBefore(declared: Declared): Properties {
    return this.outcomes.find(({ now, goes }) => now === declared && !goes)?.before.args ?? {};
  }

  /** Whether the resource existed before and was not replaced. */
  staysIn(declared: Declared): boolean {
    return this.outcomes.some(({ now, goes }) => now === declared && !goes);
  }

  /** A row that must be created. Columns that nothing prescribes are taken as the service set them. */
  adopt(table: string, id: string, columns: Row): Row {
    const made = rowIn(this.update.actual, table, id);
    if (made === undefined) this.faults.push(`${table} ${id}: was not made`);
    put(this.world, table, id, { ...made, ...columns });
    return { ...made, ...columns };
  }

  /** The row with these columns. Created if it does not exist. */
  require(table: string, id: string, columns: Row, onCreate: Row = columns): Row {
    const row = rowIn(this.world, table, id);
    if (row === undefined) return this.adopt(table, id, onCreate);
    put(this.world, table, id, { ...row, ...columns });
    return { ...row, ...columns };
  }

  /** The child row with these columns. If it did not exist, the update must have created one. */
  requireChild(table: string, key: Row, columns: Row = {}): string {
    const fits = ([, row]: [string, Row]) => Object.entries(key).every(([column, value]) => row[column] === value);
    const [id, row] = rowsIn(this.world, table).find(fits) ?? rowsIn(this.update.actual, table).find(fits) ?? [];
    if (id === undefined) this.faults.push(`${table}: there is none with ${JSON.stringify(key)}`);
    else put(this.world, table, id, { ...row, ...key, ...columns });
    return id ?? "";
  }

  remove(table: string, fits: (row: Row, id: string) => boolean): void {
    for (const [id, row] of rowsIn(this.world, table)) if (fits(row, id)) this.world.get(table)?.delete(id);
  }
}
