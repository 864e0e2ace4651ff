/* What stored lines load, see `names-in-state.ts`. Never change or remove one of these names. */
import "../../require-node.ts";
import { definitions } from "../../resources/index.ts";
import { dynamicHandler, type DynamicHandler } from "./handler.ts";
import { lookupHandler, type LookupHandler } from "./lookup-handler.ts";
import type { LookupType } from "./names-in-state.ts";

export const resources: Readonly<Record<string, DynamicHandler>> = Object.fromEntries(
  Object.entries(definitions).map(([type, definition]) => [type, dynamicHandler(definition)]),
);

export const lookups = {
  Queue: lookupHandler("queue"),
  Language: lookupHandler("language"),
  CapacityProfile: lookupHandler("capacityProfile"),
  SessionTemplate: lookupHandler("sessionTemplate"),
  NotificationTemplate: lookupHandler("notificationTemplate"),
  MessagingAccount: dynamicHandler(definitions.MessagingAccount),
} as const satisfies Readonly<Record<LookupType, LookupHandler | DynamicHandler>>;

/**
 * What the stored lines of version 0.1.0 load. `Queue` and the others here stay look-ups for ever, even if there are
 * resources of these names.
 */
export const { MessagingAccount, CustomChannel, Workstream, RoutingRule } = resources;
export const { Queue, Language, CapacityProfile, SessionTemplate, NotificationTemplate } = lookups;
