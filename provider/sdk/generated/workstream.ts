// Generated from schema/workstream.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { resourceInState } from "../../hosts/dynamic/names-in-state.ts";
import { DynamicsResource, isResource } from "../dynamics-resource.ts";
import type { CapacityProfile, NotificationTemplate, Queue, SessionTemplate } from "../look-ups.ts";
import type { WithoutMistakes } from "../mistakes/refused.ts";
import type { WorkstreamMistakes } from "../mistakes/workstream.ts";

export type WorkstreamDistributionMode = "Push" | "Pick";

export type WorkstreamAllowedPresence = "Available" | "Busy" | "BusyDnd" | "Away" | "Offline";

export type WorkstreamSkillMatching = "Exact" | "Closest" | "None";

export type WorkstreamBlockCapacityForWrapUp = "Always" | "Never";

export type WorkstreamContextVariableType = "Text" | "Number";

/** How a conversation counts against a representative's capacity: `units` or `profile`. */
export interface WorkstreamCapacityArgs {
  /**
   * Unit-based: how many units of a representative's capacity one conversation takes.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  units?: pulumi.Input<number> | undefined;
  /**
   * Profile-based: the capacity profile, by unique name, name or id.
   *
   * Takes what `getCapacityProfile` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  profile?: CapacityProfile | pulumi.Input<string> | undefined;
}

/** {@link WorkstreamCapacityArgs} once its values are known. */
export interface WorkstreamCapacity {
  /** Unit-based: how many units of a representative's capacity one conversation takes. */
  readonly units?: number;
  /** Profile-based: the capacity profile, by unique name, name or id. */
  readonly profile?: string;
}

/** Notification templates by event. */
export interface WorkstreamNotificationTemplatesArgs {
  /**
   * Notification template for an incoming conversation of an authenticated customer, by unique name or name.
   *
   * Default: set by the service. Takes what `getNotificationTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  incomingAuthenticated?: NotificationTemplate | pulumi.Input<string> | undefined;
  /**
   * Notification template for an incoming conversation of an unauthenticated customer, by unique name or name.
   *
   * Default: set by the service. Takes what `getNotificationTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  incomingUnauthenticated?: NotificationTemplate | pulumi.Input<string> | undefined;
  /**
   * Notification template for a consult, by unique name or name.
   *
   * Default: set by the service. Takes what `getNotificationTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  consult?: NotificationTemplate | pulumi.Input<string> | undefined;
  /**
   * Notification template for a transfer, by unique name or name.
   *
   * Default: set by the service. Takes what `getNotificationTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  transfer?: NotificationTemplate | pulumi.Input<string> | undefined;
  /**
   * Notification template for an assignment by a supervisor, by unique name or name.
   *
   * Default: set by the service. Takes what `getNotificationTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  supervisorAssign?: NotificationTemplate | pulumi.Input<string> | undefined;
}

/** {@link WorkstreamNotificationTemplatesArgs} once its values are known. */
export interface WorkstreamNotificationTemplates {
  /** Notification template for an incoming conversation of an authenticated customer, by unique name or name. */
  readonly incomingAuthenticated?: string;
  /** Notification template for an incoming conversation of an unauthenticated customer, by unique name or name. */
  readonly incomingUnauthenticated?: string;
  /** Notification template for a consult, by unique name or name. */
  readonly consult?: string;
  /** Notification template for a transfer, by unique name or name. */
  readonly transfer?: string;
  /** Notification template for an assignment by a supervisor, by unique name or name. */
  readonly supervisorAssign?: string;
}

/** One entry of `contextVariables`. */
export interface WorkstreamContextVariableArgs {
  /**
   * Case-sensitive name: letters, digits and underscores, up to 100 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/manage-context-variables
   */
  name: pulumi.Input<string>;
  /**
   * `Text` (up to 4,000 characters) or `Number`.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/manage-context-variables
   */
  type: pulumi.Input<WorkstreamContextVariableType>;
}

/** {@link WorkstreamContextVariableArgs} once its values are known. */
export interface WorkstreamContextVariable {
  /** Case-sensitive name: letters, digits and underscores, up to 100 characters. */
  readonly name: string;
  /** `Text` (up to 4,000 characters) or `Number`. */
  readonly type: WorkstreamContextVariableType;
}

/** AI agent that answers first. Push mode only. Its app id must differ from the channel's. */
export interface WorkstreamAgentArgs {
  /**
   * Bot handle of the AI agent's user in the environment.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-bot-azure
   */
  botHandle: pulumi.Input<string>;
}

/** {@link WorkstreamAgentArgs} once its values are known. */
export interface WorkstreamAgent {
  /** Bot handle of the AI agent's user in the environment. */
  readonly botHandle: string;
}

/** Arguments of {@link Workstream}. */
export interface WorkstreamArgs {
  /**
   * Name of the workstream. Up to 100 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  name: pulumi.Input<string>;
  /**
   * Work distribution mode: `Push` offers a conversation to a representative, `Pick` lets them choose. A workstream
   * cannot change it later, so a change replaces the workstream.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  distributionMode: pulumi.Input<WorkstreamDistributionMode>;
  /**
   * Fallback queue, by name or id. It takes the conversations that no rule sends to a queue. Its type must be
   * *Messaging*.
   *
   * Default: none; the default messaging queue of the environment applies. Takes what `getQueue` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  fallbackQueue?: Queue | pulumi.Input<string> | undefined;
  /**
   * How a conversation counts against a representative's capacity: `units` or `profile`.
   *
   * Default: 30 units for a new workstream; an existing one keeps what it has.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  capacity?: pulumi.Input<WorkstreamCapacityArgs> | undefined;
  /**
   * Presences in which a representative is offered conversations: Available, Busy, BusyDnd, Away, Offline. The order
   * does not matter.
   *
   * Default: Available and Busy.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  allowedPresences?: pulumi.Input<pulumi.Input<WorkstreamAllowedPresence>[]> | undefined;
  /**
   * Minutes without a message after which a conversation closes.
   *
   * Default: 2880.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  autoCloseAfterInactivityMinutes?: pulumi.Input<number> | undefined;
  /**
   * Keep the same representative for the entire conversation. Push mode only.
   *
   * Default: true in push mode.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  keepSameAgent?: pulumi.Input<boolean> | undefined;
  /**
   * Default skill matching algorithm: `Exact`, `Closest` or `None`.
   *
   * Default: None.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  skillMatching?: pulumi.Input<WorkstreamSkillMatching> | undefined;
  /**
   * How long wrap-up blocks a representative's capacity: `Always`, `Never`, or a number of minutes (1 to 43,200).
   *
   * Default: Always.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  blockCapacityForWrapUp?: pulumi.Input<WorkstreamBlockCapacityForWrapUp | number> | undefined;
  /**
   * Session template, by unique name or name.
   *
   * Default: set by the service. Takes what `getSessionTemplate` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  sessionTemplate?: SessionTemplate | pulumi.Input<string> | undefined;
  /**
   * Notification templates by event.
   *
   * Default: set by the service.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
   */
  notificationTemplates?: pulumi.Input<WorkstreamNotificationTemplatesArgs> | undefined;
  /**
   * Variables that your adapter sets and that rules can test. The order does not matter. Microsoft advises against
   * renaming or deleting them.
   *
   * Default: none.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/manage-context-variables
   */
  contextVariables?: pulumi.Input<pulumi.Input<WorkstreamContextVariableArgs>[]> | undefined;
  /**
   * AI agent that answers first. Push mode only. Its app id must differ from the channel's.
   *
   * Default: none.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-bot-azure
   */
  agent?: pulumi.Input<WorkstreamAgentArgs> | undefined;
  /**
   * Take over the row that already has the same app id (account) or the same name (channel, workstream), instead of
   * failing because it exists. If there is no such row, one is created. Destroy deletes an adopted row; the resource
   * option `retainOnDelete` keeps it.
   *
   * Default: false.
   * Source: this provider
   */
  adopt?: pulumi.Input<boolean> | undefined;
  /**
   * Allow this name even if another row of this kind has it, in the environment or in the program. Without this, a
   * name in use is an error when the resource is created or renamed. Rows that already share a name stay as they
   * are.
   *
   * Default: false.
   * Source: this provider
   */
  allowDuplicateName?: pulumi.Input<boolean> | undefined;
}

class WorkstreamResource extends DynamicsResource {
  /**
   * Pulumi's policies find resources of this class by their type token.
   *
   * @internal
   */
  static readonly __pulumiType: string = resourceInState("Workstream").token;

  /** Whether a value is a Workstream, even one that another copy of this package made. */
  static override isInstance(value: unknown): value is Workstream {
    return isResource(value, "Workstream");
  }

  /** Name of the workstream. Up to 100 characters. */
  declare public readonly name: pulumi.Output<string>;
  /**
   * Work distribution mode: `Push` offers a conversation to a representative, `Pick` lets them choose. A workstream
   * cannot change it later, so a change replaces the workstream.
   */
  declare public readonly distributionMode: pulumi.Output<WorkstreamDistributionMode>;
  /**
   * Fallback queue, by name or id. It takes the conversations that no rule sends to a queue. Its type must be
   * *Messaging*.
   */
  declare public readonly fallbackQueue: pulumi.Output<string | undefined>;
  /** How a conversation counts against a representative's capacity: `units` or `profile`. */
  declare public readonly capacity: pulumi.Output<WorkstreamCapacity | undefined>;
  /**
   * Presences in which a representative is offered conversations: Available, Busy, BusyDnd, Away, Offline. The order
   * does not matter.
   */
  declare public readonly allowedPresences: pulumi.Output<readonly WorkstreamAllowedPresence[] | undefined>;
  /** Minutes without a message after which a conversation closes. */
  declare public readonly autoCloseAfterInactivityMinutes: pulumi.Output<number | undefined>;
  /** Keep the same representative for the entire conversation. Push mode only. */
  declare public readonly keepSameAgent: pulumi.Output<boolean | undefined>;
  /** Default skill matching algorithm: `Exact`, `Closest` or `None`. */
  declare public readonly skillMatching: pulumi.Output<WorkstreamSkillMatching | undefined>;
  /** How long wrap-up blocks a representative's capacity: `Always`, `Never`, or a number of minutes (1 to 43,200). */
  declare public readonly blockCapacityForWrapUp: pulumi.Output<WorkstreamBlockCapacityForWrapUp | number | undefined>;
  /** Session template, by unique name or name. */
  declare public readonly sessionTemplate: pulumi.Output<string | undefined>;
  /** Notification templates by event. */
  declare public readonly notificationTemplates: pulumi.Output<WorkstreamNotificationTemplates | undefined>;
  /**
   * Variables that your adapter sets and that rules can test. The order does not matter. Microsoft advises against
   * renaming or deleting them.
   */
  declare public readonly contextVariables: pulumi.Output<readonly WorkstreamContextVariable[] | undefined>;
  /** AI agent that answers first. Push mode only. Its app id must differ from the channel's. */
  declare public readonly agent: pulumi.Output<WorkstreamAgent | undefined>;
  /**
   * Take over the row that already has the same app id (account) or the same name (channel, workstream), instead of
   * failing because it exists. If there is no such row, one is created. Destroy deletes an adopted row; the resource
   * option `retainOnDelete` keeps it.
   */
  declare public readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * Allow this name even if another row of this kind has it, in the environment or in the program. Without this, a
   * name in use is an error when the resource is created or renamed. Rows that already share a name stay as they
   * are.
   */
  declare public readonly allowDuplicateName: pulumi.Output<boolean | undefined>;
  /**
   * Id of the row in Dataverse, a UUID. It is computed before the row is created, so a repeated run finds its own
   * row. Its first eight digits are a tag of project and stack.
   */
  declare public readonly rowId: pulumi.Output<string>;
  /**
   * Dataverse organization that holds the row. The provider refuses to work on the resource in any other
   * organization.
   */
  declare public readonly organizationId: pulumi.Output<string>;

  /** Reads a row that exists, by its `rowId`, without managing it. */
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): Workstream {
    // A read has no arguments; programs that create must give them, so the constructor's type demands them.
    return new Workstream(name, undefined as never, { ...opts, id });
  }

  constructor(name: string, args: WorkstreamArgs, opts?: pulumi.CustomResourceOptions) {
    super("Workstream", name, args, opts);
  }
}

export interface Workstream extends WorkstreamResource {}

/** The class {@link Workstream}. It refuses literals that the preview would refuse. */
export interface WorkstreamClass extends Pick<typeof WorkstreamResource, keyof typeof WorkstreamResource> {
  new <Args extends WorkstreamArgs = WorkstreamArgs>(
    name: string,
    args: WorkstreamArgs & WithoutMistakes<Args, WorkstreamMistakes<Args>>,
    opts?: pulumi.CustomResourceOptions,
  ): Workstream;
  /** No call fits. A function that takes the class, such as `validateResourceOfType`, infers the arguments from it. */
  new (name: string, args: WorkstreamArgs, opts: pulumi.CustomResourceOptions | undefined, nothing: never): Workstream;
}

/**
 * A workstream of type *Messaging* for the channel *Custom*. It decides who may take conversations, how many at
 * once, and where a conversation goes if no rule sends it to a queue.
 *
 * ```ts
 * import { Workstream } from "pulumi-dynamics365";
 *
 * new Workstream("messages", {
 *   name: "Contoso messages",
 *   distributionMode: "Push",
 *   fallbackQueue: "Contoso support",
 *   capacity: { units: 30 },
 *   allowedPresences: ["Available", "Busy"],
 *   autoCloseAfterInactivityMinutes: 1440,
 *   contextVariables: [
 *     { name: "Topic", type: "Text" },
 *     { name: "OrderValue", type: "Number" },
 *   ],
 * });
 * ```
 *
 * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/create-workstreams
 */
export const Workstream: WorkstreamClass = WorkstreamResource;
