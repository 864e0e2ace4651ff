import { expect } from "chai";
import { type Sandbox, type SandboxOrganization, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, inState, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

/** The opposite of what the fixed row id allows, as a user might request it. */
const opposite = "{ deleteBeforeReplace: false }";

const secret = "sandbox-only-secret-0123456789abcdef";

const directLine = 'account, channelType: "DirectLine"';
const messagingApi =
  'channelType: "MessagingApi", messagingApi: { appId: "11111111-aaaa-4bbb-8ccc-0000000000c1", ' +
  'tenantId: "11111111-aaaa-4bbb-8ccc-000000000001", webhookUrl: "https://hook.example/" }';

const program = (appId: string, distributionMode: "Push" | "Pick", kind = directLine, ruleset = "Scores") => `
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";

const account = new MessagingAccount("account", { name: "Contoso", appId: "${appId}", clientSecret: "${secret}" }, ${opposite});
const workstream = new Workstream("workstream", {
  name: "Contoso",
  distributionMode: "${distributionMode}",
  fallbackQueue: "Support",
  contextVariables: [{ name: "Tier", type: "Text" }],
}, ${opposite});
new CustomChannel("channel", {
  name: "Contoso",
  ${kind},
  workstream,
  language: "en-US",
  automatedMessages: [{ trigger: "Greeting", text: "Welcome, {$Tier$} customer" }],
});
new RoutingRule("premium", {
  workstream, name: "Premium", kind: "routeToQueue", order: 1, queue: "VIP", when: { contextVariable: "Tier", value: "premium" },
});
new RoutingRule("score", {
  workstream, name: "Score", kind: "classification", order: 1, ruleset: { name: "${ruleset}", order: 1 },
  set: { attributes: [{ conversation: "PriorityScore", value: 1 }] },
}, { deletedWith: workstream });
`;

const accountTable = "msdyn_ocbotchannelregistration";
const channelTable = "msdyn_occustommessagingchannel";
const workstreamTable = "msdyn_liveworkstream";

const withAccount = ["replace CustomChannel channel", "replace MessagingAccount account"];
const withWorkstream = [
  "replace CustomChannel channel",
  "replace RoutingRule premium",
  "replace RoutingRule score",
  "replace Workstream workstream",
];

describe("replacement under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let project: PulumiProject;
  let firstApp: string;
  let secondApp: string;
  let countsAtFirst: Record<string, number>;
  let countsWithoutStack: Record<string, number>;

  before(async () => {
    sandbox = await startSandbox();
    organization = firstOrganization(sandbox);
    [firstApp, secondApp] = [newApplication(sandbox), newApplication(sandbox)];
    project = await PulumiProject.create({ program: program(firstApp, "Push"), environment: sandbox.environment });
    countsWithoutStack = counts();
    await succeeds(project.up());
    countsAtFirst = counts();
    sandbox.requests.clear();
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  afterEach(() => sandbox.requests.clear());

  /** Rows by table. More than before means orphans, fewer means losses. */
  const counts = () =>
    Object.fromEntries(
      Object.entries(sandbox.snapshot()["Contoso"] ?? {})
        .filter(([table]) => !table.startsWith("sandbox."))
        .map(([table, rows]) => [table, rows.length] as const)
        .filter(([, count]) => count > 0),
    );

  const only = (table: string) => {
    const rows = organization.rows(table);
    expect(rows.length, table).to.equal(1);
    return rows[0] ?? {};
  };

  /** Deletes and creates in these tables, in their order. */
  const order = (...tables: string[]) =>
    sandbox.requests
      .writes()
      .filter(
        ({ method, table = "", headers }) =>
          tables.includes(table) && (method === "DELETE" || "if-none-match" in headers),
      )
      .map(({ method, table }) => `${method === "DELETE" ? "delete" : "create"} ${table}`);

  /** Edits the route-to-queue document as a person would. */
  const saveRoute = (edit: (document: string) => string) => {
    const route =
      organization.rows("msdyn_decisionruleset").find((row) => row["msdyn_name"] === "Route to queues") ?? {};
    const id = String(route["msdyn_decisionrulesetid"]);
    organization.saveInDesigner(id, edit(String(route["msdyn_rulesetdefinition"])));
  };

  const everythingHangsTogether = async () => {
    const account = only(accountTable);
    const workstream = only(workstreamTable);
    const channel = only(channelTable);
    expect(channel).to.include({
      msdyn_custombotchannelregistration: account["msdyn_ocbotchannelregistrationid"],
      msdyn_liveworkstreamid: workstream["msdyn_liveworkstreamid"],
    });
    expect(only("msdyn_ocsystemmessage")).to.include({
      msdyn_instanceid: channel["msdyn_occustommessagingchannelid"],
      msdyn_messagetext: "Welcome, {$Tier$} customer",
    });
    expect(only("msdyn_ocliveworkstreamcontextvariable")).to.include({
      msdyn_name: "Tier",
      msdyn_liveworkstreamid: workstream["msdyn_liveworkstreamid"],
    });
    expect(only("msdyn_routingconfiguration")).to.include({
      msdyn_liveworkstreamid: workstream["msdyn_liveworkstreamid"],
    });
    const rules = organization.rows("msdyn_decisionruleset").map((row) => String(row["msdyn_rulesetdefinition"]));
    expect(rules.map((definition) => / name="([^"]+)"/.exec(definition)?.[1]).toSorted()).to.deep.equal([
      "Premium",
      "Score",
    ]);
    expect(organization.secretInForce(String(account["msdyn_ocbotchannelregistrationid"]))).to.equal(secret);
    expect(counts()).to.deep.equal(countsAtFirst);
    await previewsNothing(project);
  };

  it("replaces an account and its channel for another app id, the channel taken down first", async () => {
    const before = only(accountTable)["msdyn_ocbotchannelregistrationid"];
    project.setProgram(program(secondApp, "Push"));
    expect(await planned(project)).to.deep.equal(withAccount);
    await succeeds(project.up());
    expect(order(accountTable, channelTable)).to.deep.equal([
      `delete ${channelTable}`,
      `delete ${accountTable}`,
      `create ${accountTable}`,
      `create ${channelTable}`,
    ]);
    expect(only(accountTable)).to.include({ msdyn_msappid: secondApp });
    expect(only(accountTable)["msdyn_ocbotchannelregistrationid"]).not.to.equal(before);
    await everythingHangsTogether();
  });

  it("deletes nothing where Entra refuses the new account, in the preview and in an update without one", async () => {
    const before = organization.rows(accountTable);
    const nowhere = 'clientSecret: "x", tenantId: "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10", ';
    project.setProgram(
      program(secondApp, "Push").replace(/clientSecret: "[^"]+"/, `${nowhere}botType: "SingleTenant"`),
    );
    expect(await fails(project.preview())).to.contain("[bot-sign-in]");
    expect(await fails(project.up(["--skip-preview"]))).to.contain("[bot-sign-in]");
    expect(sandbox.requests.writes()).to.deep.equal([]);
    expect(organization.rows(accountTable)).to.deep.equal(before);
  });

  it("says what is gone where the create fails after the delete, and the next update brings account and channel back", async () => {
    project.setProgram(program(firstApp, "Push"));
    expect(await succeeds(project.preview()))
      .to.contain(`MessagingAccount "Contoso" is replaced: appId changes from "${secondApp}" to "${firstApp}"`)
      .and.to.contain("Its channels go first and come last, and carry no messages in between.")
      .and.to.contain('CustomChannel "Contoso" is replaced: its account is replaced')
      .and.not.to.contain("the client secret changes");
    sandbox.faults.add({ table: accountTable, method: "PATCH", action: { kind: "refuse", status: 403 } });
    expect(await fails(project.up()))
      .to.contain('Gone: The replacement deleted MessagingAccount "Contoso", CustomChannel "Contoso"')
      .and.to.contain("Then: Run `pulumi up` again");
    expect([organization.rows(accountTable), organization.rows(channelTable)]).to.deep.equal([[], []]);
    sandbox.faults.clear();
    await succeeds(project.up());
    await everythingHangsTogether();
    project.setProgram(program(secondApp, "Push"));
    await succeeds(project.up());
  });

  it("replaces a workstream with channel, messages, variables and rules for another distribution mode", async () => {
    project.setProgram(program(secondApp, "Pick"));
    expect(await planned(project)).to.deep.equal(withWorkstream);
    const byHand = '<rule id="11111111-1111-4111-8111-111111111111" name="By hand"><action/></rule>';
    saveRoute((document) => document.replace("<rules>", `<rules>${byHand}`));
    await succeeds(project.up());
    // The rule that a person made is where it was, before the rule that was created again.
    saveRoute((document) => {
      expect(document).to.match(/<rules><rule [^>]* name="By hand".*<rule [^>]* name="Premium"/);
      return document.replace(byHand, "");
    });
    expect(order(workstreamTable, channelTable)).to.deep.equal([
      `delete ${channelTable}`,
      `delete ${workstreamTable}`,
      `create ${workstreamTable}`,
      `create ${channelTable}`,
    ]);
    expect(only(workstreamTable)).to.include({ msdyn_workdistributionmode: 192350001 });
    await everythingHangsTogether();
  });

  it("replaces a tainted account under the same row id", async () => {
    const { urn, id } = await inState(project, "MessagingAccount account");
    await succeeds(project.cli("state", "taint", urn, "--yes"));
    expect(await planned(project)).to.deep.equal(withAccount);
    await succeeds(project.up());
    expect(only(accountTable)["msdyn_ocbotchannelregistrationid"]).to.equal(id);
    await everythingHangsTogether();
  });

  it("replaces a tainted workstream under the same row id", async () => {
    const { urn, id } = await inState(project, "Workstream workstream");
    await succeeds(project.cli("state", "taint", urn, "--yes"));
    expect(await planned(project)).to.deep.equal(withWorkstream);
    await succeeds(project.up());
    expect(only(workstreamTable)["msdyn_liveworkstreamid"]).to.equal(id);
    await everythingHangsTogether();
  });

  it("replaces a workstream that the command line names, with what hangs on it", async () => {
    const { urn, id } = await inState(project, "Workstream workstream");
    await succeeds(project.up(["--target-replace", urn, "--target-dependents"]));
    expect(order(workstreamTable)).to.deep.equal([`delete ${workstreamTable}`, `create ${workstreamTable}`]);
    expect(only(workstreamTable)["msdyn_liveworkstreamid"]).to.equal(id);
    await everythingHangsTogether();
  });

  it("replaces a channel for another kind, and a rule for another ruleset, under the same row ids", async () => {
    const { id } = await inState(project, "CustomChannel channel");
    const { outputs } = await inState(project, "RoutingRule score");
    project.setProgram(program(secondApp, "Pick", messagingApi, "Priorities"));
    expect(await planned(project)).to.deep.equal(["replace CustomChannel channel", "replace RoutingRule score"]);
    await succeeds(project.up());
    expect(only(channelTable)).to.include({
      msdyn_occustommessagingchannelid: id,
      msdyn_occustomchannelid: 192350005,
      msdyn_webhookurl: "https://hook.example/",
    });
    expect(only(channelTable)["msdyn_custombotchannelregistration"] ?? null).to.equal(null);
    expect(only("msdyn_ocsystemmessage")).to.include({ msdyn_instanceid: id });
    expect((await inState(project, "RoutingRule score")).outputs?.["rowId"]).to.equal(outputs?.["rowId"]);
    expect(
      organization
        .rows("msdyn_decisionruleset")
        .map((row) => row["msdyn_name"])
        .toSorted(),
    ).to.deep.equal(["Priorities", "Route to queues"]);
    await previewsNothing(project);
  });

  it("does not take a workstream away from under a rule of people", async () => {
    const byHand = '<rule id="11111111-1111-4111-8111-111111111111" name="By hand"><action/></rule>';
    saveRoute((document) => document.replace("<rules>", `<rules>${byHand}`));
    const result = await project.destroy();
    expect(result.exitCode).not.to.equal(0);
    expect(result.stdout + result.stderr)
      .to.contain("[rules-left]")
      .and.to.contain('"Route to queues": "By hand"');
    only(workstreamTable);
    saveRoute((document) => document.replace(byHand, ""));
  });

  it("leaves nothing behind after all that", async () => {
    await succeeds(project.destroy());
    expect(counts()).to.deep.equal(countsWithoutStack);
  });
});

function newApplication({ directory }: Sandbox): string {
  const application = directory.addApplication({ displayName: "bot", replicated: true });
  directory.addServicePrincipal(application.clientId);
  directory.addPassword(application, {}, { secretText: secret });
  return application.clientId;
}
