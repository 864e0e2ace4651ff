import { expect } from "chai";
import type { Sandbox } from "../../provider/sandbox/index.ts";
import { previewsNothing, succeeds } from "../engine/support/outcomes.ts";
import type { PulumiProject } from "../support/pulumi.ts";
import { restore } from "./recorded-stack.ts";
import { readRecordings } from "./recording.ts";
import { entriesIn, type World, worldOf } from "./world.ts";

const recordings = readRecordings();

describe("recorded stacks", () => {
  it("are three of 0.1.0, and of each release since", () => {
    const programs = ["look-ups", "properties", "quickstart"];
    const releases = new Set(recordings.map(({ title }) => title.split("/")[0]));
    expect([...releases]).to.include("0.1.0");
    expect(recordings.map(({ title }) => title)).to.deep.equal(
      [...releases].flatMap((release) => programs.map((program) => `${release}/${program}`)),
    );
  });
});

for (const recording of recordings) {
  describe(`the recorded stack ${recording.title}`, function () {
    this.timeout(300_000);

    let sandbox: Sandbox;
    let project: PulumiProject;
    let ofPeople: World;

    before(async () => {
      ({ sandbox, project, ofPeople } = await restore(recording));
      expect(sandbox.organizations.map(({ id }) => id)).to.deep.equal(
        recording.facts.organizations.map(({ id }) => id),
      );
    });

    after(async () => {
      project.remove();
      await sandbox.close();
    });

    it("previews nothing: what there is stays the same or is read, and what 0.1.0 read under other types is discarded", async () => {
      const steps = await project.previewSteps(["--expect-no-changes"]);
      const recorded = recording.stackFor(sandbox.organizations).deployment.resources ?? [];
      const discarded = steps.filter(({ op }) => op === "discard").map(({ urn }) => urn);
      expect(discarded.toSorted()).to.deep.equal(
        recorded
          .filter(({ type, external }) => external === true && !type.startsWith("pulumi-nodejs:dynamics365/lookup:"))
          .map(({ urn }) => urn)
          .filter((urn) => !steps.some((step) => step.urn === urn && step.op === "read"))
          .toSorted(),
      );
      const managed = recorded.filter(({ external }) => external !== true).map(({ urn }) => urn);
      expect(
        steps
          .filter(({ op }) => op === "same")
          .map(({ urn }) => urn)
          .toSorted(),
      ).to.deep.equal(managed.toSorted());
      expect(["same", "read", "discard"]).to.include.members(steps.map(({ op }) => op));
    });

    it("refreshes without a change, and then previews nothing", async () => {
      await succeeds(project.refresh(["--expect-no-changes"]));
      await previewsNothing(project);
      expect(sandbox.requests.writes()).to.deep.equal([]);
    });

    it("is destroyed with all that the program made, and nothing else", async () => {
      await succeeds(project.destroy());
      expect((await project.exportStack()).deployment.resources ?? []).to.deep.equal([]);
      const left = worldOf(sandbox);
      const nothing = Object.fromEntries(Object.keys(ofPeople).map((place) => [place, {}]));
      expect(entriesIn(left, ofPeople, false), "left behind").to.deep.equal(nothing);
      expect(entriesIn(ofPeople, left, false), "deleted, and not the program's").to.deep.equal(nothing);
      expect(left).to.deep.equal(ofPeople);
    });
  });
}
