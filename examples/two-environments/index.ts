// One program, two environments: the same workstream in test and in production, each under a provider of its own.
import * as pulumi from "@pulumi/pulumi";
import { Provider, RoutingRule, Workstream } from "pulumi-dynamics365";

const config = new pulumi.Config();

function contactCentre(environment: "test" | "production", environmentUrl: string): Workstream {
  const provider = new Provider(environment, { environmentUrl });
  const workstream = new Workstream(
    environment,
    { name: "Contoso chat", distributionMode: "Push", fallbackQueue: "Support" },
    { provider },
  );
  new RoutingRule(
    `${environment}-everyone`,
    { workstream, name: "Everyone", kind: "routeToQueue", order: 100, queue: "Support" },
    { provider },
  );
  return workstream;
}

export const testWorkstream = contactCentre("test", config.require("testUrl")).rowId;
export const productionWorkstream = contactCentre("production", config.require("productionUrl")).rowId;
