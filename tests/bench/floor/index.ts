// The least that engine and network take: the same resources and arguments, with handlers that only wait.
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Estate } from "../estate.ts";

const estate = JSON.parse(readFileSync("estate.json", "utf8")) as Estate;

/** As short as possible, because the engine writes it with every resource. */
const handlers = 'exports.handler = () => require("./waiting.ts");';

class Waiting extends pulumi.CustomResource {
  constructor(kind: string, name: string, args: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
    super(`pulumi-nodejs:bench:${kind}`, name, { ...args, __provider: handlers }, opts);
  }
}

const accounts = estate.accounts.map(
  ({ name, appId }, at) =>
    new Waiting(
      "MessagingAccount",
      `account-${at}`,
      { name, appId, clientSecret: pulumi.secret(`secret-of-${at}`), skipCredentialCheck: true },
      { additionalSecretOutputs: ["clientSecret"] },
    ),
);

const workstreams = estate.workstreams.map(
  ({ name, autoCloseAfterInactivityMinutes }, at) =>
    new Waiting("Workstream", `workstream-${at}`, {
      name,
      distributionMode: "Push",
      fallbackQueue: "Support",
      capacity: { units: 30 },
      autoCloseAfterInactivityMinutes,
    }),
);

for (const [at, { name, account, workstream, agentsAttachFiles }] of estate.channels.entries()) {
  new Waiting("CustomChannel", `channel-${at}`, {
    name,
    account: accounts[account]!.id,
    workstream: workstreams[workstream]!.id,
    channelType: "DirectLine",
    language: "en-US",
    attachments: { customers: true, agents: agentsAttachFiles },
  });
}

for (const { name, workstream, order, priorityScore, queue } of estate.rules) {
  new Waiting("RoutingRule", `rule-${order}`, {
    name,
    workstream: workstreams[workstream]!.id,
    kind: "routeToQueue",
    order,
    when: { conversation: "PriorityScore", value: priorityScore },
    queue,
  });
}
