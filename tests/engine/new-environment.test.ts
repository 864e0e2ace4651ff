import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, named, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

/** The address of the environment is an output, of a resource or of another stack. */
const program = (environment: string, fallbackQueue: string, units = 30) => `
import * as pulumi from "@pulumi/pulumi";
import { Provider, Workstream } from "pulumi-dynamics365";
class Environment extends pulumi.dynamic.Resource {
  declare readonly url: pulumi.Output<string>;
  constructor(args: { address: string, label: string }) {
    const outs = (inputs: { address: string, label: string }) => ({ ...inputs, url: inputs.address });
    const handlers = {
      create: async (inputs: any) => ({ id: "made", outs: outs(inputs) }),
      update: async (_id: string, _olds: any, inputs: any) => ({ outs: outs(inputs) }),
    };
    super(handlers, "made", { url: undefined, ...args }, undefined, "test", "Environment");
  }
}
const environmentUrl = ${environment};
const provider = new Provider("made", { environmentUrl, accessToken: process.env.DYNAMICS365_ACCESS_TOKEN });
const args = { distributionMode: "Push", fallbackQueue: "${fallbackQueue}", capacity: { units: ${units} } } as const;
new Workstream("chat", { name: "Chat", ...args }, { provider });
`;
const made = (address: string, label = "first") => `new Environment(${JSON.stringify({ address, label })}).url`;

describe("an environment whose address only the deployment knows", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let [here, elsewhere] = ["", ""];
  const rowsIn = (organization: 0 | 1) => sandbox.organizations[organization]?.rows("msdyn_liveworkstream");

  before(async () => {
    sandbox = await startSandbox({ organizations: 2 });
    [here = "", elsewhere = ""] = sandbox.organizations.map(({ url }) => url);
    project = await PulumiProject.create({ program: program(made(here), "Suport"), environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is not asked in the first preview, which shows what would be created", async () => {
    expect(await planned(project)).to.include.members(["create Environment made", "create Workstream chat"]);
    expect(sandbox.requests.list()).to.deep.equal([]);
  });

  it("is not needed for mistakes of the program alone, which the first preview reports", async () => {
    project.setProgram(program(made(here), "Suport", -1));
    expect(await fails(project.preview())).to.include('Workstream "chat" capacity.units: is less than 0.');
  });

  it("is asked in the deployment as soon as it is made: a misspelt queue stops it before anything is written", async () => {
    project.setProgram(program(made(here), "Suport"));
    const said = await fails(project.up());
    expect(said).to.include('fallbackQueue: there is no queue "Suport"');
    expect(said).to.include('Did you mean "Support"? [lookup-not-found]');
    expect(rowsIn(0)).to.deep.equal([]);
    const { deployment } = await project.exportStack();
    expect(deployment.resources?.map(({ urn }) => named(urn))).to.include("Environment made");
  });

  it("is asked in previews from then on", async () => {
    expect(await fails(project.preview())).to.include("[lookup-not-found]");
    project.setProgram(program(made(here), "Support"));
    expect(await planned(project)).to.deep.equal(["create Workstream chat"]);
    await succeeds(project.up());
    await previewsNothing(project);
  });

  it("is not asked in the preview of a change to it, which shows updates that the deployment does not make", async () => {
    project.setProgram(program(made(here, "second"), "Support"));
    const rows = rowsIn(0);
    const said = await succeeds(project.preview(["--diff"]));
    expect(said).to.include("The provider for this resource has inputs that are not known during preview.");
    expect(await planned(project)).to.include("update Workstream chat");
    expect(await succeeds(project.up())).to.match(/~ 1 updated\s+3 unchanged/);
    expect(rowsIn(0)).to.deep.equal(rows);
  });

  it("cannot turn out to be another one: the deployment stops, and nothing is written there", async () => {
    project.setProgram(program(made(elsewhere), "Support"));
    expect(await planned(project)).to.include("update Workstream chat");
    expect(await fails(project.up())).to.include("[other-organization]");
    expect(rowsIn(1)).to.deep.equal([]);
    project.setProgram(program(made(here), "Support"));
    await succeeds(project.up());
  });

  it("goes last in a destroy, after the rows in it", async () => {
    const said = await succeeds(project.destroy());
    expect(said.indexOf("Workstream chat deleted")).to.be.within(1, said.indexOf("Environment made deleting"));
    expect(rowsIn(0)).to.deep.equal([]);
  });

  it("is asked in the first preview if the address is the output of another stack", async () => {
    await succeeds(project.cli("stack", "init", "environment"));
    project.setProgram(`export const url = ${JSON.stringify(here)};`);
    await succeeds(project.up());
    await succeeds(project.cli("stack", "select", "dev"));
    const output = 'new pulumi.StackReference("organization/test/environment").requireOutput("url")';
    project.setProgram(program(output, "Suport"));
    expect(await fails(project.preview())).to.include("[lookup-not-found]");
  });
});
