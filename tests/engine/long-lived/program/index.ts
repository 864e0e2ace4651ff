// A program that declares the estate in the file next to it.
import { readFileSync } from "node:fs";
import type * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";
import type { Estate } from "../../../lifecycle/long-lived/estate.ts";

const classes = { MessagingAccount, Workstream, CustomChannel, RoutingRule };
const made = new Map<string, pulumi.CustomResource>();

for (const { type, name, alias, args } of JSON.parse(readFileSync("estate.json", "utf8")) as Estate) {
  const named = Object.fromEntries(
    Object.entries(args).map(([argument, value]) => {
      if (argument === "account") return [argument, made.get(`MessagingAccount ${String(value)}`)];
      if (argument === "workstream") return [argument, made.get(`Workstream ${String(value)}`)];
      return [argument, value];
    }),
  );
  const options = alias === undefined ? {} : { aliases: [{ name: alias }] };
  const Resource = classes[type] as new (name: string, args: object, options: object) => pulumi.CustomResource;
  made.set(`${type} ${name}`, new Resource(name, named, options));
}
