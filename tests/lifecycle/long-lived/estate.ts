import type { Properties } from "../../../provider/core/definition.ts";

export const types = ["MessagingAccount", "Workstream", "CustomChannel", "RoutingRule"] as const;
export type Type = (typeof types)[number];

/** One resource of the program. Its arguments `account` and `workstream` are the Pulumi names of other resources. */
export interface Declared {
  readonly type: Type;
  readonly name: string;
  /** The name it had before. Set for one round. */
  readonly alias?: string;
  /** It was renamed at some point, so if it were created again, it would get another id. */
  readonly renamed?: boolean;
  readonly args: Properties;
}

/** The resources that the program declares. */
export type Estate = readonly Declared[];

export const keyOf = (type: Type, name: string): string => `${type} ${name}`;
export const ofType = (estate: Estate, type: Type): Declared[] => estate.filter((each) => each.type === type);

/** Arguments that name other resources, by type. */
export const references: Readonly<Record<Type, readonly string[]>> = {
  MessagingAccount: [],
  Workstream: [],
  CustomChannel: ["account", "workstream"],
  RoutingRule: ["workstream"],
};

export const typeNamed: Readonly<Record<string, Type>> = { account: "MessagingAccount", workstream: "Workstream" };

/** What the stack knows about a resource. */
export interface Known {
  readonly id: string;
  readonly rowId: string;
}

/** A stack that lives through many commands. A command that fails throws. */
export interface Stack {
  up(estate: Estate): Promise<void>;
  refresh(): Promise<void>;
  /** `up --refresh`, in one process. */
  refreshAndUp(estate: Estate): Promise<void>;
  /** What a preview would change. Empty if all is well. */
  planned(estate: Estate): Promise<readonly string[]>;
  /** Resources by `Type name`. */
  known(): ReadonlyMap<string, Known>;
}
