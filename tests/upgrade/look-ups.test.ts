import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Sandbox } from "../../provider/sandbox/index.ts";
import { succeeds } from "../engine/support/outcomes.ts";
import type { ExportedStack, PulumiProject } from "../support/pulumi.ts";
import { restore } from "./recorded-stack.ts";
import { readRecordings } from "./recording.ts";
import { entriesIn, type World, worldOf } from "./world.ts";

const recording = readRecordings().find(({ title }) => title === "0.1.0/look-ups");
const ofResources = "pulumi-nodejs:dynamics365:";
const ofLookUps = "pulumi-nodejs:dynamics365/lookup:";
const queueName = "Made as a Queue";

/** There is no resource of this name yet. A workstream stands in for its row. */
const resourceNamedQueue = `
class Queue extends pulumi.CustomResource {
  constructor(name: string) {
    const inputs = {
      name: "${queueName}",
      distributionMode: "Pick",
      __urn: pulumi.createUrn(name, "${ofResources}Queue"),
      __provider: 'exports.handler = () => require("pulumi-dynamics365/handlers").resources.Workstream;',
    };
    super("${ofResources}Queue", name, inputs, { deleteBeforeReplace: true });
  }
}
new Queue("Support");
`;

/** Version 0.1.0 registered look-ups under the types that resources of their names have. */
describe("a stack of 0.1.0 with look-ups", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;
  let ofPeople: World;
  let recorded: ExportedStack;

  /** What is read, as `dynamics365:Queue::Support`, sorted. */
  const readIn = ({ deployment }: ExportedStack): string[] =>
    (deployment.resources ?? [])
      .filter(({ external }) => external === true)
      .map(({ urn }) => urn.slice(urn.indexOf("dynamics365")))
      .toSorted();
  const rowsOfQueue = () =>
    (sandbox.organizations[0]?.rows("msdyn_liveworkstream") ?? []).filter((row) => row["msdyn_name"] === queueName);

  before(async () => {
    if (recording === undefined) throw new Error("The recording is missing");
    ({ sandbox, project, ofPeople } = await restore(recording));
    recorded = recording.stackFor(sandbox.organizations);
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("reads them under types of their own at the next up, which writes nothing else", async () => {
    const upgraded = project.copy({});
    try {
      const outputs = await upgraded.outputs();
      await succeeds(upgraded.up(["--expect-no-changes"]));
      expect(readIn(await upgraded.exportStack())).to.deep.equal(
        readIn(recorded)
          .map((urn) =>
            urn.endsWith("::made-by-hand")
              ? urn
              : urn.replace("dynamics365:", "dynamics365/lookup:").replace(/ \(read\)$/, ""),
          )
          .toSorted(),
      );
      expect(await upgraded.outputs()).to.deep.equal(outputs);
      expect(sandbox.requests.writes()).to.deep.equal([]);
      const ops = (await upgraded.previewSteps(["--expect-no-changes"])).map(({ op }) => op);
      expect([...new Set(ops)].toSorted()).to.deep.equal(["read", "same"]);
    } finally {
      upgraded.remove();
    }
  });

  it("may get a resource that has the type and the name of a look-up", async () => {
    const index = readFileSync(join(project.directory, "index.ts"), "utf8");
    project.setProgram(`${index}${resourceNamedQueue}`);
    // To the engine it takes the place of what 0.1.0 read, of which nothing is deleted.
    const steps = (await project.previewSteps()).filter(({ op }) => !["same", "read", "discard"].includes(op));
    expect(steps.map(({ op, urn }) => [op, urn])).to.deep.equal([
      ["replace", `urn:pulumi:dev::look-ups::${ofResources}Queue::Support`],
    ]);
    await succeeds(project.up());
    expect(sandbox.requests.writes().map(({ method, path }) => `${method} ${path.split("(")[0] ?? ""}`)).to.deep.equal([
      "PATCH /api/data/v9.2/msdyn_liveworkstreams",
    ]);
    const { deployment } = await project.exportStack();
    const named = (deployment.resources ?? []).filter(({ urn }) => urn.endsWith("Queue::Support"));
    expect(named.map(({ type, external }) => [type, external]).toSorted()).to.deep.equal([
      [`${ofLookUps}Queue`, true],
      [`${ofResources}Queue`, undefined],
    ]);
    expect(rowsOfQueue().map((row) => row["msdyn_liveworkstreamid"])).to.deep.equal(
      named.filter(({ external }) => external !== true).map(({ id }) => id),
    );
  });

  it("keeps both apart in the next preview and in a refresh", async () => {
    sandbox.requests.clear();
    await succeeds(project.refresh(["--expect-no-changes"]));
    const ops = (await project.previewSteps(["--expect-no-changes"])).map(({ op }) => op);
    expect([...new Set(ops)].toSorted()).to.deep.equal(["read", "same"]);
    expect(sandbox.requests.writes()).to.deep.equal([]);
    expect(rowsOfQueue()).to.have.length(1);
  });

  it("is destroyed with the resource, and without the row that the look-up reads", async () => {
    await succeeds(project.destroy());
    expect((await project.exportStack()).deployment.resources ?? []).to.deep.equal([]);
    const left = worldOf(sandbox);
    const nothing = Object.fromEntries(Object.keys(ofPeople).map((place) => [place, {}]));
    expect(entriesIn(left, ofPeople, false), "left behind").to.deep.equal(nothing);
    expect(left).to.deep.equal(ofPeople);
  });
});
