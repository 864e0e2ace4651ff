import type { IfGiven, IfLiteral, IfMissing, IfSeveral, ObjectAt } from "./refused.ts";

/** Rules of `schema/workstream.ts` that a type can say. */
export type WorkstreamMistakes<Args> = {
  readonly agent: IfPick<Args, IfGiven<Args, "agent", "an AI agent takes conversations in push mode only">>;
  readonly capacity:
    | IfMissing<ObjectAt<Args, "capacity">, "units" | "profile", "give units or profile">
    | IfSeveral<ObjectAt<Args, "capacity">, "units" | "profile", "give units or profile, not both">;
  readonly keepSameAgent: IfPick<
    Args,
    IfLiteral<Args, "keepSameAgent", true, "keeping the same representative exists in push mode only">
  >;
};

type IfPick<Args, Mistake> = IfLiteral<Args, "distributionMode", "Pick", Mistake>;
