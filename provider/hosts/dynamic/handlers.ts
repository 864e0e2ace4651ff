/* What stored lines ask for, see `names-in-state.ts`. None of these names is ever changed or removed. */
import "../../require-node.ts";
import type { ResourceType } from "../../../schema/resource-schema.ts";
import { customChannel } from "../../resources/custom-channel/index.ts";
import { messagingAccount } from "../../resources/messaging-account/index.ts";
import { routingRule } from "../../resources/routing-rule/index.ts";
import { workstream } from "../../resources/workstream/index.ts";
import { dynamicHandler, type DynamicHandler } from "./handler.ts";
import { lookupHandler, type LookupHandler } from "./lookup-handler.ts";
import type { LookupType } from "./names-in-state.ts";

export const resources = {
  MessagingAccount: dynamicHandler(messagingAccount),
  CustomChannel: dynamicHandler(customChannel),
  Workstream: dynamicHandler(workstream),
  RoutingRule: dynamicHandler(routingRule),
} as const satisfies Readonly<Record<ResourceType, DynamicHandler>>;

export const lookups = {
  Queue: lookupHandler("queue"),
  Language: lookupHandler("language"),
  CapacityProfile: lookupHandler("capacityProfile"),
  SessionTemplate: lookupHandler("sessionTemplate"),
  NotificationTemplate: lookupHandler("notificationTemplate"),
  MessagingAccount: resources.MessagingAccount,
} as const satisfies Readonly<Record<LookupType, LookupHandler | DynamicHandler>>;

/** What lines of version 0.1.0 ask for. `Queue` and its kin are look-ups for good, whatever resources there will be. */
export const { MessagingAccount, CustomChannel, Workstream, RoutingRule } = resources;
export const { Queue, Language, CapacityProfile, SessionTemplate, NotificationTemplate } = lookups;
