import { expect } from "chai";
import type { Properties } from "../../../provider/core/definition.ts";
import { defaultIdNamespace, rowIdOf } from "../../../provider/core/identity.ts";
import { RefusedError } from "../../../provider/core/errors.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { workstream as workstreams } from "../../../provider/resources/workstream/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { ChannelFixture, channelTable, messagingApi, otherAccount, plain } from "../support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const workstreamTable = "msdyn_liveworkstream";
const variableTable = "msdyn_ocliveworkstreamcontextvariable";
const nowhere = "deadbeef-0000-4000-8000-00000000dead";
const otherWorkstream = "0d1cfb50-6f0f-5d0d-8f0a-0b7f9f0e4a12";

/** Arguments with a message that greets with a variable. */
const greeting = (variable: string): Properties => ({
  automatedMessages: [{ trigger: "Greeting", text: `Hello {$${variable}$}` }],
});

describe("what custom channels point at", () => {
  const sandbox = withSandbox();
  let fixture: ChannelFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new ChannelFixture(sandbox());
    fixture.organization.insertRaw(workstreamTable, otherWorkstream, {
      msdyn_name: "Another",
      msdyn_streamsource: 192350002,
    });
  });

  const refused = async (args: Properties, deployment = fixture.deployment): Promise<string[]> => {
    sandbox().requests.clear();
    const { failures } = await failureOf(deployment.preview(args), RefusedArguments);
    expect(sandbox().requests.writes()).to.deep.equal([]);
    return failures.map(({ code, path }) => `${code} ${path}`);
  };

  it("must exist when the channel is made, and the preview tells all that is missing", async () => {
    expect(await refused({ ...plain, account: nowhere })).to.deep.equal(["target-gone account"]);
    expect(await refused({ ...plain, workstream: nowhere })).to.deep.equal(["target-gone workstream"]);
    expect(await refused({ ...plain, account: nowhere, workstream: nowhere })).to.deep.equal([
      "target-gone account",
      "target-gone workstream",
    ]);
    expect(await refused({ ...messagingApi, workstream: nowhere })).to.deep.equal(["target-gone workstream"]);
  });

  it("must exist when the channel is moved", async () => {
    await fixture.deployment.up(plain);
    expect(await refused({ ...plain, account: nowhere })).to.deep.equal(["target-gone account"]);
    expect(await refused({ ...plain, workstream: nowhere })).to.deep.equal(["target-gone workstream"]);
  });

  it("is not asked for while the channel stays where it is", async () => {
    await fixture.deployment.up(plain);
    fixture.organization.remove(accountTable, String(plain["account"]));
    sandbox().requests.clear();
    const changed = { ...plain, account: String(plain["account"]).toUpperCase(), realTimeTranslation: true };
    expect(await fixture.deployment.preview(changed)).to.deep.equal({ changes: ["realTimeTranslation"], replaces: [] });
    expect(sandbox().requests.list({ table: accountTable })).to.deep.equal([]);
    expect(sandbox().requests.list({ table: workstreamTable })).to.deep.equal([]);
  });

  it("is asked for once, whatever the number of channels", async () => {
    const run = fixture.deployment.newRun();
    sandbox().requests.clear();
    for (const [index, account] of [plain["account"], otherAccount].entries()) {
      const channel = new Deployment(customChannel, sandbox(), `channel ${index}`);
      await channel.plan({ ...plain, name: `Channel ${index}`, account, ...greeting("Language") }, run);
    }
    const asked = (table: string) => sandbox().requests.list({ table }).length;
    expect([accountTable, workstreamTable, variableTable].map(asked)).to.deep.equal([1, 1, 1]);
  });

  it("may be a row that this run is about to make", async () => {
    const run = fixture.deployment.newRun();
    const chats = new Deployment(workstreams, sandbox(), "chats");
    const make = await chats.plan(
      { name: "Chats", distributionMode: "Push", contextVariables: [{ name: "Tier", type: "Text" }] },
      run,
    );
    const rowId = rowIdOf(defaultIdNamespace, "urn:pulumi:test::program::dynamics365:index:Workstream::chats", "Chats");
    const channel = await fixture.deployment.plan({ ...plain, workstream: rowId, ...greeting("Tier") }, run);
    await make();
    await channel();
    expect(fixture.row["msdyn_liveworkstreamid"]).to.equal(rowId);
  });

  it("may be a row that another Provider of the stack is about to make", async () => {
    const urn = "urn:pulumi:test::program::dynamics365:index:Workstream::of another Provider";
    const theirs = rowIdOf(defaultIdNamespace, urn, "Chats");
    const args = { ...plain, workstream: theirs, ...greeting("Tier") };
    expect((await fixture.deployment.checked(args))["workstream"]).to.equal(theirs);
    const otherStack = rowIdOf(defaultIdNamespace, urn.replace("test", "production"), "Chats");
    expect(await refused({ ...plain, workstream: otherStack })).to.deep.equal(["target-gone workstream"]);
  });

  it("has the context variables that its messages name", async () => {
    expect(await refused({ ...plain, ...greeting("language") })).to.deep.equal([
      "unknown-context-variable automatedMessages[0].text",
    ]);
    await fixture.deployment.up({ ...plain, ...greeting("Language") });
    expect(await refused({ ...plain, ...greeting("Tier") })).to.deep.equal([
      "unknown-context-variable automatedMessages[0].text",
    ]);
    // The other workstream has no variables.
    expect(await refused({ ...plain, workstream: otherWorkstream, ...greeting("Language") })).to.deep.equal([
      "unknown-context-variable automatedMessages[0].text",
    ]);
    for (const { msdyn_ocliveworkstreamcontextvariableid: id } of fixture.rows(variableTable))
      fixture.organization.remove(variableTable, String(id));
    sandbox().requests.clear();
    const renamed = { ...plain, ...greeting("Language"), name: "Renamed" };
    expect((await fixture.deployment.preview(renamed)).changes).to.deep.equal(["name"]);
    expect(sandbox().requests.list({ table: variableTable })).to.deep.equal([]);
  });

  it("tells before a replacement what the new channel would be refused for", async () => {
    await fixture.deployment.up(plain);
    fixture.organization.update(channelTable, fixture.deployment.id, { msdyn_liveworkstreamid: null });
    fixture.organization.remove(workstreamTable, String(plain["workstream"]));
    const { account: _account, ...rest } = plain;
    const api = { ...rest, channelType: "MessagingApi", messagingApi: messagingApi["messagingApi"] };
    expect(await refused(api)).to.deep.equal(["target-gone workstream"]);
    expect(fixture.rows(channelTable)).to.have.length(1);
  });

  describe("an account carries one Direct Line channel", () => {
    const theirs = (account: string) =>
      fixture.organization.insert(channelTable, {
        msdyn_name: "Of another stack",
        msdyn_occustomchannelid: 192350000,
        msdyn_custombotchannelregistration: account,
      });
    const moved = { ...plain, account: otherAccount };

    it("so a channel does not move to an account that has one", async () => {
      await fixture.deployment.up(plain);
      theirs(otherAccount);
      expect(await refused(moved)).to.deep.equal(["account-taken account"]);
    });

    it("and one that stands beside another is left in peace", async () => {
      await fixture.deployment.up(plain);
      theirs(String(plain["account"]));
      sandbox().requests.clear();
      const changed = { ...plain, realTimeTranslation: true };
      expect((await fixture.deployment.preview(changed)).changes).to.deep.equal(["realTimeTranslation"]);
      expect(sandbox().requests.list({ table: channelTable })).to.deep.equal([]);
    });

    it("and one that this run has moved away is no obstacle", async () => {
      const second = new Deployment(customChannel, sandbox(), "second");
      await fixture.deployment.up(plain);
      await second.up({ ...moved, name: "Second" });
      const third = "91f5d0a7-6a0c-5c0e-8d2b-1b1f6a0d9e34";
      fixture.organization.insertRaw(accountTable, third, {
        msdyn_name: "Third",
        msdyn_msappid: "11111111-0000-5000-8000-000000000003",
        msdyn_iscustommessagingbcr: true,
      });
      expect(await refused(moved)).to.deep.equal(["account-taken account"]);
      const run = fixture.deployment.newRun();
      await (
        await second.plan({ ...moved, name: "Second", account: third }, run)
      )();
      await (
        await fixture.deployment.plan(moved, run)
      )();
      expect(fixture.rows(channelTable).map((row) => row["msdyn_custombotchannelregistration"])).to.have.members([
        otherAccount,
        third,
      ]);
    });
  });

  it("is told by the update where it went in between", async () => {
    const inputs = await fixture.deployment.checked({ ...plain, ...greeting("Language") });
    const refusal = () => failureOf(apply(customChannel, fixture.deployment.newRun(), inputs), RefusedError);
    for (const { msdyn_ocliveworkstreamcontextvariableid: id } of fixture.rows(variableTable))
      fixture.organization.remove(variableTable, String(id));
    expect(await refusal()).to.include({
      code: "unknown-context-variable",
      propertyPath: "automatedMessages[0].text",
    });
    const { automatedMessages: _messages, ...silent } = inputs;
    fixture.organization.remove(accountTable, String(plain["account"]));
    const failure = await failureOf(apply(customChannel, fixture.deployment.newRun(), silent), RefusedError);
    expect(failure).to.include({ code: "target-gone", propertyPath: "account" });
  });
});
