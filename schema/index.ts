import { customChannel } from "./custom-channel.ts";
import { messagingAccount } from "./messaging-account.ts";
import type { ResourceSchema, ResourceType } from "./resource-schema.ts";
import { routingRule } from "./routing-rule.ts";
import { workstream } from "./workstream.ts";

export const resourceSchemas: Readonly<Record<ResourceType, ResourceSchema>> = {
  MessagingAccount: messagingAccount,
  CustomChannel: customChannel,
  Workstream: workstream,
  RoutingRule: routingRule,
};
