// The estate as a competent engineer deploys it today: with Pulumi's dynamic providers and axios, a request per
// resource.
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Estate } from "../estate.ts";
import { Account } from "./account.ts";
import { Channel } from "./channel.ts";
import { dataverse, type Row } from "./dataverse.ts";
import { Rule } from "./rule.ts";
import { Workstream } from "./workstream.ts";

const estate = JSON.parse(readFileSync("estate.json", "utf8")) as Estate;

async function list(path: string): Promise<Row[]> {
  return (await dataverse("GET", path)).data["value"] as Row[];
}

const [queues, languages, contracts] = await Promise.all([
  list("queues?$select=name"),
  list("msdyn_oclanguages?$select=msdyn_localecode&$filter=msdyn_localecode eq 'en-US'"),
  list("msdyn_decisioncontracts?$filter=msdyn_uniquename eq 'msdyn_demandqueueidentificationoutput'"),
]);
const queueNamed = (name: string) => queues.find((row) => row["name"] === name)?.["queueid"];

const accounts = estate.accounts.map(
  ({ name, appId }, at) =>
    new Account(`account-${at}`, {
      name,
      appId,
      clientSecret: pulumi.secret(`secret-of-${at}`),
      tenantId: process.env["ARM_TENANT_ID"],
    }),
);

const workstreams = estate.workstreams.map(
  ({ name, autoCloseAfterInactivityMinutes }, at) =>
    new Workstream(`workstream-${at}`, {
      name,
      fallbackQueue: queueNamed("Support"),
      queueContract: contracts[0]?.["msdyn_decisioncontractid"],
      autoCloseAfterInactivityMinutes,
    }),
);

for (const [at, { name, account, workstream, agentsAttachFiles }] of estate.channels.entries()) {
  new Channel(`channel-${at}`, {
    name,
    account: accounts[account]!.id,
    workstream: workstreams[workstream]!.id,
    language: languages[0]?.["msdyn_oclanguageid"],
    agentsAttachFiles,
  });
}

for (const { name, workstream, order, priorityScore, queue } of estate.rules) {
  const { ruleset } = workstreams[workstream]!;
  new Rule(`rule-${order}`, { name, ruleset, order, priorityScore, queue: queueNamed(queue) });
}
