import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { succeeds } from "./support/outcomes.ts";

const program = `
import { RoutingRule, Workstream } from "pulumi-dynamics365";

const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
const rule = (name: string) =>
  new RoutingRule(name, { workstream, name, kind: "routeToQueue", order: 1, queue: "Support" });
rule("everyone");
`;

describe("the position that state keeps of a resource", function () {
  this.timeout(300_000);

  it("is the line of the program that declares it", async () => {
    const sandbox = await startSandbox();
    const project = await PulumiProject.create({ program, environment: sandbox.environment });
    try {
      // Pulumi's SDK finds no positions in ES modules.
      writeFileSync(join(project.directory, "package.json"), JSON.stringify({ name: "test", main: "index.ts" }));
      await succeeds(project.up());
      const { deployment } = await project.exportStack();
      const positions = (deployment.resources ?? []).flatMap(({ urn, sourcePosition }) =>
        urn.includes("dynamics365:") ? [[urn.split("::").at(-1), String(sourcePosition).replace(/,\d+$/, "")]] : [],
      );
      expect(Object.fromEntries(positions)).to.deep.equal({
        chat: "project:///index.ts#4",
        everyone: "project:///index.ts#6",
      });
    } finally {
      project.remove();
      await sandbox.close();
    }
  });
});
