import type { Properties } from "../../../provider/core/definition.ts";

export const types = ["MessagingAccount", "Workstream", "CustomChannel", "RoutingRule"] as const;
export type Type = (typeof types)[number];

/** One resource of the program. `account` and `workstream` among its arguments are the Pulumi names of others. */
export interface Declared {
  readonly type: Type;
  readonly name: string;
  /** The name it had before, for one round. */
  readonly alias?: string;
  /** Renamed at some time: made anew, it would have another id than it has. */
  readonly renamed?: boolean;
  readonly args: Properties;
}

/** What the program says. */
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

/** What the stack knows of a resource. */
export interface Known {
  readonly id: string;
  readonly rowId: string;
}

/** A stack that lives through many commands. Each of them fails by throwing. */
export interface Stack {
  up(estate: Estate): Promise<void>;
  refresh(): Promise<void>;
  /** `up --refresh`: both in one process. */
  refreshAndUp(estate: Estate): Promise<void>;
  /** What a preview would change: nothing, where all is well. */
  planned(estate: Estate): Promise<readonly string[]>;
  /** By `Type name`. */
  known(): ReadonlyMap<string, Known>;
}
