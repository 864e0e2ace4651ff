import type { Organization } from "../organization.ts";
import type { Caller } from "../identity/caller.ts";
import type { Row, Values } from "./row.ts";
import type { SwitchName, Switches } from "../switches.ts";

export type Message = "create" | "update" | "delete";

/** As with plug-ins: before the platform checks anything, just before the write, or right after it. */
export type Stage = "preValidation" | "preOperation" | "postOperation";

export interface RuleEvent {
  readonly organization: Organization;
  readonly switches: Switches;
  readonly caller: Caller;
  readonly table: string;
  readonly message: Message;
  readonly id: string;
  /** The values being written. Rules of the first two stages may change them. */
  readonly values: Values;
  readonly before: Row | undefined;
  readonly after: Row | undefined;
}

export interface Handler {
  readonly table: string;
  readonly messages: readonly Message[];
  readonly stage: Stage;
  run(event: RuleEvent): void;
}

/** One behaviour of the service. Each has a contract test whose title is the rule's name. */
export interface Rule {
  readonly name: string;
  /** Where it was read, or `assumed: …` with the reason. */
  readonly source: string;
  readonly switch?: SwitchName;
  /** Missing if the behaviour belongs to the platform itself and not to one table. */
  readonly handlers?: readonly Handler[];
}
