import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

/** A workstream of the second environment. Another resource of the program produces its address. */
const program = (address: string) => `
import * as pulumi from "@pulumi/pulumi";
import { Provider, Workstream } from "pulumi-dynamics365";
class Environment extends pulumi.dynamic.Resource {
  declare readonly url: pulumi.Output<string>;
  constructor(name: string) {
    super({ create: async () => ({ id: "e", outs: {} }) }, name, { url: undefined });
  }
}
const made = new Environment("made").url;
const second = new Provider("second", { environmentUrl: ${address}, accessToken: process.env.DYNAMICS365_ACCESS_TOKEN });
new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { provider: second });
`;

describe("a setting that comes out empty", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  const workstreams = () => sandbox.organizations.flatMap((organization) => organization.rows("msdyn_liveworkstream"));
  const second = () => JSON.stringify(sandbox.organizations[1]?.url);

  before(async () => {
    sandbox = await startSandbox({ organizations: 2 });
    project = await PulumiProject.create({ program: program("made"), environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is not known in the preview, and stops the deployment with its name and the provider's", async () => {
    expect(await planned(project)).to.include("create Workstream chat");
    const said = await fails(project.up());
    expect(said).to.include('The setting environmentUrl of the Provider "second" came out empty. [configuration]');
    expect(said).to.include("The program names it, so no variable takes its place.");
    expect(workstreams()).to.deep.equal([]);
  });

  it("touches nothing of what stands: neither up nor refresh nor destroy goes where a variable points", async () => {
    project.setProgram(program(second()));
    await succeeds(project.up());
    await previewsNothing(project);
    project.setProgram(program("made"));
    await fails(project.up());
    for (const command of ["refresh", "destroy"] as const) {
      expect(await fails(project[command]())).to.include('the Provider "second" came out empty. [configuration]');
    }
    expect(firstOrganization(sandbox).rows("msdyn_liveworkstream")).to.deep.equal([]);
    expect(workstreams()).to.have.length(1);

    project.setProgram(program(second()));
    await succeeds(project.up());
    await succeeds(project.destroy());
    expect(workstreams()).to.deep.equal([]);
  });

  it("may be a key of the stack, too", async () => {
    project.setProgram(`import { Workstream } from "pulumi-dynamics365";
      new Workstream("chat", { name: "Chat", distributionMode: "Push" });`);
    await project.configure({ "dynamics365:environmentUrl": "" });
    const said = await fails(project.preview());
    expect(said).to.include("The setting dynamics365:environmentUrl is empty. [configuration]");
    expect(said).to.include("pulumi config rm dynamics365:environmentUrl");
  });

  it("may be a misspelt key of the stack, which is refused, or one of the program's own, which is told", async () => {
    await project.configure({ "dynamics365:environmentUrl": sandbox.url, "dynamics365:url": "of the program" });
    expect(await succeeds(project.preview())).to.include('warning: The stack has no setting "dynamics365:url"');
    await project.configure({ "dynamics365:acessToken": "x" });
    const said = await fails(project.preview());
    expect(said).to.include('has no setting "dynamics365:acessToken". Did you mean "accessToken"? [configuration]');
  });
});
