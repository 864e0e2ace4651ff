// A bot that somebody else runs: its identity and secret come as configuration, and only its endpoint is set here.
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, getQueue, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const config = new pulumi.Config();

const account = new MessagingAccount("existing-bot", {
  name: "Existing bot",
  appId: config.require("botAppId"),
  clientSecret: config.requireSecret("botClientSecret"),
});

const workstream = new Workstream("partners", {
  name: "Partners",
  distributionMode: "Pick",
  fallbackQueue: "Support",
});
new CustomChannel("partners", { name: "Partners", account, workstream, channelType: "DirectLine", language: 1033 });

const sales = getQueue({ name: "Sales" });
new RoutingRule("partners-to-sales", {
  workstream,
  name: "Partners to sales",
  kind: "routeToQueue",
  order: 100,
  queue: sales.rowId,
});

// Hand this to whoever runs the bot: it is the bot's messaging endpoint.
export const messagingEndpoint = account.messagingEndpoint;
