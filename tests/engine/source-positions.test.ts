import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { startSandbox } from "../../provider/sandbox/index.ts";
import { PulumiProject } from "../support/pulumi.ts";
import { firstOrganization, named, succeeds } from "./support/outcomes.ts";

const program = `
import { getMessagingAccount, getQueue, MessagingAccount, Provider, RoutingRule, Workstream } from "pulumi-dynamics365";

const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
const rule = (name: string) =>
  new RoutingRule(name, { workstream, name, kind: "routeToQueue", order: 1, queue: "Support" });
rule("everyone");
const queue = getQueue({ name: "Support" });
const account = getMessagingAccount({ name: "By hand" });
MessagingAccount.get("by id", account.rowId);
const provider = new Provider("own", {});
`;

describe("the position that state keeps of a resource", function () {
  this.timeout(300_000);

  it("is the line of the program that declares it or looks it up", async () => {
    const sandbox = await startSandbox();
    firstOrganization(sandbox).insert("msdyn_ocbotchannelregistration", {
      msdyn_name: "By hand",
      msdyn_msappid: "11111111-aaaa-4bbb-8ccc-0000000000b1",
      msdyn_iscustommessagingbcr: true,
    });
    const project = await PulumiProject.create({ program, environment: sandbox.environment });
    try {
      // Pulumi's SDK finds no source positions in ES modules.
      writeFileSync(join(project.directory, "package.json"), JSON.stringify({ name: "test", main: "index.ts" }));
      await succeeds(project.up());
      const { deployment } = await project.exportStack();
      const positions = (deployment.resources ?? []).flatMap(({ urn, sourcePosition }) =>
        /::(pulumi:pulumi:Stack::|.*::default)/.test(urn)
          ? []
          : [[named(urn), String(sourcePosition).replace(/,\d+$/, "")]],
      );
      expect(Object.fromEntries(positions)).to.deep.equal({
        "Workstream chat": "project:///index.ts#4",
        "RoutingRule everyone": "project:///index.ts#6",
        "Queue Support": "project:///index.ts#8",
        "MessagingAccount By hand": "project:///index.ts#9",
        "MessagingAccount by id": "project:///index.ts#10",
        "pulumi-nodejs own": "project:///index.ts#11",
      });
    } finally {
      project.remove();
      await sandbox.close();
    }
  });
});
