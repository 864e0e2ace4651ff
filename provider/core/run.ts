import { isUnknown } from "../../schema/unknown.ts";
import type { OperationContext, ResourceDefinition } from "./definition.ts";
import { Program } from "./program.ts";
import type { Session } from "./session.ts";

/** A row that this run deleted. */
export interface Removed {
  readonly label: string;
  /** The rows that it hung on. */
  readonly parents: readonly string[];
}

/**
 * What one engine run, which is one process, remembers across its operations.
 */
export class Run {
  /** The resources that check has seen. */
  readonly program = new Program();
  /** Names that were looked up for the program as a whole, as the class hands them on. */
  readonly checkedLookUps = new Set<string>();
  /** URN → row id that state knows for it: the row of a resource that is about to be replaced. */
  readonly priorRow = new Map<string, string>();
  /** URN → name that state knows for it. */
  readonly nameBefore = new Map<string, unknown>();
  /** Ids that diff said are to be replaced: a delete of one is followed by a create. */
  readonly replaced = new Set<string>();
  /** Rows that `retainOnDelete` keeps when their resource is replaced. */
  readonly retained = new Set<string>();
  /** Row id → ids of what hangs on it and is to be replaced. */
  readonly replacedOn = new Map<string, Set<string>>();
  /** Row id → row whose natural key it takes: its delete and its create wait until that one is gone. */
  readonly follows = new Map<string, string>();
  /** Row id → throws where the row, which is about to be replaced, cannot be deleted. */
  readonly departures = new Map<string, () => Promise<void>>();
  /** Rows whose replacement was told with its reason. */
  readonly told = new Set<string>();
  /** Rows whose delete failed. */
  readonly stays = new Set<string>();
  /** Row id → URN: two resources must not share one row. */
  readonly claims = new Map<string, string>();
  /** Rows that reconcile made or found: a delete after a replacement must not take them. */
  readonly handledInThisRun = new Set<string>();
  /** Ids that remove took away, and what they were: what was listed before still shows them. */
  readonly removed = new Map<string, Removed>();
  /** Row id → arguments that the program names newly, and that check saw the row hold already. */
  readonly confirmed = new Map<string, readonly string[]>();

  /** Row id → properties whose change replaces the resource, as the resource option `replaceOnChanges` names them. */
  readonly replaceOnChanges = new Map<string, readonly string[]>();

  /** Row id → URN of the resource that state says holds it. */
  readonly #holders = new Map<string, string>();
  readonly #open: () => Promise<Session | undefined>;

  /** `open` answers `undefined` while the configuration itself is not known, which happens in previews only. */
  constructor(open: () => Promise<Session | undefined>) {
    this.#open = open;
  }

  /** Notes the row that a resource has in state. */
  hold(urn: string, rowId: string, name: unknown): void {
    this.priorRow.set(urn, rowId);
    this.nameBefore.set(urn, name);
    this.#holders.set(rowId, urn);
  }

  /** The resource of this program that holds the row, other than `urn`. */
  holderOf(rowId: string, urn?: string): string | undefined {
    const holder = this.#holders.get(rowId);
    return holder === urn ? undefined : holder;
  }

  /** A row that this run took away, or takes away before its new one is made: lists may still show it. */
  isGoing(rowId: string): boolean {
    if (this.retained.has(rowId) || this.handledInThisRun.has(rowId)) return false;
    return this.removed.has(rowId) || this.replaced.has(rowId);
  }

  session(): Promise<Session | undefined> {
    return this.#open();
  }
}

export function operationIn(run: Run, session: Session, label: string, urn: string | undefined): OperationContext {
  const { handledInThisRun, replaced, claims } = run;
  return {
    session,
    label,
    handledInThisRun,
    replaced,
    claims,
    // Check notes the row after it has begun.
    get priorRow() {
      return run.priorRow.get(urn ?? "");
    },
  };
}

/** How a resource is named in messages. */
export function labelOf(
  definition: ResourceDefinition,
  properties: Readonly<Record<string, unknown>>,
  id?: string,
): string {
  const name = properties["name"];
  const isNamed = typeof name === "string" && !isUnknown(name);
  return `${definition.type} ${isNamed ? `"${name}"` : (id ?? "")}`.trim();
}
