import { isUnknown } from "../../schema/unknown.ts";
import type { Doing, OperationContext, ResourceDefinition } from "./definition.ts";
import { Program } from "./program.ts";
import type { Session } from "./session.ts";

/** A row that this run deleted. */
export interface Removed {
  readonly label: string;
  /** The rows that it depended on. */
  readonly parents: readonly string[];
}

/** What one engine run, which is one process, remembers across its operations. */
export class Run {
  /** The resources that check has seen. */
  readonly program = new Program();
  /** Lists of the program's look-up names that were checked, as the class passed them. */
  readonly checkedLookUps = new Set<string>();
  /** URN → row id in state: the row of a resource that is about to be replaced. */
  readonly priorRow = new Map<string, string>();
  /** URN → name in state. */
  readonly nameBefore = new Map<string, unknown>();
  /** Ids that diff reported as replaced: the delete of such a row is followed by a create. */
  readonly replaced = new Set<string>();
  /** Rows that `retainOnDelete` keeps when their resource is replaced. */
  readonly retained = new Set<string>();
  /** Row id → ids of the resources that depend on it and will be replaced. */
  readonly replacedOn = new Map<string, Set<string>>();
  /** Row id → the row whose natural key it takes over. Its delete and its create wait until that row is gone. */
  readonly follows = new Map<string, string>();
  /** Row id of a row about to be replaced → function that throws if the row cannot be deleted. */
  readonly departures = new Map<string, () => Promise<void>>();
  /** Rows whose replacement was reported with its reason. */
  readonly told = new Set<string>();
  /** Rows whose delete failed. */
  readonly stays = new Set<string>();
  /** Row id → URN. Two resources must not share one row. */
  readonly claims = new Map<string, string>();
  /** Rows that reconcile created or found. A delete after a replacement must not delete them. */
  readonly handledInThisRun = new Set<string>();
  /** Ids that remove deleted, and what they were. Lists that were read earlier still show them. */
  readonly removed = new Map<string, Removed>();
  /** Row id → arguments that the program newly names and that check saw the row hold already. */
  readonly confirmed = new Map<string, readonly string[]>();

  /** Row id → properties whose change replaces the resource, as the resource option `replaceOnChanges` names them. */
  readonly replaceOnChanges = new Map<string, readonly string[]>();

  /** Row id → URN of the resource that has the row in state. */
  readonly #holders = new Map<string, string>();
  readonly #open: () => Promise<Session | undefined>;

  /** `open` resolves to `undefined` while the configuration itself is unknown, which happens only in previews. */
  constructor(open: () => Promise<Session | undefined>) {
    this.#open = open;
  }

  /** Records the row that a resource has in state. */
  hold(urn: string, rowId: string, name: unknown): void {
    this.priorRow.set(urn, rowId);
    this.nameBefore.set(urn, name);
    this.#holders.set(rowId, urn);
  }

  /** The resource of this program, other than `urn`, that has the row. */
  holderOf(rowId: string, urn?: string): string | undefined {
    const holder = this.#holders.get(rowId);
    return holder === urn ? undefined : holder;
  }

  /** True for a row that this run deleted, or will delete before it creates the new one. Lists may still show it. */
  isGoing(rowId: string): boolean {
    if (this.retained.has(rowId) || this.handledInThisRun.has(rowId)) return false;
    return this.removed.has(rowId) || this.replaced.has(rowId);
  }

  session(): Promise<Session | undefined> {
    return this.#open();
  }
}

export function operationIn(
  run: Run,
  session: Session,
  doing: Doing,
  label: string,
  urn: string | undefined,
): OperationContext {
  const { handledInThisRun, replaced, claims } = run;
  return {
    session,
    doing,
    label,
    handledInThisRun,
    replaced,
    claims,
    // Check records the row after it has started, so read it late.
    get priorRow() {
      return run.priorRow.get(urn ?? "");
    },
  };
}

/** The name of a resource in messages. */
export function labelOf(
  definition: ResourceDefinition,
  properties: Readonly<Record<string, unknown>>,
  id?: string,
): string {
  const name = properties["name"];
  const isNamed = typeof name === "string" && !isUnknown(name);
  return `${definition.type} ${isNamed ? `"${name}"` : (id ?? "")}`.trim();
}
