import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { packageDirectory } from "../../examples/runner/package-directory.ts";
import { type Fault, type Sandbox, type SandboxOrganization, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, inState, previewsNothing, succeeds } from "./support/outcomes.ts";

const secret = "sandbox-only-secret-0123456789abcdef";

const accountTable = "msdyn_ocbotchannelregistration";
const secretTable = "msdyn_ocbotchannelregistrationsecret";
const channelTable = "msdyn_occustommessagingchannel";
const messageTable = "msdyn_ocsystemmessage";
const workstreamTable = "msdyn_liveworkstream";
const variableTable = "msdyn_ocliveworkstreamcontextvariable";
const ruleSetTable = "msdyn_decisionruleset";
const made = [accountTable, secretTable, channelTable, messageTable, workstreamTable, variableTable, ruleSetTable];

const program = (appId: string) => `
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const account = new MessagingAccount("account", { name: "Contoso", appId: "${appId}", clientSecret: "${secret}" });
const workstream = new Workstream("workstream", {
  name: "Contoso", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }],
});
new CustomChannel("channel", {
  name: "Contoso", account, workstream, channelType: "DirectLine", language: 1033,
  automatedMessages: [{ trigger: "Greeting", text: "Welcome" }],
});
new RoutingRule("rule", { workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support" });
`;

const createOf = (table: string, action: Fault["action"]): Fault => ({ method: "PATCH", table, action });

describe("failures under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let project: PulumiProject;

  beforeEach(async () => {
    sandbox = await startSandbox();
    organization = firstOrganization(sandbox);
    const application = sandbox.directory.addApplication({ displayName: "bot", replicated: true });
    sandbox.directory.addServicePrincipal(application.clientId);
    sandbox.directory.addPassword(application, {}, { secretText: secret });
    project = await PulumiProject.create({
      program: program(application.clientId),
      config: { "dynamics365:endpointTimeoutSeconds": "1" },
      environment: sandbox.environment,
    });
  });

  afterEach(async () => {
    project.remove();
    await sandbox.close();
  });

  const counts = () => made.map((table) => [table, organization.rows(table).length]);
  const oneOfEach = made.map((table) => [table, 1]);
  const nothing = made.map((table) => [table, 0]);

  it("keeps an account whose endpoint never came, so that it can be destroyed or healed", async () => {
    sandbox.switches.set({ endpointFill: "onValidate" });
    const text = await fails(project.up());
    expect(text).to.contain("[endpoint-not-filled]").and.to.contain("press Validate");
    const unready = await inState(project, "MessagingAccount account");
    expect(unready.initErrors?.length).to.equal(1);
    expect(unready.outputs).to.include({
      name: "Contoso",
      rowId: unready.id,
      organizationId: organization.id,
      __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").MessagingAccount;',
    });
    expect(organization.row(accountTable, String(unready.id))).to.include({ msdyn_name: "Contoso" });

    await succeeds(project.refresh());
    await succeeds(project.destroy());
    expect(counts()).to.deep.equal(nothing);

    await fails(project.up());
    organization.validate(String(unready.id));
    await succeeds(project.up());
    const healed = await inState(project, "MessagingAccount account");
    expect(healed).to.not.have.property("initErrors");
    expect(healed.outputs?.["messagingEndpoint"]).to.equal(
      organization.row(accountTable, String(unready.id))?.["msdyn_messagingendpoint"],
    );
    expect(counts()).to.deep.equal(oneOfEach);
    await previewsNothing(project);
  });

  it("makes nothing twice where the answers of creates are lost", async () => {
    for (const table of [accountTable, secretTable, workstreamTable, ruleSetTable])
      sandbox.faults.add(createOf(table, { kind: "dropAnswer" }));
    sandbox.faults.add({ operation: "batch", times: 2, action: { kind: "dropAnswer" } });
    await succeeds(project.up());
    expect(counts()).to.deep.equal(oneOfEach);
    await previewsNothing(project);
    await succeeds(project.destroy());
    expect(counts()).to.deep.equal(nothing);
  });

  it("meets its own row after a killed run, and names the collision once that run is a day old", async () => {
    sandbox.faults.add({ ...createOf(accountTable, { kind: "stall" }), times: Infinity });
    const run = project.start("up", "--yes", "--skip-preview");
    const [row] = await untilThere(() => organization.rows(accountTable));
    run.kill();
    sandbox.faults.clear();
    await succeeds(project.cli("cancel", "--yes"));
    const { deployment } = await project.exportStack();
    expect(deployment.pending_operations?.map(({ type }) => type)).to.include("creating");

    const id = String(row?.[`${accountTable}id`]);
    const madeAt = row?.["createdon"];
    organization.insertRaw(accountTable, id, { ...row, createdon: "2026-01-02T03:04:05Z" });
    const text = await fails(project.up());
    expect(text).to.contain("Sandbox Administrator at 2026-01-02T03:04:05Z").and.to.contain(id);
    expect(counts()).to.not.deep.equal(nothing);

    organization.insertRaw(accountTable, id, { ...row, createdon: madeAt ?? null });
    expect(await succeeds(project.up())).to.contain(
      `found the row that an interrupted create of this resource left (${id}), and continues with it`,
    );
    expect(counts()).to.deep.equal(oneOfEach);
    await previewsNothing(project);
  });

  it("finishes in the next run a workstream whose second half was refused", async () => {
    sandbox.faults.add({ table: variableTable, action: { kind: "refuse", status: 400 }, method: "PATCH" });
    await fails(project.up());
    const half = await inState(project, "Workstream workstream");
    expect(half.initErrors?.length).to.equal(1);
    expect(organization.rows(variableTable)).to.deep.equal([]);

    await succeeds(project.up());
    expect(counts()).to.deep.equal(oneOfEach);
    expect(organization.rows(variableTable).map((row) => row["msdyn_liveworkstreamid"])).to.deep.equal([half.id]);
    await previewsNothing(project);
  });
});

describe("a plugin whose engine was killed", function () {
  this.timeout(30_000);

  it("ends with the first line that nobody reads", async () => {
    // Like Pulumi's dynamic provider, which prints an error that nothing caught.
    const program =
      'process.on("uncaughtException", (error) => console.error(error));' +
      'import("pulumi-dynamics365/handlers").then(() => setInterval(() => console.log("waiting"), 10));';
    const plugin = spawn(process.execPath, ["--eval", program], { cwd: packageDirectory });
    const ended = once(plugin, "exit");
    await once(plugin.stdout, "data");
    plugin.stdout.destroy();
    plugin.stderr.destroy();
    const watch = setTimeout(() => plugin.kill("SIGKILL"), 10_000);
    const [exitCode] = (await ended) as [number | null];
    clearTimeout(watch);
    expect(exitCode).to.equal(1);
  });
});

async function untilThere<Element>(look: () => readonly Element[]): Promise<readonly Element[]> {
  for (;;) {
    const found = look();
    if (found.length > 0) return found;
    await sleep(50);
  }
}
