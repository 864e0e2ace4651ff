import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

const table = "msdyn_liveworkstream";

describe("the resource option replaceOnChanges", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  let deployment: Deployment;
  const chat: Properties = { name: "Chat", distributionMode: "Push", capacity: { units: 30 } };

  beforeEach(async () => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
    deployment = new Deployment(workstream, sandbox());
    await deployment.up(chat);
  });

  async function replacesWith(paths: readonly string[], args: Properties): Promise<readonly string[]> {
    deployment.replaceOnChanges = paths;
    return (await deployment.preview(args)).replaces;
  }

  it("replaces where an argument that it names changes, and updates where another one does", async () => {
    const renamed = { ...chat, name: "Messages" };
    expect(await replacesWith(["name"], renamed)).to.deep.equal(["name"]);
    expect(await replacesWith(["*"], renamed)).to.deep.equal(["name"]);
    expect(await replacesWith(["capacity", "fallbackQueue"], renamed)).to.deep.equal([]);
    expect(await replacesWith(["name"], chat)).to.deep.equal([]);
  });

  it("names a part of an argument by its path", async () => {
    const variables = (type: string) => ({ contextVariables: [{ name: "Tier", type }] });
    await deployment.up({ ...chat, ...variables("Text") });
    const changed = { ...chat, ...variables("Number"), capacity: { units: 40 } };
    for (const [path, replaced] of [
      ["capacity.units", ["capacity"]],
      ["capacity.profile", []],
      ['["capacity"].units', ["capacity"]],
      ["contextVariables[0].type", ["contextVariables"]],
      ["contextVariables[*].type", ["contextVariables"]],
      ["contextVariables[0].name", []],
      ["contextVariables[1]", []],
    ] as const)
      expect(await replacesWith([path], changed), path).to.deep.equal(replaced);
  });

  it("deletes the old row before it makes the new one, and leaves nothing in state", async () => {
    deployment.replaceOnChanges = ["name"];
    const renamed = { ...chat, name: "Messages" };
    sandbox().requests.clear();
    await deployment.up(renamed);
    const operations = sandbox()
      .requests.writes()
      .filter((write) => write.table === table)
      .map(({ method }) => method);
    expect(operations).to.deep.equal(["DELETE", "PATCH"]);
    expect(organization.rows(table).map((row) => row["msdyn_name"])).to.deep.equal(["Messages"]);
    expect((await deployment.preview(renamed)).changes).to.deep.equal([]);
    expect(await deployment.refresh()).to.deep.equal([]);
    expect(deployment.inputs).not.to.have.any.keys("__replaceOnChanges", "replaceOnChanges");
  });
});
