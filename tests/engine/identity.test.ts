import { expect } from "chai";
import { type Sandbox, type SandboxOrganization, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, inState, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const workstreamTable = "msdyn_liveworkstream";
const [w, x, y] = ["0", "1", "2"].map((n) => `11111111-2222-5333-8444-00000000000${n}`) as [string, string, string];

const imports = `import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";\n`;

describe("whose row it is, under the real engine", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let organization: SandboxOrganization;
  let project: PulumiProject;

  beforeEach(async () => {
    sandbox = await startSandbox();
    organization = firstOrganization(sandbox);
    project = await PulumiProject.create({ program: imports, environment: sandbox.environment });
  });

  afterEach(async () => {
    project.remove();
    await sandbox.close();
  });

  const rows = (table: string) => organization.rows(table);

  it("accounts named by position move up with their app ids, or are refused before anything is deleted", async () => {
    const bots = (appIds: readonly string[], inTurn = false) => `${imports}
      const bots = [];
      for (const [n, appId] of ${JSON.stringify(appIds)}.entries())
        bots.push(new MessagingAccount("bot-" + n, {
          name: "Bot " + n, appId, clientSecret: "a-secret~of-the-bot", skipCredentialCheck: true,
        }, { dependsOn: ${inTurn} ? [...bots] : [] }));`;
    const appIds = () =>
      Object.fromEntries(rows(accountTable).map((row) => [String(row["msdyn_name"]), row["msdyn_msappid"]]));
    project.setProgram(bots([x, y]));
    await succeeds(project.up());

    const before = sandbox.snapshot();
    for (const program of [bots([y, x]), bots([y])]) {
      project.setProgram(program);
      expect(await fails(project.preview())).to.include("name each by its app id instead of its position");
      expect(await fails(project.up())).to.include("made by this stack), and accepts each app id only once");
      expect(sandbox.snapshot()).to.deep.equal(before);
    }

    project.setProgram(bots([w, x, y], true));
    expect(await planned(project)).to.deep.equal([
      "create MessagingAccount bot-2",
      "replace MessagingAccount bot-0",
      "replace MessagingAccount bot-1",
    ]);
    await succeeds(project.up());
    expect(appIds()).to.deep.equal({ "Bot 0": w, "Bot 1": x, "Bot 2": y });
    await previewsNothing(project);
  });

  it("a workstream that retainOnDelete keeps stays as it is, and the new one has an id of its own", async () => {
    const program = (mode: string) => `${imports}
      new Workstream("chat", { name: "Chat", distributionMode: "${mode}" }, { retainOnDelete: true });`;
    project.setProgram(program("Push"));
    await succeeds(project.up());
    const [kept] = rows(workstreamTable);
    project.setProgram(program("Pick"));
    expect(await planned(project)).to.deep.equal(["replace Workstream chat"]);
    await succeeds(project.up());
    expect(rows(workstreamTable)).to.have.length(2);
    expect(rows(workstreamTable)).to.deep.include(kept);
    const { id } = await inState(project, "Workstream chat");
    expect(organization.row(workstreamTable, String(id))).to.include({ msdyn_workdistributionmode: 192350001 });
    await previewsNothing(project);
    await succeeds(project.refresh());
    await previewsNothing(project);
  });

  it("deletedWith leaves nothing behind, and takes no row of people along", async () => {
    const atFirst = sandbox.snapshot();
    const program = `${imports}
      const account = new MessagingAccount("account", {
        name: "Bot", appId: "${x}", clientSecret: "a-secret~of-the-bot", skipCredentialCheck: true,
      });
      const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
      new CustomChannel("website", {
        name: "Website", account, workstream, channelType: "DirectLine", language: "en-US",
        automatedMessages: [{ trigger: "Greeting", text: "Hello" }],
      }, { deletedWith: account });
      new RoutingRule("everyone", {
        workstream, name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support",
      }, { deletedWith: workstream });`;
    project.setProgram(program);
    await succeeds(project.up());
    const { id } = await inState(project, "MessagingAccount account");
    const theirs = String(
      organization.insert("msdyn_occustommessagingchannel", {
        msdyn_name: "By hand",
        msdyn_occustomchannelid: 192350005,
        msdyn_custombotchannelregistration: String(id),
      })["msdyn_occustommessagingchannelid"],
    );
    const said = await fails(project.destroy());
    expect(said).to.include('channels would be lost with it: "By hand". [channels-would-die]');
    expect(said).to.include(`(row ${theirs})`);
    organization.remove("msdyn_occustommessagingchannel", theirs);
    await succeeds(project.destroy());
    expect(sandbox.snapshot()).to.deep.equal(atFirst);
  });
});
