import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const table = "msdyn_liveworkstream";

describe("a row that somebody deletes between our read and our write", () => {
  const sandbox = withSandbox();

  it("is named in the error, and made again by the next run", async () => {
    sandbox().reset();
    const [organization] = sandbox().organizations as [SandboxOrganization];
    const deployment = new Deployment(workstream, sandbox());
    await deployment.up({ name: "Chat", distributionMode: "Push" });
    const { id } = deployment;
    sandbox().faults.add({
      method: "PATCH",
      table,
      when: () => {
        organization.remove(table, id);
        return false;
      },
      action: { kind: "closeSocket" },
    });
    const renamed = { name: "Renamed", distributionMode: "Push" };
    const failure = await failureOf(deployment.up(renamed), ProviderError);
    expect(failure.code).to.equal("row-vanished");
    expect(failure.message.split("\n").slice(0, 2)).to.deep.equal([
      'Could not update Workstream "Renamed": someone else deleted its row at the same time. [row-vanished]',
      `  Why: Row ${id} is gone: someone else works on the same environment.`,
    ]);
    sandbox().faults.clear();
    await deployment.up(renamed);
    expect(organization.row(table, id)?.["msdyn_name"]).to.equal("Renamed");
  });
});
