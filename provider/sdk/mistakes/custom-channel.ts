import type { IfGiven, IfLiteral, IfMissing, ObjectAt } from "./refused.ts";

/** Rules of `schema/custom-channel.ts` that a type can say. */
export type CustomChannelMistakes<Args> = {
  readonly account:
    | IfDirectLine<Args, IfMissing<Args, "account", "a Direct Line channel needs account">>
    | IfMessagingApi<Args, IfGiven<Args, "account", "a Messaging API channel has no account">>;
  readonly messagingApi:
    | IfDirectLine<Args, IfGiven<Args, "messagingApi", "messagingApi belongs to Messaging API channels">>
    | IfMessagingApi<Args, IfMissing<Args, "messagingApi", "a Messaging API channel needs messagingApi">>;
  readonly survey: IfLiteral<
    ObjectAt<Args, "survey">,
    "mode",
    "Insert",
    "a custom channel sends its survey as a link; only live chat inserts it"
  >;
};

type IfDirectLine<Args, Mistake> = IfLiteral<Args, "channelType", "DirectLine", Mistake>;
type IfMessagingApi<Args, Mistake> = IfLiteral<Args, "channelType", "MessagingApi", Mistake>;
