import type { ResourceSchema, ResourceType } from "../../schema/resource-schema.ts";
import type { Session } from "./session.ts";

/** The values of a resource in Pulumi state, or the checked inputs of one. Plain JSON, no `undefined`. */
export type Properties = Readonly<Record<string, unknown>>;

/** What an operation on one resource may use. */
export interface Operation {
  readonly session: Session;
  /** The resource's name in the program, for messages. Its id where the host does not know the name. */
  readonly label: string;
  /** Row ids that `reconcile` made or found in this process: a delete that follows a replacement must not take them. */
  readonly touched: Set<string>;
}

/**
 * One kind of resource. Check, diff, replacement, secrets, documentation and the package schema are derived from
 * `schema`; the rest is what the service must be asked for.
 */
export interface ResourceDefinition {
  readonly type: ResourceType;
  readonly schema: ResourceSchema;

  /** Every row of this kind in the environment, in the form of `read`. Asked once a process; serves adoption and collisions. */
  list(operation: Operation): Promise<readonly Properties[]>;

  /**
   * The resource as the service holds it, `undefined` only where it is proven gone. Arguments appear in the form that
   * `remembered` gives them when both mean the same (a queue by name, a language by code).
   */
  read(operation: Operation, id: string, remembered: Properties): Promise<Properties | undefined>;

  /**
   * Makes the service hold `inputs`, whatever it holds now: observe, ensure, sync. One path for create and update.
   * `remembered` is the last known state: it says which arguments were managed, never what the service holds.
   */
  reconcile(operation: Operation, inputs: Properties, remembered: Properties | undefined): Promise<Properties>;

  /** Deletes what the resource made. Gone already is done. */
  remove(operation: Operation, id: string, state: Properties): Promise<void>;
}
