import { expect } from "chai";
import type { Sandbox } from "../../provider/sandbox/index.ts";
import { fails, succeeds } from "../engine/support/outcomes.ts";
import type { PulumiProject } from "../support/pulumi.ts";
import { restore } from "./recorded-stack.ts";
import { readRecordings } from "./recording.ts";
import { entriesIn, type World, worldOf } from "./world.ts";

const recording = readRecordings().find(({ title }) => title === "0.1.0/quickstart");

/** Version 0.1.0 handed the option on, so state may have it: then Pulumi deletes nothing but the resource in state. */
describe("a stack of 0.1.0 whose rules have deletedWith", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let ofPeople: World;

  before(async () => {
    if (recording === undefined) throw new Error("The recording is missing");
    ({ sandbox, project, ofPeople } = await restore(recording));
    const state = await project.exportStack();
    const resources = state.deployment.resources ?? [];
    const owner = resources.find(({ urn }) => urn.includes(":Workstream::"))?.urn;
    for (const resource of resources)
      if (resource.urn.includes(":RoutingRule::")) Object.assign(resource, { deletedWith: owner });
    await project.importStack(state);
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is told the way out where destroy is refused, and it leads to nothing left", async () => {
    const said = await fails(project.destroy());
    expect(said).to.include('"Everyone else" (made by version 0.1.0 of this package)');
    expect(said).to.include("run `pulumi up`, which takes them into its state again, and then `pulumi destroy`");
    await succeeds(project.up());
    await succeeds(project.destroy());
    const nothing = Object.fromEntries(Object.keys(ofPeople).map((place) => [place, {}]));
    expect(entriesIn(worldOf(sandbox), ofPeople, false), "left behind").to.deep.equal(nothing);
  });
});
