import type { z } from "zod";
import type { ArgumentsOf } from "../../schema/index.ts";
import type { CheckFailure, ResourceSchema, ResourceType } from "../../schema/resource-schema.ts";
import type { WrittenMembers } from "../../schema/written.ts";
import type { TableName } from "../dataverse/types.ts";
import type { ExistingRow } from "./provenance.ts";
import type { Session } from "./session.ts";
import type { Inputs, Observed, PartialMembers, Prior, Unresolved } from "./typed-values.ts";

/** The values of a resource in Pulumi state, or the checked inputs of one. Plain JSON, no `undefined`. */
export type Properties = Readonly<Record<string, unknown>>;

/** What an operation on one resource may use. */
export interface OperationContext {
  readonly session: Session;
  /** The resource as messages name it. */
  readonly label: string;
  /** Ids that `reconcile` made or found in this process: a delete that follows a replacement must not take them. */
  readonly handledInThisRun: ReadonlySet<string>;
  /** Ids that this process is about to replace: what hangs on such a row waits for the new one. */
  readonly replaced: ReadonlySet<string>;
  /** Row id → URN, of the resources that the program declares, as far as this process has checked them. */
  readonly claims: ReadonlyMap<string, string>;
  /** The row that state knew for this resource when the run began, once check has asked: a replacement takes it away first. */
  readonly priorRow: string | undefined;
}

/** What check knows of a resource besides its inputs. */
export interface CheckContext<Before = Properties> {
  /** False for a new resource, and for the new row of a replacement. */
  readonly inState: boolean;
  /** The last checked inputs; empty where there are none. */
  readonly prior: Before;
  /** The row that is deleted before the new one is made: what create would refuse is refused now, while it stands. */
  readonly replaces?: string;
  /** A row that this run took away, or takes away before it makes the new one: lists may still show it. */
  readonly isLeaving: (rowId: unknown) => boolean;
  /** The tag in the ids of rows that this stack makes. */
  readonly stackTag: string;
  /** Arguments of another resource that this run has checked, by its row. */
  readonly declared: <Type extends ResourceType>(
    type: Type,
    rowId: unknown,
  ) => WrittenMembers<ArgumentsOf<Type>> | undefined;
}

/** How a kind of row is told apart, in the words of the product. */
export interface ExistingRows {
  /** As in "the environment has an account". */
  readonly noun: string;
  /** The natural key, as in "with this app id". */
  readonly naturalKey: string;
  /** Whether the environment accepts a natural key once. */
  readonly isUnique: boolean;
  /** Every row of this kind; empty where the environment has no such table. Asked once a process. */
  rows(operation: OperationContext): Promise<readonly ExistingRow[]>;
}

/** How the members of a definition see the values of a resource. Core sees all of them as properties without a type. */
export interface Views {
  /** Arguments as the program wrote them. */
  readonly written: Properties;
  /** Checked inputs of a preview. */
  readonly unresolved: Properties;
  readonly inputs: Properties;
  /** What state or the last check had. */
  readonly prior: Properties;
  readonly observed: Properties;
  readonly state: Properties;
  readonly defaults: Properties;
}

/** The same with the types of a schema. */
interface ViewsOf<Arguments, Outputs> extends Views {
  readonly written: WrittenMembers<Arguments>;
  readonly unresolved: Unresolved<Arguments>;
  readonly inputs: Inputs<Arguments>;
  readonly prior: Prior<Arguments, Outputs>;
  readonly observed: Observed<Arguments & Outputs, keyof (Arguments & Outputs)>;
  readonly state: Inputs<Arguments> & Outputs & { readonly observed?: PartialMembers<Arguments> | undefined };
  readonly defaults: PartialMembers<Arguments>;
}

/**
 * One kind of resource. Check, diff, replacement, secrets, documentation and the package schema are derived from
 * `schema`; the rest is what the service must be asked for.
 */
export interface ResourceDefinition<Seen extends Views = Views> {
  readonly type: ResourceType;
  readonly schema: ResourceSchema;
  /** What a replacement interrupts between delete and create: a sentence. */
  readonly whileReplaced: string;
  /** Where a create makes a row of its own. */
  readonly table?: TableName;
  /** The Pulumi id, where it is not the `rowId`. */
  idOf?(state: Seen["state"]): string;

  /** For kinds with a row of their own. */
  readonly existing?: ExistingRows;

  /** For kinds without one: whether the environment holds this resource under the row id. */
  exists?(operation: OperationContext, values: Seen["written"], rowId: string): Promise<boolean>;

  /**
   * What a row holds in the arguments that the program does not name, as far as this package decides it: a new one, and
   * one whose arguments `before` no longer all are in the program.
   */
  defaults?(inputs: Seen["written"], session: Session | undefined, prior: Seen["prior"]): Seen["defaults"];

  /** Facts of the environment that rule the inputs out, before anything is written. Reads only; inputs may hold unknowns. */
  preflight(
    operation: OperationContext,
    inputs: Seen["unresolved"],
    context: CheckContext<Seen["prior"]>,
  ): Promise<readonly CheckFailure[]>;

  /** Every row of this kind in the environment, in the form of `read`. Asked once a process. */
  list(operation: OperationContext): Promise<readonly Seen["observed"][]>;

  /**
   * The resource as the service holds it, with `rowId` and `organizationId`; `undefined` only where it is proven gone.
   * Arguments appear in the form that `remembered` gives them when both mean the same (a queue by name, a language by
   * code). Everything readable is returned; what the program does not manage is dropped by core.
   */
  read(operation: OperationContext, id: string, prior: Seen["prior"]): Promise<Seen["observed"] | undefined>;

  /**
   * Makes the service hold `inputs`, whatever it holds now: observe, ensure, sync. One path for create and update.
   * `remembered` is the last known state: it says which arguments were managed, never what the service holds. Returns
   * the new state: the inputs and the outputs, and as `observed` what the row shows of other arguments where it was read.
   */
  reconcile(
    operation: OperationContext,
    inputs: Seen["inputs"],
    prior: Seen["prior"] | undefined,
  ): Promise<Seen["state"]>;

  /**
   * Throws where `remove` would refuse this row once the rows of this program that hang on it are gone. Asked before any
   * of those is deleted. Reads only.
   */
  letGo?(operation: OperationContext, id: string): Promise<void>;

  /** Deletes what the resource made. Gone already is done. */
  remove(operation: OperationContext, id: string, state: Seen["prior"]): Promise<void>;
}

/**
 * Gives the members of a definition the types of its schema. Here, and nowhere else, properties without a type become
 * arguments: check has held inputs against that schema, and state holds what `reconcile` and `read` returned. The
 * compiler allows it because the members are methods, whose parameters it compares both ways.
 */
export function defineResource<Arguments extends z.ZodObject, Outputs extends z.ZodObject>(
  schema: ResourceSchema<Arguments, Outputs>,
  definition: Omit<ResourceDefinition<ViewsOf<z.output<Arguments>, z.output<Outputs>>>, "type" | "schema">,
): ResourceDefinition {
  return { type: schema.type, schema, ...definition };
}
