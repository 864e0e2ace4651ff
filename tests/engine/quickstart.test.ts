import { join } from "node:path";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Row, type Sandbox, startSandbox, type SandboxOrganization } from "../../provider/sandbox/index.ts";
import { identifier } from "../../provider/sandbox/identity/identifiers.ts";
import { type ExportedStack, PulumiProject } from "../support/pulumi.ts";
import { firstOrganization, previewsNothing, succeeds } from "./support/outcomes.ts";

const example = (name: string) => ({ directory: join(packageDirectory, "examples", name) });
const queueId = (name: string) => identifier("queue", name);

/** Everything that a program could leave behind. */
const everything = (sandbox: Sandbox) => ({
  rows: sandbox.snapshot(),
  azure: sandbox.azure.save(),
  entra: sandbox.directory.save(),
});

const only = (organization: SandboxOrganization, table: string): Row => {
  const [row, ...others] = organization.rows(table);
  expect(others, table).to.deep.equal([]);
  return row ?? {};
};

const withoutRuleIds = (definition: unknown) => String(definition).replaceAll(/ id="[^"]+"/g, "");

const resourceOf = ({ deployment }: ExportedStack, type: string, name?: string) =>
  deployment.resources?.find((resource) => resource.type === type && resource.urn.endsWith(name ?? ""));

describe("the quickstart", function () {
  this.timeout(300_000);

  const endpointOf = ({ id }: SandboxOrganization) =>
    `https://m-${id}.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=${id}`;

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let project: PulumiProject;
  let atFirst: ReturnType<typeof everything>;

  before(async () => {
    sandbox = await startSandbox({ standIns: true });
    organization = firstOrganization(sandbox);
    atFirst = everything(sandbox);
    project = await PulumiProject.create({ program: example("quickstart"), environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("deploys the whole chain in one go", async () => {
    expect(await succeeds(project.up())).to.match(/\+ 12 created/);
    const application = sandbox.directory.applications().find(({ displayName }) => displayName === "Contoso chat");
    expect(only(organization, "msdyn_ocbotchannelregistration")).to.include({
      msdyn_name: "Contoso chat",
      msdyn_msappid: application?.clientId,
      msdyn_tenantid: sandbox.directory.home.tenantId,
      msdyn_bottype: 192350001,
      msdyn_iscustommessagingbcr: true,
      msdyn_messagingendpoint: endpointOf(organization),
    });
    const account = String(only(organization, "msdyn_ocbotchannelregistration")["msdyn_ocbotchannelregistrationid"]);
    expect(only(organization, "msdyn_ocbotchannelregistrationsecret")).to.include({
      msdyn_ocbotchannelregistrationid: account,
      msdyn_securemsappsecret: application?.passwords[0]?.secretText,
    });
    expect(organization.secretInForce(account)).to.equal(application?.passwords[0]?.secretText);
  });

  it("wires the bot to the endpoint that the account got", async () => {
    const stack = await project.exportStack();
    const bot = resourceOf(stack, "azure-native:botservice:Bot");
    const account = resourceOf(stack, "pulumi-nodejs:dynamics365:MessagingAccount");
    expect(account?.outputs?.["messagingEndpoint"]).to.equal(endpointOf(organization));
    expect((bot?.inputs?.["properties"] as Record<string, unknown>)["endpoint"]).to.equal(endpointOf(organization));
    const made = sandbox.azure.bots().find(({ resourceGroupName }) => resourceGroupName !== "existing-rg");
    expect(made?.properties["endpoint"]).to.equal(endpointOf(organization));
    expect(sandbox.azure.channels().map(({ name, botId }) => [name, botId])).to.deep.equal([
      ["DirectLineChannel", made?.id],
    ]);
  });

  it("makes the workstream with its queue, its variable and the contract that rules read", () => {
    expect(only(organization, "msdyn_liveworkstream")).to.include({
      // Derived from namespace, URN and name. If this number changed, every stack would lose its rows.
      msdyn_liveworkstreamid: "48a2c272-216f-8b1a-b5b9-1a53862393d5",
      msdyn_name: "Contoso chat",
      msdyn_streamsource: 192350002,
      msdyn_mode: 717210001,
      msdyn_workdistributionmode: 192350000,
      msdyn_defaultqueue: queueId("Support"),
      msdyn_capacityformat: 192350000,
      msdyn_capacityrequired: 30,
    });
    expect(only(organization, "msdyn_ocliveworkstreamcontextvariable")).to.include({
      msdyn_name: "Tier",
      msdyn_datatype: 192350000,
      msdyn_liveworkstreamid: "48a2c272-216f-8b1a-b5b9-1a53862393d5",
    });
    const contract = organization.row(
      "msdyn_decisioncontract",
      String(only(organization, "msdyn_liveworkstream")["msdyn_routingcontractid"]),
    );
    expect(contract?.["msdyn_contractdefinition"]).to.contain('<variable name="Tier" data-type="string"/>');
  });

  it("ties the channel to account and workstream, with its greeting and attachments", () => {
    const channel = only(organization, "msdyn_occustommessagingchannel");
    expect(channel).to.include({
      msdyn_name: "Contoso website",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: only(organization, "msdyn_ocbotchannelregistration")[
        "msdyn_ocbotchannelregistrationid"
      ],
      msdyn_liveworkstreamid: "48a2c272-216f-8b1a-b5b9-1a53862393d5",
      msdyn_ocwidgetlanguage: "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f",
      msdyn_enablefileattachmentsforcustomers: true,
      msdyn_enablefileattachmentsforagents: true,
    });
    expect(only(organization, "msdyn_ocsystemmessage")).to.include({
      msdyn_instanceid: channel["msdyn_occustommessagingchannelid"],
      msdyn_systemmessageeventtype: 192350056,
      msdyn_messagetext: "Welcome to Contoso. We are with you in a moment.",
    });
  });

  it("stores both rules in one rule set, in their order", () => {
    const ruleSet = only(organization, "msdyn_decisionruleset");
    expect(withoutRuleIds(ruleSet["msdyn_rulesetdefinition"])).to.equal(
      '<decision hit-policy="all" version="1"><rules>' +
        '<rule name="Premium customers"><logical operator="AND"><condition operator="==">' +
        '<lhs type="attribute">liveworkitemcontext.Tier</lhs><rhs type="staticvalue">premium</rhs></condition></logical>' +
        '<action><setattribute><lhs type="attribute">assign_to.queue</lhs>' +
        `<rhs type="staticvalue">${queueId("VIP")}</rhs></setattribute></action></rule>` +
        '<rule name="Everyone else"><logical operator="AND"><condition operator="not-null">' +
        '<lhs type="attribute">msdyn_ocliveworkitem.msdyn_createdon</lhs></condition></logical>' +
        '<action><setattribute><lhs type="attribute">assign_to.queue</lhs>' +
        `<rhs type="staticvalue">${queueId("Support")}</rhs></setattribute></action></rule>` +
        "</rules></decision>",
    );
    const configuration = only(organization, "msdyn_routingconfiguration");
    expect(configuration).to.include({
      msdyn_liveworkstreamid: "48a2c272-216f-8b1a-b5b9-1a53862393d5",
      msdyn_isactiveconfiguration: true,
    });
    expect(only(organization, "msdyn_routingconfigurationstep")).to.include({
      msdyn_type: 192350002,
      msdyn_routingconfigurationid: configuration["msdyn_routingconfigurationid"],
      msdyn_rulesetid: ruleSet["msdyn_decisionrulesetid"],
    });
  });

  it("gives the endpoint in clear and the Direct Line key as a secret", async () => {
    const [channel] = sandbox.azure.channels();
    expect(await project.outputs()).to.include({
      botEndpoint: endpointOf(organization),
      directLineKey: "[secret]",
    });
    expect(await project.outputs({ showSecrets: true })).to.include({ directLineKey: channel?.keys[0]?.key });
  });

  it("stores one line as code, the same in inputs and outputs", async () => {
    const stack = await project.exportStack();
    for (const type of ["MessagingAccount", "CustomChannel", "Workstream", "RoutingRule"]) {
      const line = `exports.handler = () => require("pulumi-dynamics365/handlers").${type};`;
      const resource = resourceOf(stack, `pulumi-nodejs:dynamics365:${type}`);
      expect([resource?.inputs?.["__provider"], resource?.outputs?.["__provider"]]).to.deep.equal([line, line]);
      expect(line.length).to.be.below(200);
    }
  });

  it("has nothing left to do", async () => {
    await previewsNothing(project);
    const deployed = everything(sandbox);
    expect(await succeeds(project.up())).to.match(/12 unchanged/);
    expect(everything(sandbox)).to.deep.equal(deployed);
  });

  it("has nothing left to do after a refresh", async () => {
    expect(await succeeds(project.refresh())).to.match(/12 unchanged/);
    await previewsNothing(project);
  });

  it("takes everything away again", async () => {
    await succeeds(project.destroy());
    expect(everything(sandbox)).to.deep.equal(atFirst);
  });
});

describe("the example with a bot that exists", function () {
  this.timeout(300_000);

  it("deploys with the bot's identity from configuration, and leaves nothing behind", async () => {
    const sandbox = await startSandbox({ standIns: true });
    const organization = firstOrganization(sandbox);
    const atFirst = everything(sandbox);
    const project = await PulumiProject.create({
      program: example("existing-bot"),
      config: {
        "dynamics365-existing-bot:botAppId": existingBotApplication.clientId,
        "dynamics365-existing-bot:botClientSecret": { secret: existingBotApplication.clientSecret },
      },
      environment: sandbox.environment,
    });
    try {
      await succeeds(project.up());
      const account = only(organization, "msdyn_ocbotchannelregistration");
      expect(account).to.include({ msdyn_name: "Existing bot", msdyn_msappid: existingBotApplication.clientId });
      expect(organization.secretInForce(String(account["msdyn_ocbotchannelregistrationid"]))).to.equal(
        existingBotApplication.clientSecret,
      );
      expect(await project.outputs()).to.deep.equal({ messagingEndpoint: account["msdyn_messagingendpoint"] });
      expect(only(organization, "msdyn_liveworkstream")).to.include({
        msdyn_name: "Partners",
        msdyn_workdistributionmode: 192350001,
        msdyn_defaultqueue: queueId("Support"),
      });
      expect(only(organization, "msdyn_occustommessagingchannel")).to.include({
        msdyn_name: "Partners",
        msdyn_custombotchannelregistration: account["msdyn_ocbotchannelregistrationid"],
        msdyn_ocwidgetlanguage: "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f",
      });
      const definition = String(only(organization, "msdyn_decisionruleset")["msdyn_rulesetdefinition"]);
      expect(definition).to.contain(`<rhs type="staticvalue">${queueId("Sales")}</rhs>`);

      await succeeds(project.refresh());
      await previewsNothing(project);
      await succeeds(project.destroy());
      expect(everything(sandbox)).to.deep.equal(atFirst);
    } finally {
      project.remove();
      await sandbox.close();
    }
  });
});

describe("the example with two environments", function () {
  this.timeout(300_000);

  it("puts each workstream where its provider points, and leaves nothing behind", async () => {
    const sandbox = await startSandbox({ organizations: 2 });
    const [test, production] = sandbox.organizations;
    if (test === undefined || production === undefined) throw new Error("The sandbox has not two organizations");
    const atFirst = sandbox.snapshot();
    const project = await PulumiProject.create({
      program: example("two-environments"),
      config: {
        "dynamics365-two-environments:testUrl": test.url,
        "dynamics365-two-environments:productionUrl": production.url,
      },
      environment: sandbox.environment,
    });
    try {
      await succeeds(project.up());
      expect(await project.outputs()).to.deep.equal({
        testWorkstream: only(test, "msdyn_liveworkstream")["msdyn_liveworkstreamid"],
        productionWorkstream: only(production, "msdyn_liveworkstream")["msdyn_liveworkstreamid"],
      });
      const stack = await project.exportStack();
      const ofWorkstream = (name: string) =>
        resourceOf(stack, "pulumi-nodejs:dynamics365:Workstream", `::${name}`)?.outputs?.["organizationId"];
      expect([ofWorkstream("test"), ofWorkstream("production")]).to.deep.equal([test.id, production.id]);
      for (const organization of [test, production]) {
        expect(only(organization, "msdyn_liveworkstream")).to.include({ msdyn_name: "Contoso chat" });
        expect(withoutRuleIds(only(organization, "msdyn_decisionruleset")["msdyn_rulesetdefinition"])).to.contain(
          '<rule name="Everyone">',
        );
      }
      await succeeds(project.refresh());
      await previewsNothing(project);
      await succeeds(project.destroy());
      expect(sandbox.snapshot()).to.deep.equal(atFirst);
    } finally {
      project.remove();
      await sandbox.close();
    }
  });
});
