import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { ProviderError } from "../../provider/errors.ts";
import { partIdOf } from "../../provider/core/identity.ts";
import type { Row } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import {
  ChannelFixture,
  channelTable,
  full,
  identityTable,
  messageTable,
  messagingApi,
  otherAccount,
  plain,
} from "./support/channel-fixture.ts";
import { RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";
import { rowsOf } from "./support/interruptions.ts";

describe("custom channels", () => {
  const sandbox = withSandbox();
  let fixture: ChannelFixture;
  beforeEach(() => {
    sandbox().reset();
    fixture = new ChannelFixture(sandbox());
  });

  it("stores every argument where the service looks for it", async () => {
    await fixture.deployment.up(full);
    expect(fixture.row).to.include({
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: plain["account"],
      msdyn_liveworkstreamid: plain["workstream"],
      msdyn_ocwidgetlanguage: fixture.idOf("msdyn_oclanguage", "msdyn_localeid", 1033),
      msdyn_enablefileattachmentsforagents: true,
      msdyn_enablefileattachmentsforcustomers: true,
      msdyn_enablerealtimelanguagetranslation: true,
      msdyn_postconversationsurveyenable: true,
      msdyn_postconversationsurveymode: 192350001,
      msdyn_postconversationsurvey: fixture.idOf("msfp_survey", "msfp_name", "Customer satisfaction"),
      msdyn_postconversationsurveymessagetext: "How was it?",
      msdyn_postconversationsurveybotsurvey: true,
      msdyn_postconversationsurveybotsurveymode: 192350001,
      msdyn_postconversationsurveyseparatebotsurvey: fixture.idOf("msfp_survey", "msfp_name", "Bot satisfaction"),
      msdyn_postconversationsurveybotsurveymessagetext: "And the bot?",
    });
    const [greeting, gone] = fixture.rows(messageTable);
    expect(greeting).to.include({
      msdyn_ocsystemmessageid: partIdOf(fixture.deployment.id, "message Greeting"),
      msdyn_name: "Greeting Message for Async Channels and Voice",
      msdyn_streamsource: 192350002,
      msdyn_systemmessageeventtype: 192350056,
      msdyn_messagereceiver: 192350001,
      msdyn_messagetype: 2,
      msdyn_messagetext: "Hello, we speak {$Language$}.",
      msdyn_instanceid: fixture.deployment.id,
      msdyn_defaultlanguage: fixture.idOf("msdyn_oclanguage", "msdyn_localeid", 1033),
    });
    expect(gone).to.include({ msdyn_systemmessageeventtype: 192350020, msdyn_messagereceiver: 192350000 });
  });

  it("is made in one change set", async () => {
    await fixture.deployment.up(full);
    expect(sandbox().requests.list({ operation: "batch" })).to.have.length(1);
    expect(
      new Set(
        sandbox()
          .requests.writes()
          .map((write) => write.batch),
      ),
    ).to.have.length(1);
  });

  it("writes nothing when nothing changed, and refresh shows nothing", async () => {
    for (const args of [full, messagingApi]) {
      sandbox().reset();
      fixture = new ChannelFixture(sandbox());
      await fixture.deployment.up(args);
      sandbox().requests.clear();
      expect(await fixture.deployment.up(args)).to.deep.equal({ changes: [], replaces: [] });
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
      expect(await fixture.deployment.preview(args)).to.deep.equal({ changes: [], replaces: [] });
      expect(fixture.written).to.deep.equal([]);
    }
  });

  const survey = full["survey"] as Properties;
  const changes: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ["name", "Chat", [{ msdyn_name: "Chat" }]],
    [
      "account",
      otherAccount,
      [{ "msdyn_custombotchannelregistration@odata.bind": `/msdyn_ocbotchannelregistrations(${otherAccount})` }],
    ],
    ["realTimeTranslation", false, [{ msdyn_enablerealtimelanguagetranslation: false }]],
    ["attachments", { customers: true, agents: false }, [{ msdyn_enablefileattachmentsforagents: false }]],
    ["survey", { ...survey, message: "Well?" }, [{ msdyn_postconversationsurveymessagetext: "Well?" }]],
    [
      "automatedMessages",
      [{ trigger: "Greeting", text: "Welcome." }, (full["automatedMessages"] as unknown[])[1]],
      [{ msdyn_messagetext: "Welcome." }],
    ],
  ];
  for (const [argument, value, bodies] of changes) {
    it(`writes only its own column when ${argument} changes`, async () => {
      await fixture.deployment.up(full);
      sandbox().requests.clear();
      const args = { ...full, [argument]: value };
      expect(await fixture.deployment.up(args)).to.deep.equal({ changes: [argument], replaces: [] });
      expect(fixture.written).to.deep.equal(bodies);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });
  }

  it("takes its messages along to another language", async () => {
    await fixture.deployment.up(full);
    sandbox().requests.clear();
    await fixture.deployment.up({ ...full, language: "fr-FR" });
    const bind = `/msdyn_oclanguages(${fixture.idOf("msdyn_oclanguage", "msdyn_localecode", "fr-FR")})`;
    expect(fixture.written).to.deep.equal([
      { "msdyn_ocwidgetlanguage@odata.bind": bind },
      { "msdyn_defaultlanguage@odata.bind": bind },
      { "msdyn_defaultlanguage@odata.bind": bind },
    ]);
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  const drifts: readonly (readonly [string, Properties])[] = [
    ["name", { msdyn_name: "Renamed by hand" }],
    ["account", { msdyn_custombotchannelregistration: null }],
    ["workstream", { msdyn_liveworkstreamid: null }],
    ["language", { msdyn_ocwidgetlanguage: null }],
    ["attachments", { msdyn_enablefileattachmentsforagents: false }],
    ["realTimeTranslation", { msdyn_enablerealtimelanguagetranslation: false }],
    ["survey", { msdyn_postconversationsurveyenable: false }],
    ["survey", { msdyn_postconversationsurveymessagetext: "by hand" }],
    ["survey", { msdyn_postconversationsurveybotsurvey: false }],
  ];
  for (const [argument, byHand] of drifts) {
    it(`sees ${argument} changed by hand (${Object.keys(byHand).join()}) and repairs it`, async () => {
      await fixture.deployment.up(full);
      const before = rowsOf(sandbox());
      fixture.organization.update(channelTable, fixture.deployment.id, byHand as Row);
      expect(await fixture.deployment.refresh()).to.deep.equal([argument]);
      await fixture.deployment.up(full);
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });
  }

  it("sees a text changed and a message deleted by hand, and repairs both", async () => {
    await fixture.deployment.up(full);
    const before = rowsOf(sandbox());
    fixture.organization.update(messageTable, partIdOf(fixture.deployment.id, "message Greeting"), {
      msdyn_messagetext: "Hi.",
    });
    fixture.organization.remove(messageTable, partIdOf(fixture.deployment.id, "message CustomerDisconnected"));
    expect(await fixture.deployment.refresh()).to.deep.equal(["automatedMessages"]);
    expect(fixture.deployment.state["automatedMessages"]).to.deep.equal([{ trigger: "Greeting", text: "Hi." }]);
    await fixture.deployment.up(full);
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("returns to the default when an argument leaves the program", async () => {
    await fixture.deployment.up(full);
    await fixture.deployment.up(plain);
    expect(fixture.row).to.include({
      msdyn_enablefileattachmentsforagents: false,
      msdyn_enablefileattachmentsforcustomers: false,
      msdyn_enablerealtimelanguagetranslation: false,
      msdyn_postconversationsurveyenable: false,
      msdyn_postconversationsurveymode: null,
      msdyn_postconversationsurvey: null,
      msdyn_postconversationsurveymessagetext: null,
      msdyn_postconversationsurveybotsurvey: false,
      msdyn_postconversationsurveyseparatebotsurvey: null,
      msdyn_postconversationsurveybotsurveymessagetext: null,
    });
    expect(fixture.messages).to.deep.equal([]);
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  describe("automated messages", () => {
    const byHand = (eventType: number): Row =>
      fixture.organization.insert(messageTable, {
        msdyn_name: "by hand",
        msdyn_streamsource: 192350002,
        msdyn_systemmessageeventtype: eventType,
        msdyn_messagetext: "Written by a person.",
        msdyn_instanceid: fixture.deployment.id,
      });

    it("of other triggers are left alone", async () => {
      await fixture.deployment.up(full);
      byHand(192350035);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
      await fixture.deployment.up(plain);
      await fixture.deployment.destroy();
      expect(fixture.messages).to.deep.equal([[192350035, "Written by a person."]]);
    });

    it("of the same trigger are joined, not doubled", async () => {
      await fixture.deployment.up(plain);
      const theirs = byHand(192350056);
      await fixture.deployment.up({ ...plain, automatedMessages: [{ trigger: "Greeting", text: "Ours." }] });
      expect(fixture.messages).to.deep.equal([[192350056, "Ours."]]);
      expect(fixture.rows(messageTable)[0]?.["msdyn_ocsystemmessageid"]).to.equal(theirs["msdyn_ocsystemmessageid"]);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });

    it("must not name a variable that the workstream has not got", async () => {
      const args = { ...plain, automatedMessages: [{ trigger: "Greeting", text: "{$language$}" }] };
      const [failure] = (await failureOf(fixture.deployment.up(args), RefusedArguments)).failures;
      expect(failure?.code).to.equal("unknown-context-variable");
      expect(failure?.path).to.equal("automatedMessages[0].text");
      expect(failure?.remedy).to.contain('use "Language"');
      expect(fixture.written).to.deep.equal([]);
    });
  });

  describe("of the Messaging API", () => {
    it("have an identity of their own and give its federated subject", async () => {
      await fixture.deployment.up(messagingApi);
      expect(fixture.row).to.include({
        msdyn_occustomchannelid: 192350005,
        msdyn_appid: "6b1b2c3d-0000-5000-8000-000000000001",
        msdyn_tenantid: "6b1b2c3d-0000-5000-8000-000000000002",
        msdyn_webhookurl: "https://hook.contoso.com/messages",
        managedidentityid: partIdOf(fixture.deployment.id, "managed identity"),
      });
      expect(fixture.rows(identityTable)[0]).to.include({
        managedidentityid: partIdOf(fixture.deployment.id, "managed identity"),
        applicationid: "6b1b2c3d-0000-5000-8000-000000000001",
        tenantid: "6b1b2c3d-0000-5000-8000-000000000002",
        credentialsource: 2,
        subjectscope: 1,
      });
      expect(fixture.deployment.state["federatedCredentialSubject"]).to.be.a("string").with.length.greaterThan(10);
    });

    it("give another subject after a change of the webhook", async () => {
      await fixture.deployment.up(messagingApi);
      const before = fixture.deployment.state["federatedCredentialSubject"];
      sandbox().requests.clear();
      const api = { ...(messagingApi["messagingApi"] as Properties), webhookUrl: "https://hook.contoso.com/other" };
      await fixture.deployment.up({ ...messagingApi, messagingApi: api });
      expect(fixture.written).to.deep.equal([{ msdyn_webhookurl: "https://hook.contoso.com/other" }]);
      expect(fixture.deployment.state["federatedCredentialSubject"]).not.to.equal(before);
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });
  });

  it("shows an identity that is gone, and makes it again", async () => {
    await fixture.deployment.up(messagingApi);
    fixture.organization.remove(identityTable, partIdOf(fixture.deployment.id, "managed identity"));
    expect(await fixture.deployment.refresh()).to.deep.equal(["messagingApi"]);
    await fixture.deployment.up(messagingApi);
    expect(fixture.row["managedidentityid"]).to.equal(partIdOf(fixture.deployment.id, "managed identity"));
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  it("can be looked at by id and by name, with everything there is", async () => {
    await fixture.deployment.up(full);
    for (const id of [fixture.deployment.id.toUpperCase(), "name=Web chat", "name=web chat "]) {
      const found = await fixture.deployment.get(id);
      expect(found?.["rowId"]).to.equal(fixture.deployment.id);
      expect(found?.["language"]).to.equal("1033");
      expect(found?.["automatedMessages"]).to.have.deep.members(full["automatedMessages"] as unknown[]);
      expect(found?.["survey"]).to.deep.equal({ ...survey, mode: "SendLink" });
    }
    expect((await failureOf(fixture.deployment.get("name=Nobody"), ProviderError)).code).to.equal("not-found");
  });

  it("refuses a survey in preview where the environment has no surveys, or not that one", async () => {
    const args = { ...plain, survey: { survey: "Customer satisfactoin" } };
    const refusal = await failureOf(fixture.deployment.preview(args), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["survey.survey"]);
    expect(refusal.message).to.contain('did you mean "Customer satisfaction"');
  });

  it("refuses a second Direct Line channel on the account", async () => {
    fixture.organization.insert(channelTable, {
      msdyn_name: "by hand",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: plain["account"] as string,
    });
    const refusal = await failureOf(fixture.deployment.preview(plain), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["account"]);
    expect(refusal.message).to.contain('"by hand"');
  });
});
