import type { Fault, ResourceSchema, ResourceType } from "../../schema/resource-schema.ts";
import type { TableName } from "../dataverse/contract.ts";
import type { StandingRow } from "./provenance.ts";
import type { Session } from "./session.ts";

/** The values of a resource in Pulumi state, or the checked inputs of one. Plain JSON, no `undefined`. */
export type Properties = Readonly<Record<string, unknown>>;

/** What an operation on one resource may use. */
export interface Operation {
  readonly session: Session;
  /** The resource as messages name it. */
  readonly label: string;
  /** Ids that `reconcile` made or found in this process: a delete that follows a replacement must not take them. */
  readonly touched: ReadonlySet<string>;
  /** Ids that this process is about to replace: what hangs on such a row waits for the new one. */
  readonly replaced: ReadonlySet<string>;
  /** Row id → URN, of the resources that the program declares, as far as this process has checked them. */
  readonly claims: ReadonlyMap<string, string>;
  /** The row that state knew for this resource when the run began, once check has asked: a replacement takes it away first. */
  readonly rowBefore: string | undefined;
}

/** What check knows of a resource besides its inputs. */
export interface Circumstances {
  /** False for a new resource, and for the new row of a replacement. */
  readonly inState: boolean;
  /** The last checked inputs; empty where there are none. */
  readonly before: Properties;
  /** The row that is deleted before the new one is made: what create would refuse is refused now, while it stands. */
  readonly replaces?: string;
  /** A row that this run took away, or takes away before it makes the new one: lists may still show it. */
  readonly isLeaving: (rowId: unknown) => boolean;
  /** The tag in the ids of rows that this stack makes. */
  readonly stackTag: string;
  /** Arguments of another resource that this run has checked, by its row. */
  readonly declared: (type: ResourceType, rowId: unknown) => Properties | undefined;
}

/** How a kind of row is told apart, in the words of the product. */
export interface StandingRows {
  /** As in "the environment has an account". */
  readonly noun: string;
  /** The natural key, as in "with this app id". */
  readonly naturalKey: string;
  /** Whether the environment accepts a natural key once. */
  readonly isUnique: boolean;
  /** Every row of this kind; empty where the environment has no such table. Asked once a process. */
  rows(operation: Operation): Promise<readonly StandingRow[]>;
}

/**
 * One kind of resource. Check, diff, replacement, secrets, documentation and the package schema are derived from
 * `schema`; the rest is what the service must be asked for.
 */
export interface ResourceDefinition {
  readonly type: ResourceType;
  readonly schema: ResourceSchema;
  /** What a replacement interrupts between delete and create: a sentence. */
  readonly whileReplaced: string;
  /** Where a create makes a row of its own. */
  readonly table?: TableName;
  /** The Pulumi id, where it is not the `rowId`. */
  readonly idOf?: (state: Properties) => string;

  /** For kinds with a row of their own. */
  readonly standing?: StandingRows;

  /** For kinds without one: whether the environment holds this resource under the row id. Arguments may hold unknowns. */
  stands?(operation: Operation, values: Properties, rowId: string): Promise<boolean>;

  /**
   * What a row holds in the arguments that the program does not name, as far as this package decides it: a new one, and
   * one whose arguments `before` no longer all are in the program.
   */
  defaults?(inputs: Properties, session: Session | undefined, before: Properties): Properties;

  /** Facts of the environment that rule the inputs out, before anything is written. Reads only; inputs may hold unknowns. */
  judge(operation: Operation, inputs: Properties, circumstances: Circumstances): Promise<readonly Fault[]>;

  /** Every row of this kind in the environment, in the form of `read`. Asked once a process. */
  list(operation: Operation): Promise<readonly Properties[]>;

  /**
   * The resource as the service holds it, with `rowId` and `organizationId`; `undefined` only where it is proven gone.
   * Arguments appear in the form that `remembered` gives them when both mean the same (a queue by name, a language by
   * code). Everything readable is returned; what the program does not manage is dropped by core.
   */
  read(operation: Operation, id: string, remembered: Properties): Promise<Properties | undefined>;

  /**
   * Makes the service hold `inputs`, whatever it holds now: observe, ensure, sync. One path for create and update.
   * `remembered` is the last known state: it says which arguments were managed, never what the service holds. Returns
   * the new state: the inputs and the outputs, and as `observed` what the row shows of other arguments where it was read.
   */
  reconcile(operation: Operation, inputs: Properties, remembered: Properties | undefined): Promise<Properties>;

  /**
   * Throws where `remove` would refuse this row once the rows of this program that hang on it are gone. Asked before any
   * of those is deleted. Reads only.
   */
  letGo?(operation: Operation, id: string): Promise<void>;

  /** Deletes what the resource made. Gone already is done. */
  remove(operation: Operation, id: string, state: Properties): Promise<void>;
}
