/* The names that stored lines ask for. They are in users' state: none is ever renamed or removed. */
import "../../require-node.ts";
import { customChannel } from "../../resources/custom-channel.ts";
import { messagingAccount } from "../../resources/messaging-account.ts";
import { routingRule } from "../../resources/routing-rule.ts";
import { workstream } from "../../resources/workstream.ts";
import { dynamicHandler } from "./handler.ts";
import { lookupHandler } from "./lookup-handler.ts";

export const MessagingAccount = dynamicHandler(messagingAccount);
export const CustomChannel = dynamicHandler(customChannel);
export const Workstream = dynamicHandler(workstream);
export const RoutingRule = dynamicHandler(routingRule);

export const Queue = lookupHandler("queue");
export const Language = lookupHandler("language");
export const CapacityProfile = lookupHandler("capacityProfile");
export const SessionTemplate = lookupHandler("sessionTemplate");
export const NotificationTemplate = lookupHandler("notificationTemplate");
