import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails, firstOrganization, inState, planned, previewsNothing, succeeds } from "./support/outcomes.ts";

const imports = 'import { RoutingRule, Workstream } from "pulumi-dynamics365";';
const workstream = (mode: string): string => `new Workstream("chat", { name: "Chat", distributionMode: "${mode}" });`;

describe("a rule that names the workstream of its program by the id", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let id = "";

  const rows = (table: string) => firstOrganization(sandbox).rows(table);
  const rule = (options = "{}"): string => `new RoutingRule("everyone", {
    workstream: "${id}", name: "Everyone", kind: "routeToQueue", order: 1, queue: "Support",
  }, ${options});`;

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({
      program: `${imports} ${workstream("Push")}`,
      environment: sandbox.environment,
    });
    await succeeds(project.up());
    id = String((await inState(project, "Workstream chat")).id);
    project.setProgram(`${imports} ${workstream("Push")} ${rule()}`);
    await succeeds(project.up());
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("stays in effect where Pulumi replaces the workstream without it", async () => {
    project.setProgram(`${imports} ${workstream("Pick")} ${rule()}`);
    expect(await planned(project)).to.deep.equal(["replace Workstream chat"]);
    await succeeds(project.up());
    expect(rows("msdyn_routingconfiguration").map((row) => row["msdyn_liveworkstreamid"])).to.deep.equal([id]);
    expect(String(rows("msdyn_decisionruleset")[0]?.["msdyn_rulesetdefinition"])).to.include('name="Everyone"');
    await succeeds(project.refresh(["--expect-no-changes"]));
    await previewsNothing(project);
  });

  it("cannot be kept by retainOnDelete without its workstream", async () => {
    project.setProgram(`${imports} ${workstream("Pick")} ${rule("{ retainOnDelete: true }")}`);
    const said = await fails(project.preview());
    expect(said).to.include(
      "but destroying the workstream deletes its rules. Do this: Give the workstream retainOnDelete as well, or remove it from the rule. [option-refused]",
    );
  });

  it("keeps the workstream that leaves the program without it", async () => {
    project.setProgram(`${imports} ${rule()}`);
    const said = await fails(project.up());
    expect(said).to.include(
      'Could not delete Workstream "Chat": rules of this program still need it: "Everyone". [rules-left]',
    );
    expect(rows("msdyn_liveworkstream")).to.have.length(1);
  });

  it("goes with everything else", async () => {
    await succeeds(project.destroy());
    for (const table of ["msdyn_liveworkstream", "msdyn_routingconfiguration", "msdyn_decisionruleset"])
      expect(rows(table), table).to.deep.equal([]);
  });
});
