import type { FunctionHandler } from "../plugin/contract.ts";
import { text, type Properties } from "../plugin/properties.ts";
import { deployer } from "../entra/seed.ts";
import { botAnswer, channelAnswer, channelWithKeysAnswer, resourceGroupAnswer } from "./answers.ts";
import { ArmError, notFound } from "./arm-error.ts";
import type { Channel } from "./records.ts";
import { requireBot, type AzureSubscription } from "./subscription.ts";

/** `azure-native:authorization:getClientConfig` */
export function getClientConfig(azure: AzureSubscription, tenantId: () => string): FunctionHandler {
  const { clientId, objectId } = deployer;
  return () => ({ clientId, objectId, subscriptionId: azure.subscriptionId, tenantId: tenantId() });
}

export function getResourceGroup(azure: AzureSubscription): FunctionHandler {
  return (args) => {
    const name = text(args, "resourceGroupName") ?? "";
    const group = azure.resourceGroup(name);
    if (group === undefined) {
      throw new ArmError(404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
    }
    return resourceGroupAnswer(group);
  };
}

export function getBot(azure: AzureSubscription): FunctionHandler {
  return (args) => botAnswer(azure, requireBot(azure, botPath(args)));
}

export function getChannel(azure: AzureSubscription): FunctionHandler {
  return (args) => channelAnswer(requireChannel(azure, args));
}

export function listChannelWithKeys(azure: AzureSubscription): FunctionHandler {
  return (args) => channelWithKeysAnswer(azure, requireBot(azure, botPath(args)), requireChannel(azure, args));
}

function requireChannel(azure: AzureSubscription, args: Properties): Channel {
  const path = { ...botPath(args), channelName: text(args, "channelName") ?? "" };
  requireBot(azure, path);
  const channel = azure.channel(path);
  if (channel === undefined) {
    const name = `${path.botName}/${path.channelName}`;
    throw notFound("Microsoft.BotService/botServices/channels", name, path.resourceGroupName);
  }
  return channel;
}

function botPath(args: Properties): { readonly resourceGroupName: string; readonly botName: string } {
  return { resourceGroupName: text(args, "resourceGroupName") ?? "", botName: text(args, "resourceName") ?? "" };
}
