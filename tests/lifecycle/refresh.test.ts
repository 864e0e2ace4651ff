import { expect } from "chai";
import { readBack } from "../../provider/core/lifecycle.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";

describe("a refresh", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  for (const [definition, table, argumentsOf] of [
    [workstream, "msdyn_liveworkstream", (n: number) => ({ name: `Chat ${n}`, distributionMode: "Push" })],
    [
      messagingAccount,
      "msdyn_ocbotchannelregistration",
      (n: number) => ({
        name: `Chat ${n}`,
        appId: `${n}1111111-2222-5333-8444-555555555555`,
        clientSecret: "a-secret",
      }),
    ],
  ] as const) {
    it(`reads all rows of ${table} in one request, and asks for each that is not there`, async () => {
      const deployments = [1, 2, 3].map((n) => new Deployment(definition, sandbox(), `number-${n}`));
      for (const [n, deployment] of deployments.entries()) await deployment.up(argumentsOf(n + 1));
      const [first] = deployments as [Deployment];
      organization.remove(table, first.id);
      sandbox().requests.clear();
      const run = first.newRun();
      const found = await Promise.all(deployments.map(({ id, state }) => readBack(definition, run, id, state)));
      expect(found.map((one) => one?.state["name"])).to.deep.equal([undefined, "Chat 2", "Chat 3"]);
      const reads = sandbox().requests.list({ table });
      expect(reads.map((request) => request.operation)).to.have.members(["list", "retrieve"]);
    });
  }
});
