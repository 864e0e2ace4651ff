import type { z } from "zod";
import { customChannel } from "./custom-channel.ts";
import { messagingAccount } from "./messaging-account.ts";
import type { ResourceSchema, ResourceType } from "./resource-schema.ts";
import { routingRule } from "./routing-rule.ts";
import { workstream } from "./workstream.ts";

export const resourceSchemas = {
  MessagingAccount: messagingAccount,
  CustomChannel: customChannel,
  Workstream: workstream,
  RoutingRule: routingRule,
} satisfies Readonly<Record<ResourceType, ResourceSchema>>;

/** The arguments of a resource, checked and known. */
export type ArgumentsOf<Type extends ResourceType> = z.output<(typeof resourceSchemas)[Type]["arguments"]>;
