// What the engine and the network take at least: each operation of a resource waits one latency and does nothing else.
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { Estate } from "../estate.ts";

const estate = JSON.parse(readFileSync("estate.json", "utf8")) as Estate;

/** Written by hand: shorter than what the engine's closures come to, and faster to make. */
const handlers = `
const wait = (result) => new Promise((resolve) => setTimeout(resolve, Number(process.env.BENCH_LATENCY), result));
exports.handler = () => ({
  create: (inputs) => wait({ id: inputs.key, outs: inputs }),
  read: (id, props) => wait({ id, props }),
  update: (id, olds, news) => wait({ outs: news }),
  delete: () => wait(),
});`;

class Waiting extends pulumi.CustomResource {
  constructor(kind: string, at: number, props: pulumi.Inputs) {
    const key = `${kind}-${at}`;
    super(`pulumi-nodejs:bench:${kind}`, key, { ...props, key, __provider: handlers });
  }
}

const accounts = estate.accounts.map((account, at) => new Waiting("Account", at, { ...account }));
const workstreams = estate.workstreams.map((workstream, at) => new Waiting("Workstream", at, { ...workstream }));
for (const [at, channel] of estate.channels.entries()) {
  const [account, workstream] = [accounts[channel.account]!.id, workstreams[channel.workstream]!.id];
  new Waiting("Channel", at, { ...channel, account, workstream });
}
for (const rule of estate.rules) {
  new Waiting("Rule", rule.order, { ...rule, workstream: workstreams[rule.workstream]!.id });
}
