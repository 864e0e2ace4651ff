import type { ResourceType } from "../../schema/index.ts";
import type { ResourceDefinition } from "../core/definition.ts";
import { customChannel } from "./custom-channel/index.ts";
import { messagingAccount } from "./messaging-account/index.ts";
import { routingRule } from "./routing-rule/index.ts";
import { workstream } from "./workstream/index.ts";

/** What the provider does for each resource of `schema/index.ts`. */
export const definitions: Readonly<Record<ResourceType, ResourceDefinition>> = {
  MessagingAccount: messagingAccount,
  CustomChannel: customChannel,
  Workstream: workstream,
  RoutingRule: routingRule,
};

/** One request gets the definitions of these. */
export const tables = Object.values(definitions).flatMap((definition) => definition.tables);
