import { expect } from "chai";
import { defaultIdNamespace, formerRowIdOf } from "../../../provider/core/identity.ts";
import { DependentRowsError } from "../../../provider/core/errors.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { channelTable } from "../support/channel-fixture.ts";
import { Deployment } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

describe("a channel that version 0.1.0 made", () => {
  const sandbox = withSandbox();
  beforeEach(() => {
    sandbox().reset();
  });

  it("comes back into state by adopt, where deletedWith took it out and stops the delete of account and workstream", async () => {
    const [organization] = sandbox().organizations;
    const account = new Deployment(messagingAccount, sandbox());
    await account.up({ name: "Bot", appId: "11111111-2222-5333-8444-555555555555", clientSecret: "a-secret~of-it" });
    const chat = new Deployment(workstream, sandbox());
    await chat.up({ name: "Chat", distributionMode: "Push" });
    const args = { name: "Web", channelType: "DirectLine", language: 1033, account: account.id, workstream: chat.id };
    const channel = new Deployment(customChannel, sandbox());
    const urn = "urn:pulumi:test::program::dynamics365:index:CustomChannel::main";
    const rowId = formerRowIdOf(defaultIdNamespace, urn, "Web");
    await apply(customChannel, channel.newRun(), { ...args, rowId });
    const row = organization?.row(channelTable, rowId);
    organization?.insertRaw(channelTable, rowId, { ...row, createdon: "2026-01-01T00:00:00Z" });

    for (const parent of [account, chat]) {
      const refusal = await failureOf(parent.destroy(), DependentRowsError);
      expect(refusal.remedy).to.contain("set adopt: true on it, run `pulumi up`, and destroy again");
    }
    await channel.up({ ...args, adopt: true });
    expect(channel.id).to.equal(rowId);
    for (const each of [channel, account, chat]) await each.destroy();
    expect(organization?.rows(channelTable)).to.deep.equal([]);
  });
});
