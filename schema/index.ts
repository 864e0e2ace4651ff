import { customChannel } from "./custom-channel.ts";
import { messagingAccount } from "./messaging-account.ts";
import type { ResourceSchema } from "./resource-schema.ts";
import { routingRule } from "./routing-rule.ts";
import { workstream } from "./workstream.ts";

/**
 * The list of resources. Classes, pages, the package schema and all types are derived from it. What the provider does
 * for each is listed in `provider/resources/index.ts`, and the compiler says if one is missing there.
 */
export const resourceSchemas = {
  MessagingAccount: messagingAccount,
  CustomChannel: customChannel,
  Workstream: workstream,
  RoutingRule: routingRule,
} satisfies Readonly<Record<string, ResourceSchema>>;

export type ResourceType = keyof typeof resourceSchemas;
