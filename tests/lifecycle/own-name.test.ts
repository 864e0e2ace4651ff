import { expect } from "chai";
import { ProviderError } from "../../provider/errors.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

describe("a request about the row of a resource that the service refuses", () => {
  const sandbox = withSandbox();
  let chat: Deployment;
  beforeEach(async () => {
    sandbox().reset();
    chat = new Deployment(workstream, sandbox());
    await chat.up({ name: "Chat", distributionMode: "Push" });
  });
  afterEach(() => sandbox().faults.clear());

  const refuse = (method: "GET" | "PATCH" | "DELETE") =>
    sandbox().faults.add({
      method,
      table: "msdyn_liveworkstream",
      times: Infinity,
      action: { kind: "refuse", status: 403 },
    });
  const firstLineOf = async (command: Promise<unknown>) =>
    (await failureOf(command, ProviderError)).message.split("\n", 1)[0];

  it("is told with the resource's name instead of table and id", async () => {
    refuse("PATCH");
    const change = chat.up({ name: "Chat", distributionMode: "Push", keepSameAgent: false });
    expect(await firstLineOf(change)).to.contain('Could not update Workstream "Chat": ');
    sandbox().faults.clear();
    refuse("DELETE");
    expect(await firstLineOf(chat.destroy())).to.contain('Could not delete Workstream "Chat": ');
  });
});
