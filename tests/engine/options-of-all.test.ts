import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { firstOrganization, previewsNothing, succeeds } from "./support/outcomes.ts";
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

describe("options that all resources have at once", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  const rows = (table: string) => firstOrganization(sandbox).rows(table);
  const program = ({ name = "", mode = "Push", ruleset = "Scores", transform = "" }) => `${imports}
    const opts = (name, more = {}) => ({
      additionalSecretOutputs: ["rowId"], hideDiffs: ["name"], deleteBeforeReplace: false,
      aliases: [{ name }], transforms: [${transform}], ...more,
    });
    const account = new MessagingAccount("account${name}", {
      name: "Contoso", appId: "${clientId}", clientSecret: "${clientSecret}",
    }, opts("account"));
    const workstream = new Workstream("chat${name}", { name: "Chat", distributionMode: "${mode}" }, opts("chat"));
    const channel = new CustomChannel("website${name}", {
      name: "Website", account, workstream, channelType: "DirectLine", language: "en-US",
    }, opts("website", { replaceOnChanges: ["language"] }));
    new RoutingRule("score${name}", {
      workstream, name: "Score", kind: "classification", order: 1, ruleset: { name: "${ruleset}", order: 1 },
      set: { attributes: [{ conversation: "PriorityScore", value: 1 }] },
    }, opts("score", { protect: ${name === ""}, dependsOn: [account, channel] }));
  `;

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program: program({}), environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("additionalSecretOutputs: what it names is stored as a secret", async () => {
    await succeeds(project.up());
    const { deployment } = await project.exportStack();
    const ours = (deployment.resources ?? []).filter(({ urn }) => urn.includes("pulumi-nodejs:dynamics365:"));
    const secret = ours.map(({ outputs }) => JSON.stringify(outputs?.["rowId"]).includes("ciphertext"));
    expect(secret).to.deep.equal([true, true, true, true]);
    await previewsNothing(project);
  });

  it("aliases: every resource keeps its row under another name, and the rule its place", async () => {
    project.setProgram(program({ name: "-2" }));
    sandbox.requests.clear();
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
    await previewsNothing(project);
  });

  it("hideDiffs, deleteBeforeReplace: nothing is made beside the row that is replaced, and the reason is told under a transform, too", async () => {
    const transform = `({ props, opts }) => ({ props, opts: { ...opts, ignoreChanges: ["adopt"] } })`;
    project.setProgram(program({ name: "-2", mode: "Pick", ruleset: "Priorities", transform }));
    const said = await succeeds(project.preview());
    expect(said).to.include('Workstream "Chat" is replaced: distributionMode changes from "Push" to "Pick".');
    expect(said).to.include("Its channels and rules go first and come last: no messages arrive in between.");
    await succeeds(project.up());
    expect(rows(workstreamTable).map((row) => row["msdyn_workdistributionmode"])).to.deep.equal([192350001]);
    expect(namesOf(rows(channelTable))).to.deep.equal(["Website"]);
    expect(namesOf(rows("msdyn_decisionruleset"))).to.deep.equal(["Priorities"]);
    await previewsNothing(project);
  });

  it("leave nothing behind", async () => {
    await succeeds(project.destroy());
    for (const table of [accountTable, secretTable, workstreamTable, channelTable, "msdyn_decisionruleset"])
      expect(rows(table), table).to.deep.equal([]);
  });
});
