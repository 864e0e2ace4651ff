// Every look-up, by every key that it takes, and a second environment under a provider of its own.
import * as pulumi from "@pulumi/pulumi";
import {
  CustomChannel,
  getCapacityProfile,
  getLanguage,
  getMessagingAccount,
  getNotificationTemplate,
  getQueue,
  getSessionTemplate,
  MessagingAccount,
  Provider,
  RoutingRule,
  Workstream,
} from "pulumi-dynamics365";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const botAppId = config.require("botAppId");

const support = getQueue({ name: "Support" });
const sales = getQueue({ name: pulumi.output(Promise.resolve("sales")) });
const supportById = getQueue({ id: support.rowId });
const english = getLanguage({ name: "en-US" });
const french = getLanguage({ name: "1036" });
const german = getLanguage({ name: "German - Germany" });
const germanById = getLanguage({ id: german.rowId });
const premium = getCapacityProfile({ name: "Premium messaging" });
const premiumByUniqueName = getCapacityProfile({ name: "contoso_premium_messaging" });
const premiumById = getCapacityProfile({ id: premium.rowId });
const session = getSessionTemplate({ name: "Contoso session" });
const sessionByUniqueName = getSessionTemplate({ name: "contoso_session" });
const sessionById = getSessionTemplate({ id: session.rowId });
const quiet = getNotificationTemplate({ name: "Contoso quiet notification" });
const quietByUniqueName = getNotificationTemplate({ name: "contoso_quiet_notification" });
const quietById = getNotificationTemplate({ id: quiet.rowId });

// An account that people made.
const accountByName = getMessagingAccount({ name: "Made by hand" });
const accountByAppId = getMessagingAccount({ appId: botAppId });
const accountById = getMessagingAccount({ id: accountId });
const accountGotten = MessagingAccount.get("made-by-hand", accountId);

const chat = new Workstream("chat", {
  name: "Chat with look-ups",
  distributionMode: "Push",
  fallbackQueue: support.rowId,
  capacity: { profile: premium.uniqueName },
  sessionTemplate: session.uniqueName,
  notificationTemplates: { consult: quiet.uniqueName, transfer: quiet.name },
});
new CustomChannel("website", {
  name: "Website with look-ups",
  account: accountByName,
  workstream: chat,
  channelType: "DirectLine",
  language: english.localeCode,
});
new RoutingRule("everyone", {
  workstream: chat,
  name: "Everyone",
  kind: "routeToQueue",
  order: 100,
  queues: [
    { queue: sales.rowId, percent: 25 },
    { queue: support.name, percent: 75 },
  ],
});

// Another environment: what it is given stands in the state of the stack.
const elsewhere = new Provider("elsewhere", {
  environmentUrl: config.require("secondUrl"),
  accessToken: config.requireSecret("secondToken"),
  tenantId: "11111111-aaaa-4bbb-8ccc-000000000001",
  solution: "Channels",
  idNamespace: "22222222-aaaa-4bbb-8ccc-0000000000e1",
  maxConcurrency: 8,
  endpointTimeoutSeconds: "60",
  useCli: false,
});
const vip = getQueue({ name: "VIP" }, { provider: elsewhere });
const frenchElsewhere = getLanguage({ name: "fr-FR" }, { provider: elsewhere });
const account = new MessagingAccount(
  "elsewhere",
  { name: "Elsewhere", appId: botAppId, clientSecret: config.requireSecret("botSecret") },
  { provider: elsewhere },
);
const workstream = new Workstream(
  "elsewhere",
  { name: "Elsewhere", distributionMode: "Push", fallbackQueue: vip.name },
  { provider: elsewhere },
);
new CustomChannel(
  "elsewhere",
  { name: "Elsewhere", account, workstream, channelType: "DirectLine", language: frenchElsewhere.lcid },
  { provider: elsewhere },
);
new RoutingRule(
  "elsewhere",
  { workstream, name: "Everyone", kind: "routeToQueue", order: 100, queue: vip.rowId },
  { provider: elsewhere },
);

export const queues = [support, sales, supportById, vip].map(({ rowId, name, type }) => ({ rowId, name, type }));
export const languages = [english, french, german, germanById, frenchElsewhere].map(
  ({ rowId, name, localeCode, lcid }) => ({ rowId, name, localeCode, lcid }),
);
export const named = [
  premium,
  premiumByUniqueName,
  premiumById,
  session,
  sessionByUniqueName,
  sessionById,
  quiet,
  quietByUniqueName,
  quietById,
].map(({ rowId, name, uniqueName }) => ({ rowId, name, uniqueName }));
export const accounts = [accountByName, accountByAppId, accountById, accountGotten].map(
  ({ rowId, name, appId, tenantId, botType, messagingEndpoint, organizationId }) => ({
    rowId,
    name,
    appId,
    tenantId,
    botType,
    messagingEndpoint,
    organizationId,
  }),
);
