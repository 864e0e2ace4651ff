import { expect } from "chai";
import { OtherOrganizationError } from "../../../provider/core/errors.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { startSandbox, switchFacts } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import {
  ChannelFixture,
  channelTable,
  full,
  identityTable,
  messageTable,
  messagingApi,
  plain,
  textTable,
} from "../support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { interruptedEverywhere, rowsOf } from "../support/interruptions.ts";

describe("custom channels are safe", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  let fixture: ChannelFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new ChannelFixture(sandbox());
  });

  it("to take over, and then hold only what the program says", async () => {
    const foreign = fixture.organization.insert(channelTable, {
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_enablefileattachmentsforagents: true,
    });
    await fixture.deployment.up({ ...plain, adopt: true });
    expect(fixture.deployment.id).to.equal(foreign["msdyn_occustommessagingchannelid"]);
    expect(fixture.row).to.include({
      msdyn_enablefileattachmentsforagents: true,
      msdyn_liveworkstreamid: plain["workstream"],
    });
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  it("from taking over a channel of another type, or one of two with the same name", async () => {
    const values = { msdyn_name: "Web chat", msdyn_occustomchannelid: 192350005 };
    fixture.organization.insert(channelTable, values);
    fixture.organization.insert(channelTable, values);
    const refusal = await failureOf(fixture.deployment.preview({ ...plain, adopt: true }), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.have.members(["adopt", "channelType"]);
  });

  it("from writing to a row of somebody else that stands under their id", async () => {
    await fixture.deployment.up(plain);
    fixture.organization.insertRaw(channelTable, fixture.deployment.id, { msdyn_name: "Somebody's" });
    const failure = await failureOf(new Deployment(customChannel, sandbox()).up(plain), Error);
    expect(failure.message).to.contain("[row-id-taken]");
    expect(fixture.row["msdyn_name"]).to.equal("Somebody's");
  });

  it("when deleted by hand: they are made again with the messages that outlived them", async () => {
    await fixture.deployment.up(full);
    const before = rowsOf(sandbox());
    fixture.organization.remove(channelTable, fixture.deployment.id);
    const { realTimeTranslation: _translation, ...changed } = full;
    await fixture.deployment.up(changed);
    await fixture.deployment.up(full);
    expect(fixture.deployment.messages.join("\n")).to.contain("is gone; making it again");
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("from a refresh that finds them gone: only a proven absence ends the resource", async () => {
    await fixture.deployment.up(full);
    fixture.organization.remove(channelTable, fixture.deployment.id);
    await fixture.deployment.refresh();
    expect(fixture.deployment.exists).to.equal(false);
  });

  it("from another organization", async () => {
    await fixture.deployment.up(plain);
    const elsewhere = await startSandbox({ organizations: 2 });
    try {
      const moved = fixture.deployment.at(String(elsewhere.organizations[1]?.url));
      const commands = [
        () => moved.refresh(),
        () => moved.destroy(),
        () => moved.up({ ...plain, realTimeTranslation: true }),
      ];
      for (const command of commands) {
        expect((await failureOf(command(), OtherOrganizationError)).code).to.equal("other-organization");
      }
    } finally {
      await elsewhere.close();
    }
  });

  const unavailable = [
    [401, "0x80040216"],
    [403, "0x80040220"],
    [429, "0x80072322"],
    [503, "0x80044150"],
  ] as const;
  for (const [status, code] of unavailable) {
    it(`when the service answers ${status}: state and rows stay`, async () => {
      await fixture.deployment.up(full);
      const { state } = fixture.deployment;
      for (const table of [channelTable, messageTable]) {
        sandbox().faults.add({ table, times: 100, action: { kind: "refuse", status, code } });
        await failureOf(fixture.deployment.refresh(), Error);
        await failureOf(fixture.deployment.destroy(), Error);
        sandbox().faults.clear();
      }
      expect(fixture.deployment.state).to.deep.equal(state);
      expect(fixture.rows(channelTable)).to.have.length(1);
      expect(fixture.messages).to.have.length(2);
    });
  }

  it("where channels are not provisioned: preview says so", async () => {
    sandbox().switches.set({ channelsProvisioned: false });
    const refusal = await failureOf(fixture.deployment.preview(messagingApi), RefusedArguments);
    expect(refusal.message).to.contain("channels are not provisioned");
  });

  describe("under every answer to what is not known", () => {
    const touching = [
      "messageText",
      "channelDeleteCleansUp",
      "oneDirectLinePerAccount",
      "optimisticConcurrency",
      "missingLookup",
      "contentIdRequired",
      "solutionOnUnawareTable",
      "unknownColumnCode",
    ] as const;
    for (const name of touching) {
      for (const setting of switchFacts[name].values) {
        it(`${name}=${String(setting)}`, async () => {
          sandbox().switches.set({ [name]: setting });
          const before = rowsOf(sandbox());
          for (const args of [full, messagingApi]) {
            const deployment = new Deployment(customChannel, sandbox());
            deployment.solution = "Channels";
            await deployment.up(args);
            expect(await deployment.refresh()).to.deep.equal([]);
            const changed = { ...args, automatedMessages: [{ trigger: "SessionEnded", text: "See you." }] };
            await deployment.up(changed);
            expect(fixture.messages).to.deep.equal([[192350015, "See you."]]);
            expect(await deployment.refresh()).to.deep.equal([]);
            expect((await deployment.preview(changed)).changes).to.deep.equal([]);
            await deployment.destroy();
            expect(rowsOf(sandbox())).to.deep.equal(before);
          }
        });
      }
    }

    it("keeps the text in step where a localization row holds it", async () => {
      sandbox().switches.set({ messageText: "localization" });
      await fixture.deployment.up(full);
      const id = String(fixture.rows(textTable)[0]?.["msdyn_oclocalizationdataid"]);
      fixture.organization.update(textTable, id, { msdyn_localizedtext: "Edited by hand." });
      expect(await fixture.deployment.refresh()).to.deep.equal(["automatedMessages"]);
      await fixture.deployment.up(full);
      expect(fixture.messages).to.deep.include([192350056, "Hello, we speak {$Language$}."]);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });

    it("says where a text is cut, and shows no change for it", async () => {
      sandbox().switches.set({ messageText: "localization" });
      const args = { ...plain, automatedMessages: [{ trigger: "Greeting", text: "Long. ".repeat(200) }] };
      await fixture.deployment.up(args);
      expect(fixture.deployment.messages.join("\n")).to.contain("the rest is cut off");
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });
  });

  describe("when any answer is lost", () => {
    for (const [kind, args, changed] of [
      ["Direct Line", full, { ...plain, automatedMessages: [{ trigger: "SessionEnded", text: "Bye." }] }],
      ["Messaging API", messagingApi, { ...messagingApi, realTimeTranslation: true, automatedMessages: [] }],
    ] as const) {
      it(`${kind}: a create run again gives the same rows`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelFixture(sandbox());
          return () => deployment.up(args);
        });
        expect(others).to.have.length.greaterThan(5);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });

      it(`${kind}: an update run again gives the same rows`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelFixture(sandbox());
          await deployment.up(args);
          return () => deployment.up(changed);
        });
        expect(others).to.have.length.greaterThan(5);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });

      it(`${kind}: a delete run again leaves nothing`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelFixture(sandbox());
          await deployment.up(args);
          return async () => {
            if (deployment.exists) await deployment.destroy();
          };
        });
        expect(undisturbed).not.to.have.any.keys(channelTable, messageTable, identityTable, textTable);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });
    }
  });
});
