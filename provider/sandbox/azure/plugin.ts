import type { Plugin } from "../plugin/contract.ts";
import { text } from "../plugin/properties.ts";
import { getBot, getChannel, getClientConfig, getResourceGroup, listChannelWithKeys } from "./functions.ts";
import { botResource, channelResource, resourceGroupResource } from "./resources.ts";
import type { AzureSubscription } from "./subscription.ts";

/** The part of the azure-native package that bots need, on a subscription of the sandbox. */
export function azureNativePlugin(azure: AzureSubscription, tenantId: () => string): Plugin {
  let location: string | undefined;
  const defaultLocation = (): string | undefined => location;
  return {
    name: "azure-native",
    version: "3.28.0",
    configure: (settings) => {
      location = text(settings, "location");
    },
    resources: {
      "azure-native:resources:ResourceGroup": resourceGroupResource(azure, defaultLocation),
      "azure-native:botservice:Bot": botResource(azure, defaultLocation),
      "azure-native:botservice:Channel": channelResource(azure),
    },
    functions: {
      "azure-native:authorization:getClientConfig": getClientConfig(azure, tenantId),
      "azure-native:resources:getResourceGroup": getResourceGroup(azure),
      "azure-native:botservice:getBot": getBot(azure),
      "azure-native:botservice:getChannel": getChannel(azure),
      "azure-native:botservice:listChannelWithKeys": listChannelWithKeys(azure),
    },
  };
}
