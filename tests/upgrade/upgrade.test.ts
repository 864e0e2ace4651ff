import { expect } from "chai";
import type { Sandbox } from "../../provider/sandbox/index.ts";
import { previewsNothing, succeeds } from "../engine/support/outcomes.ts";
import type { PulumiProject } from "../support/pulumi.ts";
import { restore } from "./recorded-stack.ts";
import { readRecordings } from "./recording.ts";
import { entriesIn, type World, worldOf } from "./world.ts";

const recordings = readRecordings();

/** Under the types that look-ups have since 0.1.0. */
const isOfLookUp = (urn: string): boolean => urn.includes("pulumi-nodejs:dynamics365/lookup:");

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

    it("previews nothing: what it manages is the same, and what 0.1.0 read under other types is discarded", async () => {
      const steps = await project.previewSteps(["--expect-no-changes", "--show-sames"]);
      const planned = (op: string): string[] => steps.filter((step) => step.op === op).map(({ urn }) => urn);
      const recorded = recording.stackFor(sandbox.organizations).deployment.resources ?? [];
      const read = recorded.filter(({ external }) => external === true).map(({ urn }) => urn);
      // The preview shows no default providers.
      const managed = recorded.filter(
        ({ urn }) => !read.includes(urn) && !/::pulumi:providers:[^:]+::default/.test(urn),
      );
      expect(planned("same").toSorted()).to.deep.equal(managed.map(({ urn }) => urn).toSorted());
      expect([...planned("read").filter((urn) => !isOfLookUp(urn)), ...planned("discard")].toSorted()).to.deep.equal(
        read.filter((urn) => !isOfLookUp(urn)).toSorted(),
      );
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
