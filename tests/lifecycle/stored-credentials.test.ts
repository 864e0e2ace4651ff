import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { tokens } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

describe("credentials that were good at the last up", () => {
  const sandbox = withSandbox();
  let deployment: Deployment;
  beforeEach(async () => {
    sandbox().reset();
    deployment = new Deployment(workstream, sandbox());
    await deployment.up({ name: "Chat", distributionMode: "Push" });
    deployment.token = tokens.expired;
  });

  const commands = () => [() => deployment.refresh(), () => deployment.destroy()];

  it("keep refresh and destroy from state, and the error says how today's are taken", async () => {
    const { state } = deployment;
    deployment.credentialsNamed = true;
    for (const command of commands()) {
      const failure = await failureOf(command(), ProviderError);
      expect(failure.code).to.equal("unauthorized");
      expect(failure.remedy)
        .to.contain("Where a `Provider` of the program names these credentials")
        .and.to.contain("`pulumi refresh --run-program` or `pulumi destroy --run-program`");
    }
    expect([deployment.state, deployment.exists]).to.deep.equal([state, true]);
  });

  it("are those of today where variables name them, so nothing is said of state", async () => {
    for (const command of commands()) {
      const failure = await failureOf(command(), ProviderError);
      expect([failure.code, failure.remedy]).to.deep.equal([
        "unauthorized",
        "Check that the credentials belong to the tenant and cloud of this environment; sign in again.",
      ]);
    }
  });
});
