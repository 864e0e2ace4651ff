import { contoso, existingBotApplication } from "../entra/seed.ts";
import { AzureSubscription } from "./subscription.ts";

export const subscriptionId = "11111111-aaaa-4bbb-8ccc-0000000000a1";

export const existingBot = { resourceGroupName: "existing-rg", botName: "contoso-existing-bot" } as const;

/** The subscription of a new sandbox: it has one bot, made by hand, without an endpoint. */
export function seededSubscription(): AzureSubscription {
  const azure = new AzureSubscription(subscriptionId);
  azure.putResourceGroup(existingBot.resourceGroupName, { location: "westeurope", tags: {} });
  azure.putBot(existingBot, {
    location: "global",
    kind: "azurebot",
    sku: { name: "F0" },
    tags: {},
    properties: {
      displayName: "Contoso existing bot",
      endpoint: "",
      msaAppId: existingBotApplication.clientId,
      msaAppType: "SingleTenant",
      msaAppTenantId: contoso.tenantId,
    },
  });
  return azure;
}
