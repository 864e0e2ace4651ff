import { v4 } from "uuid";
import { askedOrigin } from "./http/asked-origin.ts";
import { buildCatalog, type Catalog, type CatalogTable } from "./catalog/catalog.ts";
import { tables } from "../../schema/tables/index.ts";
import { segmentNotFound, ServiceError } from "./errors.ts";
import { Store } from "./store/store.ts";
import type { RuleBook } from "./rules/rule-book.ts";
import type { SwitchBoard, Switches } from "./switches.ts";

export interface OrganizationFacts {
  readonly id: string;
  readonly name: string;
  readonly businessUnitId: string;
}

/** One environment: its rows, its tables, its clock, and its deferred work. */
export class Organization {
  readonly id: string;
  readonly name: string;
  readonly businessUnitId: string;
  readonly board: SwitchBoard;
  readonly store: Store;
  readonly rules: RuleBook;
  /** Set when the listener is bound to a port. */
  url = "";
  readonly #pending = new Set<NodeJS.Timeout>();
  #catalog: Catalog | undefined;
  #catalogRevision = -1;

  constructor(facts: OrganizationFacts, board: SwitchBoard, rules: RuleBook, changed: () => void) {
    this.rules = rules;
    this.id = facts.id;
    this.name = facts.name;
    this.businessUnitId = facts.businessUnitId;
    this.board = board;
    this.store = new Store(changed);
  }

  get switches(): Switches {
    return this.board.current;
  }

  get base(): string {
    return `${askedOrigin.getStore() ?? this.url}/api/data/v9.2/`;
  }

  get catalog(): Catalog {
    if (this.#catalog === undefined || this.#catalogRevision !== this.board.revision) {
      this.#catalog = buildCatalog(tables, this.board.current);
      this.#catalogRevision = this.board.revision;
    }
    return this.#catalog;
  }

  table(name: string): CatalogTable {
    const table = this.catalog.tables.get(name);
    if (table === undefined) throw segmentNotFound(name);
    return table;
  }

  now(): string {
    return `${new Date().toISOString().slice(0, 19)}Z`;
  }

  /** Row ids of the service are sequential GUIDs, which no UUID version describes. Every public export shows them. */
  newId(): string {
    return v4().replace(/^(.{8}-.{4})-.{4}-.{4}/, "$1-f011-8544");
  }

  /** Runs the work of an asynchronous plug-in. If it fails, the client never learns of it. */
  later(work: () => void): void {
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      try {
        this.store.transaction(work);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
      }
    }, this.switches.fillDelayMs);
    this.#pending.add(timer);
  }

  cancelPending(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
