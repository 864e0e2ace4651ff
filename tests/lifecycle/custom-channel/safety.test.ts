import { expect } from "chai";
import { OtherOrganizationError } from "../../../provider/core/failures.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { startSandbox, switchFacts } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import {
  ChannelStage,
  channelTable,
  full,
  identityTable,
  messageTable,
  messagingApi,
  plain,
  textTable,
} from "../support/channel-stage.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { interruptedEverywhere, rowsOf } from "../support/interruptions.ts";

describe("custom channels are safe", function () {
  this.timeout(60_000);

  const sandbox = withSandbox();
  let stage: ChannelStage;
  beforeEach(() => {
    sandbox().reset();
    stage = new ChannelStage(sandbox());
  });

  it("to take over, and then hold only what the program says", async () => {
    const foreign = stage.organization.insert(channelTable, {
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_enablefileattachmentsforagents: true,
    });
    await stage.deployment.up({ ...plain, adopt: true });
    expect(stage.deployment.id).to.equal(foreign["msdyn_occustommessagingchannelid"]);
    expect(stage.row).to.include({
      msdyn_enablefileattachmentsforagents: true,
      msdyn_liveworkstreamid: plain["workstream"],
    });
    expect(await stage.deployment.refresh()).to.deep.equal([]);
  });

  it("from taking over a channel of another type, or one of two with the same name", async () => {
    const values = { msdyn_name: "Web chat", msdyn_occustomchannelid: 192350005 };
    stage.organization.insert(channelTable, values);
    stage.organization.insert(channelTable, values);
    const refusal = await failureOf(stage.deployment.preview({ ...plain, adopt: true }), RefusedArguments);
    expect(refusal.faults.map(({ path }) => path)).to.have.members(["adopt", "channelType"]);
  });

  it("from writing to a row of somebody else that stands under their id", async () => {
    await stage.deployment.up(plain);
    stage.organization.plant(channelTable, stage.deployment.id, { msdyn_name: "Somebody's" });
    const failure = await failureOf(new Deployment(customChannel, sandbox()).up(plain), Error);
    expect(failure.message).to.contain("[row-id-taken]");
    expect(stage.row["msdyn_name"]).to.equal("Somebody's");
  });

  it("when deleted by hand: they are made again with the messages that outlived them", async () => {
    await stage.deployment.up(full);
    const before = rowsOf(sandbox());
    stage.organization.remove(channelTable, stage.deployment.id);
    const { realTimeTranslation: _translation, ...changed } = full;
    await stage.deployment.up(changed);
    await stage.deployment.up(full);
    expect(stage.deployment.messages.join("\n")).to.contain("is gone; making it again");
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("from a refresh that finds them gone: only a proven absence ends the resource", async () => {
    await stage.deployment.up(full);
    stage.organization.remove(channelTable, stage.deployment.id);
    await stage.deployment.refresh();
    expect(stage.deployment.exists).to.equal(false);
  });

  it("from another organization", async () => {
    await stage.deployment.up(plain);
    const elsewhere = await startSandbox({ organizations: 2 });
    try {
      const moved = stage.deployment.at(String(elsewhere.organizations[1]?.url));
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
      await stage.deployment.up(full);
      const { state } = stage.deployment;
      for (const table of [channelTable, messageTable]) {
        sandbox().faults.add({ table, times: 100, action: { kind: "refuse", status, code } });
        await failureOf(stage.deployment.refresh(), Error);
        await failureOf(stage.deployment.destroy(), Error);
        sandbox().faults.clear();
      }
      expect(stage.deployment.state).to.deep.equal(state);
      expect(stage.rows(channelTable)).to.have.length(1);
      expect(stage.messages).to.have.length(2);
    });
  }

  it("where channels are not provisioned: preview says so", async () => {
    sandbox().switches.set({ channelsProvisioned: false });
    const refusal = await failureOf(stage.deployment.preview(messagingApi), RefusedArguments);
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
            expect(stage.messages).to.deep.equal([[192350015, "See you."]]);
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
      await stage.deployment.up(full);
      const id = String(stage.rows(textTable)[0]?.["msdyn_oclocalizationdataid"]);
      stage.organization.update(textTable, id, { msdyn_localizedtext: "Edited by hand." });
      expect(await stage.deployment.refresh()).to.deep.equal(["automatedMessages"]);
      await stage.deployment.up(full);
      expect(stage.messages).to.deep.include([192350056, "Hello, we speak {$Language$}."]);
      expect(await stage.deployment.refresh()).to.deep.equal([]);
    });

    it("says where a text is cut, and shows no change for it", async () => {
      sandbox().switches.set({ messageText: "localization" });
      const args = { ...plain, automatedMessages: [{ trigger: "Greeting", text: "Long. ".repeat(200) }] };
      await stage.deployment.up(args);
      expect(stage.deployment.messages.join("\n")).to.contain("the rest is cut off");
      expect(await stage.deployment.refresh()).to.deep.equal([]);
    });
  });

  describe("when any answer is lost", () => {
    for (const [kind, args, changed] of [
      ["Direct Line", full, { ...plain, automatedMessages: [{ trigger: "SessionEnded", text: "Bye." }] }],
      ["Messaging API", messagingApi, { ...messagingApi, realTimeTranslation: true, automatedMessages: [] }],
    ] as const) {
      it(`${kind}: a create run again gives the same rows`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelStage(sandbox());
          return () => deployment.up(args);
        });
        expect(others).to.have.length.greaterThan(5);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });

      it(`${kind}: an update run again gives the same rows`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelStage(sandbox());
          await deployment.up(args);
          return () => deployment.up(changed);
        });
        expect(others).to.have.length.greaterThan(5);
        for (const other of others) expect(other).to.deep.equal(undisturbed);
      });

      it(`${kind}: a delete run again leaves nothing`, async () => {
        const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
          const { deployment } = new ChannelStage(sandbox());
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
