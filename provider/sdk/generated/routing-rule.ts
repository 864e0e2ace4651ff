// Generated from schema/routing-rule.ts by `npm run generate`. Do not edit.

import type * as pulumi from "@pulumi/pulumi";
import { resourceInState } from "../../hosts/dynamic/names-in-state.ts";
import { DynamicsResource, isResource } from "../dynamics-resource.ts";
import type { Queue } from "../look-ups.ts";
import type { WithoutMistakes } from "../mistakes/refused.ts";
import type { RoutingRuleMistakes } from "../mistakes/routing-rule.ts";
import type { Workstream } from "./workstream.ts";

export type RoutingRuleKind = "routeToQueue" | "classification";

export type ConditionConversation = "CreatedOn" | "PriorityScore";

export type ConditionCustomer =
  "ChannelType" | "SenderId" | "Name" | "FirstName" | "LastName" | "EmailAddress" | "PhoneNumber";

export type ConditionOperator =
  | "Equals"
  | "NotEquals"
  | "GreaterThan"
  | "GreaterThanOrEqual"
  | "LessThan"
  | "LessThanOrEqual"
  | "In"
  | "Contains"
  | "ContainsData";

export type RoutingRuleSetAttributeConversation = "CreatedOn" | "PriorityScore";

/** The ruleset of a classification rule. A ruleset stops at the first rule that matches. */
export interface RoutingRuleRulesetArgs {
  /**
   * Name of the classification ruleset. The ruleset is created with its first rule.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  name: pulumi.Input<string>;
  /**
   * Place among the workstream's classification rulesets: the smallest number runs first, and the next ruleset sees
   * what it set. Whole number from 1.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  order: pulumi.Input<number>;
}

/** {@link RoutingRuleRulesetArgs} once its values are known. */
export interface RoutingRuleRuleset {
  /** Name of the classification ruleset. The ruleset is created with its first rule. */
  readonly name: string;
  /**
   * Place among the workstream's classification rulesets: the smallest number runs first, and the next ruleset sees
   * what it set. Whole number from 1.
   */
  readonly order: number;
}

/** When the rule matches: `all`, `any` or a comparison. */
export interface ConditionArgs {
  /**
   * True if all of these conditions are true.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  all?: pulumi.Input<pulumi.Input<ConditionArgs>[]> | undefined;
  /**
   * True if at least one of these conditions is true.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  any?: pulumi.Input<pulumi.Input<ConditionArgs>[]> | undefined;
  /**
   * Left side: a context variable of the workstream, in its exact case.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/manage-context-variables
   */
  contextVariable?: pulumi.Input<string> | undefined;
  /**
   * Left side: a field of the conversation.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  conversation?: pulumi.Input<ConditionConversation> | undefined;
  /**
   * Left side: what the channel knows about the customer, if the workstream's decision contract offers it.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  customer?: pulumi.Input<ConditionCustomer> | undefined;
  /**
   * Left side: a column of the linked contact, by its logical name, such as `address1_country`.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  contact?: pulumi.Input<string> | undefined;
  /**
   * `Equals`, `GreaterThan`, `GreaterThanOrEqual`, `In` and `ContainsData` are known to be stored as the provider
   * writes them. The provider accepts `NotEquals`, `LessThan`, `LessThanOrEqual` and `Contains` only if rules of the
   * environment already use them.
   *
   * Default: Equals.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  operator?: pulumi.Input<ConditionOperator> | undefined;
  /**
   * Right side: text or number.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  value?: pulumi.Input<string | number> | undefined;
  /**
   * Right side of `In`.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  values?: pulumi.Input<pulumi.Input<string | number>[]> | undefined;
}

/** {@link ConditionArgs} once its values are known. */
export interface Condition {
  /** True if all of these conditions are true. */
  readonly all?: readonly Condition[];
  /** True if at least one of these conditions is true. */
  readonly any?: readonly Condition[];
  /** Left side: a context variable of the workstream, in its exact case. */
  readonly contextVariable?: string;
  /** Left side: a field of the conversation. */
  readonly conversation?: ConditionConversation;
  /** Left side: what the channel knows about the customer, if the workstream's decision contract offers it. */
  readonly customer?: ConditionCustomer;
  /** Left side: a column of the linked contact, by its logical name, such as `address1_country`. */
  readonly contact?: string;
  /**
   * `Equals`, `GreaterThan`, `GreaterThanOrEqual`, `In` and `ContainsData` are known to be stored as the provider
   * writes them. The provider accepts `NotEquals`, `LessThan`, `LessThanOrEqual` and `Contains` only if rules of the
   * environment already use them.
   */
  readonly operator?: ConditionOperator;
  /** Right side: text or number. */
  readonly value?: string | number;
  /** Right side of `In`. */
  readonly values?: readonly (string | number)[];
}

/** One entry of `queues`. */
export interface RoutingRuleQueueArgs {
  /**
   * Queue, by name or id.
   *
   * Takes what `getQueue` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  queue: Queue | pulumi.Input<string>;
  /**
   * Work allocation percentage, 0 to 100.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  percent: pulumi.Input<number>;
}

/** {@link RoutingRuleQueueArgs} once its values are known. */
export interface RoutingRuleQueue {
  /** Queue, by name or id. */
  readonly queue: string;
  /** Work allocation percentage, 0 to 100. */
  readonly percent: number;
}

/**
 * What a classification rule sets: attributes and skills, at most five in all. The provider refuses a capacity
 * profile until its stored form is known.
 */
export interface RoutingRuleSetArgs {
  /**
   * Values that the rule writes.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  attributes?: pulumi.Input<pulumi.Input<RoutingRuleSetAttributeArgs>[]> | undefined;
  /**
   * Skills that the rule asks for.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  skills?: pulumi.Input<pulumi.Input<RoutingRuleSetSkillArgs>[]> | undefined;
}

/** {@link RoutingRuleSetArgs} once its values are known. */
export interface RoutingRuleSet {
  /** Values that the rule writes. */
  readonly attributes?: readonly RoutingRuleSetAttribute[];
  /** Skills that the rule asks for. */
  readonly skills?: readonly RoutingRuleSetSkill[];
}

/** One entry of `attributes`. */
export interface RoutingRuleSetAttributeArgs {
  /**
   * Target: a context variable of the workstream, in its exact case.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  contextVariable?: pulumi.Input<string> | undefined;
  /**
   * Target: a field of the conversation.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  conversation?: pulumi.Input<RoutingRuleSetAttributeConversation> | undefined;
  /**
   * Text or number.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  value: pulumi.Input<string | number>;
}

/** {@link RoutingRuleSetAttributeArgs} once its values are known. */
export interface RoutingRuleSetAttribute {
  /** Target: a context variable of the workstream, in its exact case. */
  readonly contextVariable?: string;
  /** Target: a field of the conversation. */
  readonly conversation?: RoutingRuleSetAttributeConversation;
  /** Text or number. */
  readonly value: string | number;
}

/** One entry of `skills`. */
export interface RoutingRuleSetSkillArgs {
  /**
   * Skill, by name or id.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  skill: pulumi.Input<string>;
  /**
   * Rating value, by name or id.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  rating: pulumi.Input<string>;
}

/** {@link RoutingRuleSetSkillArgs} once its values are known. */
export interface RoutingRuleSetSkill {
  /** Skill, by name or id. */
  readonly skill: string;
  /** Rating value, by name or id. */
  readonly rating: string;
}

/** Arguments of {@link RoutingRule}. */
export interface RoutingRuleArgs {
  /**
   * The workstream that the rule belongs to.
   *
   * Changing this replaces the resource. The Workstream itself, or its `rowId`.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  workstream: Workstream | pulumi.Input<string>;
  /**
   * Name of the rule, unique in its ruleset. Up to 100 characters.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  name: pulumi.Input<string>;
  /**
   * `routeToQueue`: a workstream has one such ruleset, with up to 200 rules. `classification`: a workstream has up
   * to ten such rulesets, with up to 100 rules each.
   *
   * Changing this replaces the resource.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  kind: pulumi.Input<RoutingRuleKind>;
  /**
   * Place among the program's rules of the same ruleset: the smallest number runs first. Whole number, 0 to
   * 4,294,967,295. Leave gaps. Rules with equal numbers have a fixed order.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  order: pulumi.Input<number>;
  /**
   * The ruleset of a classification rule. A ruleset stops at the first rule that matches.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  ruleset?: pulumi.Input<RoutingRuleRulesetArgs> | undefined;
  /**
   * When the rule matches: `all`, `any` or a comparison.
   *
   * Default: always.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  when?: pulumi.Input<ConditionArgs> | undefined;
  /**
   * Queue that receives the conversation, by name or id. Its type must be *Messaging*.
   *
   * Takes what `getQueue` returns, too.
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  queue?: Queue | pulumi.Input<string> | undefined;
  /**
   * Up to five queues that share the conversations. The percentages must add up to 100.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
   */
  queues?: pulumi.Input<pulumi.Input<RoutingRuleQueueArgs>[]> | undefined;
  /**
   * What a classification rule sets: attributes and skills, at most five in all. The provider refuses a capacity
   * profile until its stored form is known.
   *
   * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-work-classification
   */
  set?: pulumi.Input<RoutingRuleSetArgs> | undefined;
}

class RoutingRuleResource extends DynamicsResource {
  /**
   * Pulumi's policies find resources of this class by their type token.
   *
   * @internal
   */
  static readonly __pulumiType: string = resourceInState("RoutingRule").token;

  /** Whether a value is a RoutingRule, even one that another copy of this package made. */
  static override isInstance(value: unknown): value is RoutingRule {
    return isResource(value, "RoutingRule");
  }

  /** The workstream that the rule belongs to. */
  declare public readonly workstream: pulumi.Output<string>;
  /** Name of the rule, unique in its ruleset. Up to 100 characters. */
  declare public readonly name: pulumi.Output<string>;
  /**
   * `routeToQueue`: a workstream has one such ruleset, with up to 200 rules. `classification`: a workstream has up
   * to ten such rulesets, with up to 100 rules each.
   */
  declare public readonly kind: pulumi.Output<RoutingRuleKind>;
  /**
   * Place among the program's rules of the same ruleset: the smallest number runs first. Whole number, 0 to
   * 4,294,967,295. Leave gaps. Rules with equal numbers have a fixed order.
   */
  declare public readonly order: pulumi.Output<number>;
  /** The ruleset of a classification rule. A ruleset stops at the first rule that matches. */
  declare public readonly ruleset: pulumi.Output<RoutingRuleRuleset | undefined>;
  /** When the rule matches: `all`, `any` or a comparison. */
  declare public readonly when: pulumi.Output<Condition | undefined>;
  /** Queue that receives the conversation, by name or id. Its type must be *Messaging*. */
  declare public readonly queue: pulumi.Output<string | undefined>;
  /** Up to five queues that share the conversations. The percentages must add up to 100. */
  declare public readonly queues: pulumi.Output<readonly RoutingRuleQueue[] | undefined>;
  /**
   * What a classification rule sets: attributes and skills, at most five in all. The provider refuses a capacity
   * profile until its stored form is known.
   */
  declare public readonly set: pulumi.Output<RoutingRuleSet | undefined>;
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
  static get(name: string, id: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions): RoutingRule {
    // A read has no arguments; programs that create must give them, so the constructor's type demands them.
    return new RoutingRule(name, undefined as never, { ...opts, id });
  }

  constructor(name: string, args: RoutingRuleArgs, opts?: pulumi.CustomResourceOptions) {
    super("RoutingRule", name, args, opts);
  }
}

export interface RoutingRule extends RoutingRuleResource {}

/** The class {@link RoutingRule}. It refuses literals that the preview would refuse. */
export interface RoutingRuleClass extends Pick<typeof RoutingRuleResource, keyof typeof RoutingRuleResource> {
  new <Args extends RoutingRuleArgs = RoutingRuleArgs>(
    name: string,
    args: RoutingRuleArgs & WithoutMistakes<Args, RoutingRuleMistakes<Args>>,
    opts?: pulumi.CustomResourceOptions,
  ): RoutingRule;
  /** No call fits. A function that takes the class, such as `validateResourceOfType`, infers the arguments from it. */
  new (
    name: string,
    args: RoutingRuleArgs,
    opts: pulumi.CustomResourceOptions | undefined,
    nothing: never,
  ): RoutingRule;
}

/**
 * One routing rule of a workstream. `routeToQueue` rules send a conversation to one queue, or divide conversations
 * among several by percentage. `classification` rules run before them and set attributes and skills. The program's
 * rules are sorted by `order`. Rules made by people keep their order among themselves.
 *
 * ```ts
 * import { RoutingRule, Workstream } from "pulumi-dynamics365";
 *
 * const workstream = new Workstream("messages", {
 *   name: "Contoso messages",
 *   distributionMode: "Push",
 *   contextVariables: [{ name: "Topic", type: "Text" }],
 * });
 *
 * new RoutingRule("billing", {
 *   workstream,
 *   name: "Billing",
 *   kind: "routeToQueue",
 *   order: 100,
 *   when: { contextVariable: "Topic", operator: "Equals", value: "billing" },
 *   queue: "Contoso billing",
 * });
 *
 * new RoutingRule("everything-else", {
 *   workstream,
 *   name: "Everything else",
 *   kind: "routeToQueue",
 *   order: 900,
 *   queues: [
 *     { queue: "Contoso support", percent: 70 },
 *     { queue: "Contoso partners", percent: 30 },
 *   ],
 * });
 * ```
 *
 * Source: https://learn.microsoft.com/dynamics365/customer-service/administer/configure-route-to-queue-rules
 */
export const RoutingRule: RoutingRuleClass = RoutingRuleResource;
