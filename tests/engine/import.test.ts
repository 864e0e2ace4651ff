import { expect } from "chai";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { fails } from "./support/outcomes.ts";

const id = "0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a11";

const program = `
import { RoutingRule, Workstream } from "pulumi-dynamics365";
const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" }, { import: "${id}" });
new RoutingRule("all", { workstream, name: "All", kind: "routeToQueue", order: 1, queue: "Support" }, { import: "${id}" });
`;

describe("the import option", function () {
  this.timeout(120_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program, environment: sandbox.environment });
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it("is refused before anything registers, with the way that works instead", async () => {
    const text = await fails(project.preview());
    expect(text).to.contain(
      'Workstream "chat": Pulumi cannot import resources of this kind. Do this: Leave the import option out and set adopt: true, which takes the row over. [option-refused]',
    );
    expect(text).to.contain(
      'RoutingRule "all": Pulumi cannot import resources of this kind. Do this: Leave the import option out: the resource is made, and what it replaces can be deleted by hand. [option-refused]',
    );
    expect(text).not.to.contain("code must be a string");
  });
});
