import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { changes } from "../support/preview-steps.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, planned, previewsNothing, succeeds } from "./support/outcomes.ts";
import {
  accountTable,
  channelTable,
  clientId,
  clientSecret,
  imports,
  namesOf,
  secretTable,
  workstreamTable,
} from "./support/option-programs.ts";

describe("adopt", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let byHand: { account: string; workstream: string; channel: string };

  const rows = (table: string) => firstOrganization(sandbox).rows(table);
  const program = (adopt: string, options = "{}") => `${imports}
    const account = new MessagingAccount("account", { name: "Contoso", appId: "${clientId}", ${adopt} });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Pick", ${adopt} }, ${options});
    new CustomChannel("website", {
      name: "Website", account, workstream, channelType: "DirectLine", language: "fr-FR", ${adopt}
    }, ${options});
    new Workstream("other", { name: "Other", distributionMode: "Push", ${adopt} });
  `;

  before(async () => {
    sandbox = await startSandbox();
    const organization = firstOrganization(sandbox);
    const insert = (table: string, values: Parameters<typeof organization.insert>[1]) =>
      String(organization.insert(table, values)[`${table}id`]);
    const queue = rows("queue").find(({ name }) => name === "Sales")?.["queueid"];
    const account = insert(accountTable, {
      msdyn_name: "By hand",
      msdyn_msappid: clientId,
      msdyn_iscustommessagingbcr: true,
    });
    insert(secretTable, {
      msdyn_name: "s",
      msdyn_securemsappsecret: clientSecret,
      msdyn_ocbotchannelregistrationid: account,
    });
    const workstream = insert(workstreamTable, {
      msdyn_name: "Chat",
      msdyn_streamsource: 192350002,
      msdyn_mode: 717210001,
      msdyn_direction: 0,
      msdyn_workdistributionmode: 192350001,
      msdyn_capacityrequired: 7,
      msdyn_autocloseafterinactivity: 60,
      msdyn_allowedpresences: "192360000",
      msdyn_defaultqueue: String(queue),
    });
    const channel = insert(channelTable, {
      msdyn_name: "Website",
      msdyn_occustomchannelid: 192350000,
      msdyn_enablefileattachmentsforagents: true,
      msdyn_custombotchannelregistration: account,
      msdyn_liveworkstreamid: workstream,
    });
    byHand = { account, workstream, channel };
    const alone = `new MessagingAccount("account", { name: "Contoso", appId: "${clientId}" });`;
    project = await PulumiProject.create({ program: `${imports}${alone}`, environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is what the preview of a collision proposes", async () => {
    const said = await fails(project.preview());
    expect(said).to.include(
      `the environment has an account with app id ${clientId} already (row ${byHand.account}, created by Sandbox Administrator at `,
    );
    expect(said).to.include("take the account over with adopt: true");
  });

  it("shows in preview which rows it takes over, and which it makes", async () => {
    project.setProgram(program("adopt: true"));
    const steps = changes(await project.previewSteps()).slice(1);
    const adopts = Object.fromEntries(
      steps.map(({ urn, newState }) => [urn.split("::").at(-1) ?? "", newState?.inputs?.["adopts"]]),
    );
    expect(adopts).to.deep.equal({
      account: byHand.account,
      chat: byHand.workstream,
      website: byHand.channel,
      other: undefined,
    });
    expect(await succeeds(project.preview(["--diff"]))).to.include(`adopts `);
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  it("takes over, writing what the program says and leaving the rest", async () => {
    await succeeds(project.up());
    const french = rows("msdyn_oclanguage").find((row) => row["msdyn_localecode"] === "fr-FR");
    expect(rows(accountTable)).to.have.length(1);
    expect(rows(accountTable)[0]).to.include({
      msdyn_ocbotchannelregistrationid: byHand.account,
      msdyn_name: "Contoso",
    });
    expect(rows(secretTable).map((row) => row["msdyn_securemsappsecret"])).to.deep.equal([clientSecret]);
    expect(rows(channelTable)).to.have.length(1);
    expect(rows(channelTable)[0]).to.include({
      msdyn_occustommessagingchannelid: byHand.channel,
      msdyn_enablefileattachmentsforagents: true,
      msdyn_ocwidgetlanguage: french?.["msdyn_oclanguageid"],
    });
    expect(namesOf(rows(workstreamTable))).to.deep.equal(["Chat", "Other"]);
    expect(firstOrganization(sandbox).row(workstreamTable, byHand.workstream)).to.include({
      msdyn_capacityrequired: 7,
      msdyn_autocloseafterinactivity: 60,
      msdyn_allowedpresences: "192360000",
    });
    expect(sandbox.requests.writes().filter(({ table }) => table === secretTable)).to.deep.equal([]);
    expect(await planned(project)).to.deep.equal([]);
  });

  it("can go from the program, and nothing changes", async () => {
    project.setProgram(program(""));
    expect(await planned(project)).to.deep.equal([]);
    sandbox.requests.clear();
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
    await succeeds(project.refresh());
    expect(await planned(project)).to.deep.equal([]);
  });

  it("deletes adopted rows on destroy, and retainOnDelete keeps them", async () => {
    project.setProgram(program("", "{ retainOnDelete: true }"));
    await succeeds(project.up());
    const said = await fails(project.destroy());
    expect(said).to.include('channels would be lost with it: "Website". [channels-would-die]');
    expect(said).to.include("The service deletes the channels of an account together with it, without asking");

    firstOrganization(sandbox).remove(channelTable, byHand.channel);
    await succeeds(project.destroy());
    expect(rows(accountTable)).to.deep.equal([]);
    expect(rows(secretTable)).to.deep.equal([]);
    expect(namesOf(rows(workstreamTable))).to.deep.equal(["Chat"]);
  });
});

describe("options of resources", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  const renewed = "sandbox-only.renewed.secret.of-the-bot..";

  const rows = (table: string) => firstOrganization(sandbox).rows(table);
  const secretInForce = () =>
    firstOrganization(sandbox).secretInForce(String(rows(accountTable)[0]?.["msdyn_ocbotchannelregistrationid"]));
  const program = (secret: string, { account = "{}", workstream = "{}" } = {}) => `${imports}
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type === "pulumi-nodejs:dynamics365:Workstream" ? { props: { ...props, fallbackQueue: "Support" }, opts } : undefined,
    );
    const account = new MessagingAccount("account", { name: "Contoso", appId: "${clientId}", clientSecret: "${secret}" }, ${account});
    const workstream = new Workstream("chat", {
      name: "Chat", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }],
    }, ${workstream});
    const channel = new CustomChannel("website", {
      name: "Website", account, workstream, channelType: "DirectLine", language: "en-US",
      automatedMessages: [{ trigger: "Greeting", text: "Hello" }],
    }, {
      transforms: [({ props, opts }) => ({ props: { ...props, realTimeTranslation: true }, opts })],
      transformations: [({ props, opts }) => ({ props: { ...props, attachments: { agents: true } }, opts })],
    });
    new RoutingRule("everyone", { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" }, { dependsOn: channel });
    const test = new Provider("test", {
      environmentUrl: process.env.SECOND_URL, accessToken: process.env.DYNAMICS365_ACCESS_TOKEN,
    });
    new Workstream("test", { name: "Test", distributionMode: "Pick" }, { provider: test });
  `;

  before(async () => {
    sandbox = await startSandbox({ organizations: 2 });
    project = await PulumiProject.create({
      program: program(clientSecret, {
        account: '{ ignoreChanges: ["clientSecret"] }',
        workstream: "{ protect: true }",
      }),
      environment: { ...sandbox.environment, SECOND_URL: sandbox.organizations[1]?.url ?? "" },
      config: { "dynamics365:solution": "Channels" },
    });
    await succeeds(project.up());
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("solution: names the solution with new rows of tables that know solutions, and with no other", () => {
    const named = sandbox.requests
      .writes()
      .filter(({ organization, operation }) => organization === "Contoso" && operation !== "WhoAmI")
      .map(({ table, headers }) => `${String(table)} ${String(headers["mscrm.solutionuniquename"])}`);
    expect([...new Set(named)].toSorted()).to.deep.equal([
      "msdyn_decisioncontract Channels",
      "msdyn_decisionruleset Channels",
      "msdyn_liveworkstream Channels",
      "msdyn_ocbotchannelregistration undefined",
      "msdyn_ocbotchannelregistrationsecret undefined",
      "msdyn_occustommessagingchannel undefined",
      "msdyn_ocliveworkstreamcontextvariable Channels",
      "msdyn_ocsystemmessage undefined",
      "msdyn_routingconfiguration Channels",
      "msdyn_routingconfigurationstep Channels",
    ]);
  });

  it("transforms: what they set reaches the rows", () => {
    const support = rows("queue").find(({ name }) => name === "Support")?.["queueid"];
    expect(rows(workstreamTable).map((row) => row["msdyn_defaultqueue"])).to.deep.equal([support]);
    expect(rows(channelTable)[0]).to.include({
      msdyn_enablerealtimelanguagetranslation: true,
      msdyn_enablefileattachmentsforagents: true,
    });
  });

  it("dependsOn: the rule comes after the channel", () => {
    const order = sandbox.requests.writes().map(({ table }) => table);
    expect(order.indexOf("msdyn_decisionruleset")).to.be.greaterThan(order.indexOf(channelTable));
  });

  it("provider: the resource is in the environment of its own provider", () => {
    expect(namesOf(rows(workstreamTable))).to.deep.equal(["Chat"]);
    expect(namesOf(sandbox.organizations[1]?.rows(workstreamTable) ?? [])).to.deep.equal(["Test"]);
  });

  it("ignoreChanges: another client secret is no change", async () => {
    const application = sandbox.directory.applicationByClientId(clientId);
    if (application === undefined) throw new Error("The application of the bot is missing");
    sandbox.directory.addPassword(application, { displayName: "renewed" }, { secretText: renewed });
    project.setProgram(
      program(renewed, { account: '{ ignoreChanges: ["clientSecret"] }', workstream: "{ protect: true }" }),
    );
    expect(await planned(project)).to.deep.equal([]);
    expect(secretInForce()).to.equal(clientSecret);
  });

  it("a saved plan carries a rotation, and holds no secret", async () => {
    project.setProgram(program(renewed));
    expect(await planned(project, ["--save-plan", "plan.json"])).to.deep.equal(["update MessagingAccount account"]);
    const plan = readFileSync(join(project.directory, "plan.json"), "utf8");
    expect(plan).not.to.include(renewed);
    expect(plan).not.to.include(clientSecret);

    await succeeds(project.up(["--plan", "plan.json"]));
    expect(secretInForce()).to.equal(renewed);
    expect(await planned(project)).to.deep.equal([]);
  });

  it("a saved plan does not let through what it does not hold", async () => {
    await succeeds(project.preview(["--save-plan", "plan.json"]));
    project.setProgram(program(renewed).replace('name: "Contoso"', 'name: "Contoso too"'));
    const said = await fails(project.up(["--plan", "plan.json"]));
    expect(said).to.include("violates plan");
    expect(namesOf(rows(accountTable))).to.deep.equal(["Contoso"]);
  });

  it("protect: destroy leaves the protected row, and takes it once it is unprotected", async () => {
    project.setProgram(program(renewed, { workstream: "{ protect: true }" }));
    await succeeds(project.up());
    const before = rows(workstreamTable);
    const said = await fails(project.destroy());
    expect(said).to.match(/::chat" cannot be deleted\s+because it is protected/);
    expect(rows(workstreamTable)).to.deep.equal(before);
    await succeeds(project.cli("state", "unprotect", "--all", "--yes"));
  });

  it("leaves nothing behind in either environment", async () => {
    await succeeds(project.destroy());
    const tables = [
      accountTable,
      secretTable,
      workstreamTable,
      channelTable,
      "msdyn_decisionruleset",
      "msdyn_ocsystemmessage",
    ];
    const left = sandbox.organizations.flatMap((organization) => tables.flatMap((table) => organization.rows(table)));
    expect(left).to.deep.equal([]);
  });
});

describe("options that parents, transformations and other resources give", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  const rows = (table: string) => firstOrganization(sandbox).rows(table);
  const program = ({ mode = "Push", renamed = "Renamed", trigger = "1", component = "{ retainOnDelete: true }" }) => `
    ${imports}
    class Component extends pulumi.ComponentResource {
      constructor(name, opts) { super("contoso:index:Component", name, {}, opts); }
    }
    pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
      type.startsWith("pulumi-nodejs:") ? { props, opts: { ...opts, deleteBeforeReplace: false } } : undefined,
    );
    const account = new MessagingAccount("account", {
      name: "Contoso", appId: "${clientId}", clientSecret: "${clientSecret}", skipCredentialCheck: true,
    }, { replacementTrigger: "${trigger}" });
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { replacementTrigger: "${trigger}" });
    new CustomChannel("website", { name: "Website", account, workstream, channelType: "DirectLine", language: "en-US" });
    new RoutingRule("everyone", { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" });
    new Workstream("renamed", { name: "${renamed}", distributionMode: "Push" }, { replaceOnChanges: ["name"] });
    const component = new Component("component", ${component});
    new Workstream("kept", { name: "Kept", distributionMode: "${mode}" }, { parent: component });
  `;
  const madeAt = (): unknown[] =>
    [accountTable, workstreamTable, channelTable].flatMap((table) =>
      rows(table)
        .filter((row) => row["msdyn_name"] !== "Kept")
        .map((row) => row["createdon"]),
    );

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program: program({}), environment: sandbox.environment });
    await succeeds(project.up());
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("replaceOnChanges, replacementTrigger: replace the row, with all that hangs on it, and delete it first", async () => {
    const first = madeAt();
    project.setProgram(program({ mode: "Pick", renamed: "Other name", trigger: "2" }));
    expect(await planned(project)).to.deep.equal([
      "replace CustomChannel website",
      "replace MessagingAccount account",
      "replace RoutingRule everyone",
      "replace Workstream chat",
      "replace Workstream kept",
      "replace Workstream renamed",
    ]);
    expect(await succeeds(project.up())).to.include(
      'Workstream "Renamed" is replaced: name changes, which the option replaceOnChanges names.',
    );
    const again = madeAt();
    expect(again).to.have.length(first.length);
    expect(again.filter((time) => first.includes(time))).to.deep.equal([]);
    await previewsNothing(project);
  });

  it("retainOnDelete of a parent: the kept row stays as it is, and the new one has an id of its own", () => {
    const kept = rows(workstreamTable).filter((row) => row["msdyn_name"] === "Kept");
    expect(kept.map((row) => row["msdyn_workdistributionmode"])).to.have.members([192350000, 192350001]);
  });

  it("deletedWith of a parent: is refused before anything registers", async () => {
    project.setProgram(program({ component: "{ deletedWith: workstream }" }));
    const said = await fails(project.preview());
    expect(said).to.include("The program has 1 fault; nothing was deployed.");
    expect(said).to.include('Workstream "kept": its parent has deletedWith, which children inherit');
  });

  it("leave behind what is kept, and nothing else", async () => {
    await succeeds(project.destroy());
    expect(namesOf(rows(workstreamTable))).to.deep.equal(["Kept", "Kept"]);
    for (const table of [accountTable, secretTable, channelTable, "msdyn_decisionruleset"])
      expect(rows(table), table).to.deep.equal([]);
  });
});
