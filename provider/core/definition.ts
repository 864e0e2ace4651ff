import type { z } from "zod";
import type { ResourceType } from "../../schema/index.ts";
import type { CheckFailure, ResourceSchema } from "../../schema/resource-schema.ts";
import type { WrittenMembers } from "../../schema/written.ts";
import type { TableName } from "../dataverse/types.ts";
import type { ExistingRow } from "./provenance.ts";
import type { Session } from "./session.ts";
import type { Inputs, Observed, PartialMembers, Prior, Unresolved } from "./typed-values.ts";

/** The values of a resource in Pulumi state, or its checked inputs. Plain JSON without `undefined`. */
export type Properties = Readonly<Record<string, unknown>>;

/** What is done to a resource, as errors say it. */
export type Doing = "check" | "create" | "update" | "replace" | "read" | "delete";

/** What an operation on one resource can use. */
export interface OperationContext {
  readonly session: Session;
  readonly doing: Doing;
  /** The name of the resource in messages. */
  readonly label: string;
  /**
   * Ids that `reconcile` created or found in this process. A delete that follows a replacement must not delete them.
   */
  readonly handledInThisRun: ReadonlySet<string>;
  /** Ids that this process is about to replace. Resources that depend on such a row wait for the new one. */
  readonly replaced: ReadonlySet<string>;
  /** Row id → URN of the resources that the program declares and this process has checked so far. */
  readonly claims: ReadonlyMap<string, string>;
  /**
   * The row that state had for this resource when the run began, set once check has run. A replacement deletes it
   * first.
   */
  readonly priorRow: string | undefined;
}

/** What check knows about a resource besides its inputs. */
export interface CheckContext<Before = Properties> {
  /** False for a new resource and for the new row of a replacement. */
  readonly inState: boolean;
  /** The last checked inputs. Empty if there are none. */
  readonly prior: Before;
  /**
   * The row that is deleted before the new one is created. If create would fail, check fails now, while the row still
   * exists.
   */
  readonly replaces?: string;
  /** True for a row that this run deleted, or will delete before it creates the new one. Lists may still show it. */
  readonly isLeaving: (rowId: unknown) => boolean;
  /** The tag in the ids of rows that this stack creates. */
  readonly stackTag: string;
  /** The arguments of another resource that this run has checked, by its row id. */
  readonly declared: <Arguments extends z.ZodObject>(
    schema: ResourceSchema<Arguments>,
    rowId: unknown,
  ) => WrittenMembers<z.output<Arguments>> | undefined;
}

/** How to tell rows of one kind apart, in the product's words. */
export interface ExistingRows {
  /** As in "the environment has an account". */
  readonly noun: string;
  /** The natural key, as in "with this app id". */
  readonly naturalKey: string;
  /** True if the environment accepts each natural key only once. */
  readonly isUnique: boolean;
  /** Every row of this kind. Empty if the environment has no such table. Read once per process. */
  rows(operation: OperationContext): Promise<readonly ExistingRow[]>;
}

/**
 * The types that the members of a definition use for the values of a resource. Core uses untyped properties for all of
 * them.
 */
export interface Views {
  /** Arguments as the program wrote them. */
  readonly written: Properties;
  /** Checked inputs in a preview. */
  readonly unresolved: Properties;
  readonly inputs: Properties;
  /** Values from state or from the last check. */
  readonly prior: Properties;
  readonly observed: Properties;
  readonly state: Properties;
  readonly defaults: Properties;
}

/** The same views with the types of a schema. */
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
 * `schema`. The definition adds what only the service knows.
 */
export interface ResourceDefinition<Seen extends Views = Views> {
  readonly type: ResourceType;
  readonly schema: ResourceSchema;
  /** What a replacement interrupts between delete and create, as a sentence. */
  readonly whileReplaced: string;
  /** The table in which a create makes a row, if it makes one. */
  readonly table?: TableName;
  /** The tables that the resource writes, and others whose definition it needs. One request gets the definitions of all. */
  readonly tables: readonly TableName[];
  /** The Pulumi id, if it is not the `rowId`. */
  idOf?(state: Seen["state"]): string;

  /** For kinds that have a row of their own. */
  readonly existing?: ExistingRows;

  /** For kinds without a row of their own: whether the environment has this resource under the row id. */
  exists?(operation: OperationContext, values: Seen["written"], rowId: string): Promise<boolean>;

  /**
   * What a row holds in the arguments that the program does not set, where this package decides it. This applies to a
   * new row, and to a row whose `prior` arguments are no longer all in the program.
   */
  defaults?(inputs: Seen["written"], session: Session | undefined, prior: Seen["prior"]): Seen["defaults"];

  /** Checks the inputs against the environment before anything is written. Only reads; inputs may contain unknowns. */
  preflight(
    operation: OperationContext,
    inputs: Seen["unresolved"],
    context: CheckContext<Seen["prior"]>,
  ): Promise<readonly CheckFailure[]>;

  /** Every row of this kind in the environment, in the form of `read`. Read once per process. */
  list(operation: OperationContext): Promise<readonly Seen["observed"][]>;

  /**
   * The resource as the service holds it, with `rowId` and `organizationId`. Returns `undefined` only if the resource
   * is proven to be gone. Arguments keep the form they have in `prior` if both mean the same (a queue by name, a
   * language by code). Returns everything readable; core drops what the program does not manage.
   */
  read(operation: OperationContext, id: string, prior: Seen["prior"]): Promise<Seen["observed"] | undefined>;

  /**
   * Makes the service hold `inputs`, whatever it holds now: observe, ensure, sync. Create and update share this path.
   * `prior` is the last known state: it says which arguments were managed, never what the service holds. Returns the
   * new state: the inputs, the outputs and, if the row was read, its other arguments as `observed`.
   */
  reconcile(
    operation: OperationContext,
    inputs: Seen["inputs"],
    prior: Seen["prior"] | undefined,
  ): Promise<Seen["state"]>;

  /**
   * Throws if `remove` would refuse this row even after the rows of this program that depend on it are gone. Called
   * before any of those rows is deleted. Only reads.
   */
  preflightRemove?(operation: OperationContext, id: string): Promise<void>;

  /** Deletes what the resource created. Succeeds if it is already gone. */
  remove(operation: OperationContext, id: string, state: Seen["prior"]): Promise<void>;
}

/**
 * Gives the members of a definition the types of its schema. Only here do untyped properties become typed arguments:
 * check has validated the inputs against that schema, and state holds what `reconcile` and `read` returned. The
 * compiler allows it because the members are methods, whose parameters it compares both ways.
 */
export function defineResource<Arguments extends z.ZodObject, Outputs extends z.ZodObject>(
  schema: ResourceSchema<Arguments, Outputs, ResourceType>,
  definition: Omit<ResourceDefinition<ViewsOf<z.output<Arguments>, z.output<Outputs>>>, "type" | "schema">,
): ResourceDefinition {
  return { type: schema.type, schema, ...definition };
}
