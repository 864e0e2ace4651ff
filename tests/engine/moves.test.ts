import { expect } from "chai";
import { existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { type ExportedResource, PulumiProject } from "../support/pulumi.ts";
import { fails, planned, succeeds } from "./support/outcomes.ts";

interface Place {
  /** Source before the resources: the component that they move into. */
  readonly component?: string;
  /** New Pulumi name of a resource, from its original name. */
  readonly named?: (name: string) => string;
  /** Options of a resource, from its original name. */
  readonly options?: (name: string) => string;
}

const program = ({ component = "", named = (name) => name, options = () => "{}" }: Place = {}) => `
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";
${component}
const account = new MessagingAccount("${named("account")}", {
  name: "Contoso", appId: "${existingBotApplication.clientId}", clientSecret: "${existingBotApplication.clientSecret}",
}, ${options("account")});
const workstream = new Workstream("${named("chat")}", {
  name: "Chat", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }],
}, ${options("chat")});
new CustomChannel("${named("website")}", {
  name: "Website", account, workstream, channelType: "DirectLine", language: "en-US",
  automatedMessages: [{ trigger: "Greeting", text: "Hello" }],
}, ${options("website")});
new RoutingRule("${named("vip")}", {
  workstream, name: "VIP", kind: "routeToQueue", order: 1, queue: "VIP", when: { contextVariable: "Tier", value: "gold" },
}, ${options("vip")});
`;

/** Pulumi ids by type. There is one resource of each. */
function idsByType(resources: readonly ExportedResource[]): Record<string, string> {
  return Object.fromEntries(resources.map(({ type, id }) => [type, id ?? ""]));
}

describe("a resource that moves in the program", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let atFirst: ReturnType<Sandbox["snapshot"]>;
  let deployed: ReturnType<Sandbox["snapshot"]>;
  let ids: Record<string, string>;

  const managed = async () => {
    const { resources = [] } = (await project.exportStack()).deployment;
    return resources.filter(({ type }) => type.startsWith("pulumi-nodejs:dynamics365:"));
  };

  /** Checks that nothing is planned, nothing is done and the rows stay the same. Returns the URNs. */
  const staysWhereItIs = async () => {
    expect(await planned(project)).to.deep.equal([]);
    sandbox.requests.clear();
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
    expect(sandbox.snapshot()).to.deep.equal(deployed);
    const resources = await managed();
    expect(idsByType(resources)).to.deep.equal(ids);
    return resources.map(({ urn }) => urn).toSorted();
  };

  before(async () => {
    sandbox = await startSandbox();
    atFirst = sandbox.snapshot();
    project = await PulumiProject.create({ program: program(), environment: sandbox.environment });
    await succeeds(project.up());
    deployed = sandbox.snapshot();
    ids = idsByType(await managed());
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is refused as a new account while the old one stands, and the ways out are named", async () => {
    project.setProgram(program({ named: (name) => (name === "account" ? "bot" : name) }));
    sandbox.requests.clear();
    const said = await fails(project.preview());
    expect(said).to.include(
      `appId: the environment has an account with app id ${existingBotApplication.clientId} already (row ${ids["pulumi-nodejs:dynamics365:MessagingAccount"] ?? ""}, created by Sandbox Administrator at `,
    );
    expect(said).to.include("made by this stack), and accepts each app id only once");
    for (const way of ["give it an alias", "adopt: true", "delete it"]) expect(said).to.include(way);
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  it("keeps its row under another name with an alias", async () => {
    project.setProgram(
      program({ named: (name) => `contoso-${name}`, options: (name) => `{ aliases: [{ name: "${name}" }] }` }),
    );
    expect(await staysWhereItIs()).to.deep.equal([
      "urn:pulumi:dev::test::pulumi-nodejs:dynamics365:CustomChannel::contoso-website",
      "urn:pulumi:dev::test::pulumi-nodejs:dynamics365:MessagingAccount::contoso-account",
      "urn:pulumi:dev::test::pulumi-nodejs:dynamics365:RoutingRule::contoso-vip",
      "urn:pulumi:dev::test::pulumi-nodejs:dynamics365:Workstream::contoso-chat",
    ]);
  });

  const component = `
class Contact extends pulumi.ComponentResource {
  constructor(name: string) { super("contoso:index:Contact", name); }
}
const parent = new Contact("contact");`;

  it("keeps its row inside a component", async () => {
    project.setProgram(
      program({
        component,
        options: (name) => `{ parent, aliases: [{ name: "contoso-${name}", parent: pulumi.rootStackResource }] }`,
      }),
    );
    expect(await planned(project)).to.deep.equal(["create Contact contact"]);
    sandbox.requests.clear();
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
    expect(sandbox.snapshot()).to.deep.equal(deployed);

    project.setProgram(program({ component, options: () => "{ parent }" }));
    expect(await staysWhereItIs()).to.include(
      "urn:pulumi:dev::test::contoso:index:Contact$pulumi-nodejs:dynamics365:RoutingRule::vip",
    );
  });

  it("keeps its row when the stack is renamed", async () => {
    await succeeds(project.cli("stack", "rename", "production"));
    expect(await staysWhereItIs()).to.include(
      "urn:pulumi:production::test::contoso:index:Contact$pulumi-nodejs:dynamics365:Workstream::chat",
    );
  });

  it("keeps its row when its state is renamed", async () => {
    const urn = "urn:pulumi:production::test::contoso:index:Contact$pulumi-nodejs:dynamics365:Workstream::chat";
    await succeeds(project.cli("state", "rename", urn, "conversations", "--yes"));
    project.setProgram(
      program({
        component,
        named: (name) => (name === "chat" ? "conversations" : name),
        options: () => "{ parent }",
      }),
    );
    await succeeds(project.refresh());
    expect(await staysWhereItIs()).to.include(urn.replace("::chat", "::conversations"));
  });

  it("leaves nothing behind when everything is destroyed from there", async () => {
    await succeeds(project.destroy());
    expect(sandbox.snapshot()).to.deep.equal(atFirst);
  });
});
