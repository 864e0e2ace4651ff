import { expect } from "chai";
import { existingBotApplication } from "../../provider/sandbox/entra/seed.ts";
import { type Sandbox, startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { planned, previewsNothing, succeeds } from "./support/outcomes.ts";

const { clientId, clientSecret } = existingBotApplication;

/** One resource of each type. `more` changes every property that can change in place, `opts` are the options of all. */
const program = (more: "" | "2", opts: string, transform = "") => `
import * as pulumi from "@pulumi/pulumi";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "pulumi-dynamics365";
${transform}
const opts: pulumi.CustomResourceOptions = ${opts};
const account = new MessagingAccount("account", {
  name: "Contoso${more}", appId: "${clientId}", clientSecret: "${clientSecret}${more}",
}, opts);
const workstream = new Workstream("chat", {
  name: "Chat${more}", distributionMode: "Push", capacity: { units: 3${more} }, contextVariables: [{ name: "Tier${more}", type: "Text" }],
}, opts);
new CustomChannel("website", {
  name: "Website${more}", account, workstream, channelType: "DirectLine", language: ${more === "" ? 1033 : '"fr-FR"'},
  automatedMessages: [{ trigger: "Greeting", text: "Hello${more}" }],
}, opts);
new RoutingRule("everyone", {
  workstream, name: "Everyone${more}", kind: "routeToQueue", order: 1${more}, queue: ${more === "" ? '"Support"' : '"Sales"'},
}, opts);
`;

describe("ignoreChanges", function () {
  this.timeout(300_000);

  let sandbox: Sandbox;
  let project: PulumiProject;

  before(async () => {
    sandbox = await startSandbox();
    project = await PulumiProject.create({ program: program("", "{}"), environment: sandbox.environment });
    await succeeds(project.up());
    sandbox.requests.clear();
  });

  after(async () => {
    project.remove();
    await sandbox.close();
  });

  it('"*": no change of the program is one, on any resource', async () => {
    project.setProgram(program("2", '{ ignoreChanges: ["*"] }'));
    await previewsNothing(project);
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
  });

  it("of what the class passes beside the arguments changes nothing", async () => {
    const hidden = ["__urn", "__lookups", "__provider", "rowId", "organizationId"];
    project.setProgram(program("", `{ ignoreChanges: ${JSON.stringify(hidden)} }`));
    await previewsNothing(project);
  });

  it("of a nested property leaves the others to the program", async () => {
    const nested = ["capacity.units", "contextVariables[*].name", "automatedMessages[0].text", "clientSecret", "queue"];
    project.setProgram(program("2", `{ ignoreChanges: ${JSON.stringify(["name", "language", ...nested])} }`));
    expect(await planned(project)).to.deep.equal(["update RoutingRule everyone"]);
  });

  it('"*" set by a transformation of the stack, which the class does not see, works as well', async () => {
    const transform = `pulumi.runtime.registerStackTransformation(({ props, opts }) =>
      ({ props, opts: { ...opts, ignoreChanges: ["*"] } }));`;
    project.setProgram(program("2", "{}", transform));
    await previewsNothing(project);
    await succeeds(project.up());
    expect(sandbox.requests.writes()).to.deep.equal([]);
    await succeeds(project.destroy());
    expect(sandbox.organizations[0]?.rows("msdyn_liveworkstream")).to.deep.equal([]);
  });
});
