// "Configure custom messaging channels" in one program: from the Entra app to a customer's message in the right queue.
import { authorization, botservice, resources } from "@pulumi/azure-native";
import * as azuread from "@pulumi/azuread";
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const { tenantId } = authorization.getClientConfigOutput();

// The bot's identity. The service principal is what the bot signs in as, so the account waits for it.
const app = new azuread.Application("contoso-chat", { displayName: "Contoso chat" });
const principal = new azuread.ServicePrincipal("contoso-chat", { clientId: app.clientId });
const password = new azuread.ApplicationPassword("contoso-chat", { applicationId: app.id });

// Dynamics learns of the bot, and answers with the endpoint that the bot must post to.
const account = new MessagingAccount(
  "contoso-chat",
  { name: "Contoso chat", appId: app.clientId, clientSecret: password.value, tenantId },
  { dependsOn: principal },
);

// The bot: no code of its own, it relays Direct Line to Dynamics.
const group = new resources.ResourceGroup("contoso-chat", { location: "westeurope" });
const bot = new botservice.Bot("contoso-chat", {
  resourceGroupName: group.name,
  location: "global",
  kind: "azurebot",
  sku: { name: "F0" },
  properties: {
    displayName: "Contoso chat",
    endpoint: account.messagingEndpoint,
    msaAppId: app.clientId,
    msaAppType: "SingleTenant",
    msaAppTenantId: tenantId,
  },
});
const directLine = new botservice.Channel("direct-line", {
  resourceGroupName: group.name,
  resourceName: bot.name,
  channelName: "DirectLineChannel",
  location: "global",
  properties: {
    channelName: "DirectLineChannel",
    properties: { sites: [{ siteName: "Contoso website", isEnabled: true, isV1Enabled: false, isV3Enabled: true }] },
  },
});

// Who answers, and what customers meet.
const workstream = new Workstream("chat", {
  name: "Contoso chat",
  distributionMode: "Push",
  fallbackQueue: "Support",
  capacity: { units: 30 },
  contextVariables: [{ name: "Tier", type: "Text" }],
});
new CustomChannel("website", {
  name: "Contoso website",
  account,
  workstream,
  channelType: "DirectLine",
  language: "en-US",
  automatedMessages: [{ trigger: "Greeting", text: "Welcome to Contoso. We are with you in a moment." }],
  attachments: { customers: true, agents: true },
});

// Which conversation goes where; what no rule places goes to the fallback queue.
new RoutingRule("premium", {
  workstream,
  name: "Premium customers",
  kind: "routeToQueue",
  order: 100,
  when: { contextVariable: "Tier", value: "premium" },
  queue: "VIP",
});
new RoutingRule("everyone", { workstream, name: "Everyone else", kind: "routeToQueue", order: 200, queue: "Support" });

// What an adapter needs to bring messages in.
const keys = botservice.listChannelWithKeysOutput(
  { resourceGroupName: group.name, resourceName: bot.name, channelName: "DirectLineChannel" },
  { dependsOn: directLine },
);
export const directLineKey = pulumi.secret(keys.setting?.apply((setting) => setting?.sites?.[0]?.key));
export const botHandle = bot.name;
export const botEndpoint = account.messagingEndpoint;
