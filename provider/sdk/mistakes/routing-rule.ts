import type { ConditionMistake } from "./condition.ts";
import type { EntryAt, IfGiven, IfLiteral, IfMissing, IfSeveral, ObjectAt } from "./refused.ts";

/** Rules of `schema/routing-rule.ts` that a type can say. */
export type RoutingRuleMistakes<Args> = {
  readonly queue:
    | IfRouteToQueue<Args, IfMissing<Args, "queue" | "queues", "a route-to-queue rule needs queue or queues">>
    | IfClassification<Args, IfGiven<Args, "queue", "queue belongs to route-to-queue rules">>;
  readonly queues:
    | IfRouteToQueue<Args, IfSeveral<Args, "queue" | "queues", "give queue or queues, not both">>
    | IfClassification<Args, IfGiven<Args, "queues", "queues belongs to route-to-queue rules">>;
  readonly ruleset:
    | IfRouteToQueue<Args, IfGiven<Args, "ruleset", "ruleset belongs to classification rules">>
    | IfClassification<Args, IfMissing<Args, "ruleset", "a classification rule needs ruleset">>;
  readonly set:
    | IfRouteToQueue<Args, IfGiven<Args, "set", "set belongs to classification rules">>
    | IfClassification<Args, IfMissing<Args, "set", "a classification rule needs set">>
    | IfMissing<ObjectAt<Args, "set">, "attributes" | "skills", "give attributes or skills">
    | AttributeMistake<EntryAt<ObjectAt<Args, "set">, "attributes">>;
  readonly when: ConditionMistake<ObjectAt<Args, "when">>;
};

type IfRouteToQueue<Args, Mistake> = IfLiteral<Args, "kind", "routeToQueue", Mistake>;
type IfClassification<Args, Mistake> = IfLiteral<Args, "kind", "classification", Mistake>;

type AttributeMistake<Attribute> =
  | IfMissing<Attribute, "contextVariable" | "conversation", "each attribute needs contextVariable or conversation">
  | IfSeveral<
      Attribute,
      "contextVariable" | "conversation",
      "an attribute takes contextVariable or conversation, not both"
    >;
