import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../../examples/runner/package-directory.ts";
import { existingBotApplication } from "../../../provider/sandbox/entra/seed.ts";
import { PulumiProject } from "../../support/pulumi.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { fails, firstOrganization, succeeds } from "../support/outcomes.ts";
import { writePolicyPack } from "./policy-pack.ts";

/** The example for users. */
const [, pushOnly = ""] =
  /^## Policies\n.*?^```ts\n(.*?)^```$/ms.exec(readFileSync(join(packageDirectory, "docs", "operations.md"), "utf8")) ??
  [];

/** Tells in warnings what a policy sees. Pulumi compiles it, so the lines that expect an error are checked, too. */
const observer = `
import { PolicyPack, validateResourceOfType, validateStackResourcesOfType } from "@pulumi/policy";
import { MessagingAccount, RoutingRule } from "pulumi-dynamics365";

new PolicyPack("observer", {
  policies: [
    {
      name: "rules",
      description: "Rules",
      validateResource: validateResourceOfType(RoutingRule, (rule, args, report) => {
        const shares: number[] = (rule.queues ?? []).map(({ percent }) => percent);
        // @ts-expect-error a name is a text
        const name: number = rule.name;
        // @ts-expect-error a rule has no colour
        const colour = rule.colour;
        report(\`rule: \${name} \${rule.order + 1} \${shares} \${colour} \${Object.keys(args.props).sort()}\`);
      }),
    },
    {
      name: "accounts",
      description: "Accounts",
      validateResource: validateResourceOfType(MessagingAccount, ({ name, clientSecret }, _args, report) => {
        report(\`account: \${name} has the secret \${clientSecret}\`);
      }),
    },
    {
      name: "stack",
      description: "Stack",
      validateStack: ({ resources }, report) => {
        for (const { type, name } of resources) report(\`stack: \${type.split(":").slice(-1)} \${name}\`);
      },
    },
    {
      name: "accounts of the stack",
      description: "Accounts of the stack",
      validateStack: validateStackResourcesOfType(MessagingAccount, (accounts, _args, report) => {
        report(\`accounts: \${accounts.map(({ name }) => name)}\`);
      }),
    },
  ],
});
`;

const clientSecret = existingBotApplication.clientSecret;

const program = (distributionMode: "Push" | "Pick") => `
import { getMessagingAccount, getQueue, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const account = new MessagingAccount("account", {
  name: "Contoso", appId: "${existingBotApplication.clientId}", clientSecret: "${clientSecret}",
});
const workstream = new Workstream("chat", { name: "Chat", distributionMode: "${distributionMode}" });
new RoutingRule("shared", {
  workstream, name: "Shared", kind: "routeToQueue", order: 1,
  queues: [{ queue: getQueue({ name: "Support" }).rowId, percent: 60 }, { queue: "Sales", percent: 40 }],
});
export const read = getMessagingAccount({ name: account.messagingEndpoint.apply(() => "Contoso") }).name;
`;

describe("policy packs", function () {
  this.timeout(300_000);

  const sandbox = withSandbox();
  let project: PulumiProject;
  let pack: string;

  const workstreams = () =>
    firstOrganization(sandbox())
      .rows("msdyn_liveworkstream")
      .map((row) => row["msdyn_name"]);

  before(async () => {
    project = await PulumiProject.create({
      program: program("Pick"),
      environment: sandbox().environment,
      modules: { "@pulumi/policy": join(packageDirectory, "node_modules", "@pulumi", "policy") },
    });
    pack = writePolicyPack(project, "contoso", pushOnly);
  });
  after(() => project.remove());

  it("refuse a resource that a policy for its class does not allow, before anything is written", async () => {
    const said = await fails(project.preview(["--policy-pack", pack]));
    expect(said).to.match(/\[mandatory\] +push-only +\(pulumi-nodejs:dynamics365:Workstream: chat\)/);
    expect(said).to.include('Set distributionMode to "Push".');
    expect(sandbox().requests.writes()).to.deep.equal([]);
    expect(await fails(project.up(["--policy-pack", pack]))).to.include('Set distributionMode to "Push".');
    expect(workstreams()).to.deep.equal([]);
  });

  it("let pass what they allow", async () => {
    project.setProgram(program("Push"));
    const said = await succeeds(project.up(["--policy-pack", pack]));
    expect(said).not.to.include("push-only");
    expect(workstreams()).to.deep.equal(["Chat"]);
  });

  it("see typed arguments, secrets in plain text, and what the stack manages, without its look-ups", async () => {
    const said = await succeeds(project.preview(["--policy-pack", writePolicyPack(project, "observer", observer)]));
    const seen = said.match(/(?<=^ +)(rule|account|stack|accounts): .*$/gm) ?? [];
    expect(seen.toSorted()).to.deep.equal([
      `account: Contoso has the secret ${clientSecret}`,
      "accounts: Contoso",
      "rule: Shared 2 60,40 undefined kind,name,order,organizationId,queues,rowId,workstream",
      "stack: MessagingAccount account",
      "stack: RoutingRule shared",
      "stack: Stack test-dev",
      "stack: Workstream chat",
      "stack: pulumi-nodejs default",
    ]);
  });
});
