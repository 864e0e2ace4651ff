// The estate as a user of this package would declare it.
import { readFileSync } from "node:fs";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";
import type { Estate } from "../estate.ts";

const estate = JSON.parse(readFileSync("estate.json", "utf8")) as Estate;

const accounts = estate.accounts.map(
  ({ name, appId }, at) =>
    new MessagingAccount(`account-${at}`, { name, appId, clientSecret: `secret-of-${at}`, skipCredentialCheck: true }),
);

const workstreams = estate.workstreams.map(
  ({ name, autoCloseAfterInactivityMinutes }, at) =>
    new Workstream(`workstream-${at}`, {
      name,
      distributionMode: "Push",
      fallbackQueue: "Support",
      capacity: { units: 30 },
      autoCloseAfterInactivityMinutes,
    }),
);

for (const [at, { name, account, workstream, agentsAttachFiles }] of estate.channels.entries()) {
  new CustomChannel(`channel-${at}`, {
    name,
    account: accounts[account]!,
    workstream: workstreams[workstream]!,
    channelType: "DirectLine",
    language: "en-US",
    attachments: { customers: true, agents: agentsAttachFiles },
  });
}

for (const { name, workstream, order, priorityScore, queue } of estate.rules) {
  new RoutingRule(`rule-${order}`, {
    name,
    workstream: workstreams[workstream]!,
    kind: "routeToQueue",
    order,
    when: { conversation: "PriorityScore", value: priorityScore },
    queue,
  });
}
