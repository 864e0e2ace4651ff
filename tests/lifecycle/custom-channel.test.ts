import { expect } from "chai";
import type { Properties } from "../../provider/core/definition.ts";
import { ProviderError } from "../../provider/core/errors.ts";
import { partIdOf } from "../../provider/core/identity.ts";
import type { Row } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import {
  ChannelStage,
  channelTable,
  full,
  identityTable,
  messageTable,
  messagingApi,
  otherAccount,
  plain,
} from "./support/channel-stage.ts";
import { RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";
import { rowsOf } from "./support/interruptions.ts";

describe("custom channels", () => {
  const sandbox = withSandbox();
  let stage: ChannelStage;
  beforeEach(() => {
    sandbox().reset();
    stage = new ChannelStage(sandbox());
  });

  it("stores every argument where the service looks for it", async () => {
    await stage.deployment.up(full);
    expect(stage.row).to.include({
      msdyn_name: "Web chat",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: plain["account"],
      msdyn_liveworkstreamid: plain["workstream"],
      msdyn_ocwidgetlanguage: stage.idOf("msdyn_oclanguage", "msdyn_localeid", 1033),
      msdyn_enablefileattachmentsforagents: true,
      msdyn_enablefileattachmentsforcustomers: true,
      msdyn_enablerealtimelanguagetranslation: true,
      msdyn_postconversationsurveyenable: true,
      msdyn_postconversationsurveymode: 192350001,
      msdyn_postconversationsurvey: stage.idOf("msfp_survey", "msfp_name", "Customer satisfaction"),
      msdyn_postconversationsurveymessagetext: "How was it?",
      msdyn_postconversationsurveybotsurvey: true,
      msdyn_postconversationsurveybotsurveymode: 192350001,
      msdyn_postconversationsurveyseparatebotsurvey: stage.idOf("msfp_survey", "msfp_name", "Bot satisfaction"),
      msdyn_postconversationsurveybotsurveymessagetext: "And the bot?",
    });
    const [greeting, gone] = stage.rows(messageTable);
    expect(greeting).to.include({
      msdyn_ocsystemmessageid: partIdOf(stage.deployment.id, "message Greeting"),
      msdyn_name: "Greeting Message for Async Channels and Voice",
      msdyn_streamsource: 192350002,
      msdyn_systemmessageeventtype: 192350056,
      msdyn_messagereceiver: 192350001,
      msdyn_messagetype: 2,
      msdyn_messagetext: "Hello, we speak {$Language$}.",
      msdyn_instanceid: stage.deployment.id,
      msdyn_defaultlanguage: stage.idOf("msdyn_oclanguage", "msdyn_localeid", 1033),
    });
    expect(gone).to.include({ msdyn_systemmessageeventtype: 192350020, msdyn_messagereceiver: 192350000 });
  });

  it("is made in one change set", async () => {
    await stage.deployment.up(full);
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
      stage = new ChannelStage(sandbox());
      await stage.deployment.up(args);
      sandbox().requests.clear();
      expect(await stage.deployment.up(args)).to.deep.equal({ changes: [], replaces: [] });
      expect(await stage.deployment.refresh()).to.deep.equal([]);
      expect(await stage.deployment.preview(args)).to.deep.equal({ changes: [], replaces: [] });
      expect(stage.written).to.deep.equal([]);
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
      await stage.deployment.up(full);
      sandbox().requests.clear();
      const args = { ...full, [argument]: value };
      expect(await stage.deployment.up(args)).to.deep.equal({ changes: [argument], replaces: [] });
      expect(stage.written).to.deep.equal(bodies);
      expect(await stage.deployment.refresh()).to.deep.equal([]);
    });
  }

  it("takes its messages along to another language", async () => {
    await stage.deployment.up(full);
    sandbox().requests.clear();
    await stage.deployment.up({ ...full, language: "fr-FR" });
    const bind = `/msdyn_oclanguages(${stage.idOf("msdyn_oclanguage", "msdyn_localecode", "fr-FR")})`;
    expect(stage.written).to.deep.equal([
      { "msdyn_ocwidgetlanguage@odata.bind": bind },
      { "msdyn_defaultlanguage@odata.bind": bind },
      { "msdyn_defaultlanguage@odata.bind": bind },
    ]);
    expect(await stage.deployment.refresh()).to.deep.equal([]);
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
      await stage.deployment.up(full);
      const before = rowsOf(sandbox());
      stage.organization.update(channelTable, stage.deployment.id, byHand as Row);
      expect(await stage.deployment.refresh()).to.deep.equal([argument]);
      await stage.deployment.up(full);
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });
  }

  it("sees a text changed and a message deleted by hand, and repairs both", async () => {
    await stage.deployment.up(full);
    const before = rowsOf(sandbox());
    stage.organization.update(messageTable, partIdOf(stage.deployment.id, "message Greeting"), {
      msdyn_messagetext: "Hi.",
    });
    stage.organization.remove(messageTable, partIdOf(stage.deployment.id, "message CustomerDisconnected"));
    expect(await stage.deployment.refresh()).to.deep.equal(["automatedMessages"]);
    expect(stage.deployment.state["automatedMessages"]).to.deep.equal([{ trigger: "Greeting", text: "Hi." }]);
    await stage.deployment.up(full);
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("returns to the default when an argument leaves the program", async () => {
    await stage.deployment.up(full);
    await stage.deployment.up(plain);
    expect(stage.row).to.include({
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
    expect(stage.messages).to.deep.equal([]);
    expect(await stage.deployment.refresh()).to.deep.equal([]);
  });

  describe("automated messages", () => {
    const byHand = (eventType: number): Row =>
      stage.organization.insert(messageTable, {
        msdyn_name: "by hand",
        msdyn_streamsource: 192350002,
        msdyn_systemmessageeventtype: eventType,
        msdyn_messagetext: "Written by a person.",
        msdyn_instanceid: stage.deployment.id,
      });

    it("of other triggers are left alone", async () => {
      await stage.deployment.up(full);
      byHand(192350035);
      expect(await stage.deployment.refresh()).to.deep.equal([]);
      await stage.deployment.up(plain);
      await stage.deployment.destroy();
      expect(stage.messages).to.deep.equal([[192350035, "Written by a person."]]);
    });

    it("of the same trigger are joined, not doubled", async () => {
      await stage.deployment.up(plain);
      const theirs = byHand(192350056);
      await stage.deployment.up({ ...plain, automatedMessages: [{ trigger: "Greeting", text: "Ours." }] });
      expect(stage.messages).to.deep.equal([[192350056, "Ours."]]);
      expect(stage.rows(messageTable)[0]?.["msdyn_ocsystemmessageid"]).to.equal(theirs["msdyn_ocsystemmessageid"]);
      expect(await stage.deployment.refresh()).to.deep.equal([]);
    });

    it("must not name a variable that the workstream has not got", async () => {
      const args = { ...plain, automatedMessages: [{ trigger: "Greeting", text: "{$language$}" }] };
      const [fault] = (await failureOf(stage.deployment.up(args), RefusedArguments)).faults;
      expect(fault?.code).to.equal("unknown-context-variable");
      expect(fault?.path).to.equal("automatedMessages[0].text");
      expect(fault?.remedy).to.contain('use "Language"');
      expect(stage.written).to.deep.equal([]);
    });
  });

  describe("of the Messaging API", () => {
    it("have an identity of their own and give its federated subject", async () => {
      await stage.deployment.up(messagingApi);
      expect(stage.row).to.include({
        msdyn_occustomchannelid: 192350005,
        msdyn_appid: "6b1b2c3d-0000-5000-8000-000000000001",
        msdyn_tenantid: "6b1b2c3d-0000-5000-8000-000000000002",
        msdyn_webhookurl: "https://hook.contoso.com/messages",
        managedidentityid: partIdOf(stage.deployment.id, "managed identity"),
      });
      expect(stage.rows(identityTable)[0]).to.include({
        managedidentityid: partIdOf(stage.deployment.id, "managed identity"),
        applicationid: "6b1b2c3d-0000-5000-8000-000000000001",
        tenantid: "6b1b2c3d-0000-5000-8000-000000000002",
        credentialsource: 2,
        subjectscope: 1,
      });
      expect(stage.deployment.state["federatedCredentialSubject"]).to.be.a("string").with.length.greaterThan(10);
    });

    it("give another subject after a change of the webhook", async () => {
      await stage.deployment.up(messagingApi);
      const before = stage.deployment.state["federatedCredentialSubject"];
      sandbox().requests.clear();
      const api = { ...(messagingApi["messagingApi"] as Properties), webhookUrl: "https://hook.contoso.com/other" };
      await stage.deployment.up({ ...messagingApi, messagingApi: api });
      expect(stage.written).to.deep.equal([{ msdyn_webhookurl: "https://hook.contoso.com/other" }]);
      expect(stage.deployment.state["federatedCredentialSubject"]).not.to.equal(before);
      expect(await stage.deployment.refresh()).to.deep.equal([]);
    });
  });

  it("shows an identity that is gone, and makes it again", async () => {
    await stage.deployment.up(messagingApi);
    stage.organization.remove(identityTable, partIdOf(stage.deployment.id, "managed identity"));
    expect(await stage.deployment.refresh()).to.deep.equal(["messagingApi"]);
    await stage.deployment.up(messagingApi);
    expect(stage.row["managedidentityid"]).to.equal(partIdOf(stage.deployment.id, "managed identity"));
    expect(await stage.deployment.refresh()).to.deep.equal([]);
  });

  it("can be looked at by id and by name, with everything there is", async () => {
    await stage.deployment.up(full);
    for (const id of [stage.deployment.id.toUpperCase(), "name=Web chat", "name=web chat "]) {
      const found = await stage.deployment.get(id);
      expect(found?.["rowId"]).to.equal(stage.deployment.id);
      expect(found?.["language"]).to.equal("1033");
      expect(found?.["automatedMessages"]).to.have.deep.members(full["automatedMessages"] as unknown[]);
      expect(found?.["survey"]).to.deep.equal({ ...survey, mode: "SendLink" });
    }
    expect((await failureOf(stage.deployment.get("name=Nobody"), ProviderError)).code).to.equal("not-found");
  });

  it("refuses a survey in preview where the environment has no surveys, or not that one", async () => {
    const args = { ...plain, survey: { survey: "Customer satisfactoin" } };
    const refusal = await failureOf(stage.deployment.preview(args), RefusedArguments);
    expect(refusal.faults.map(({ path }) => path)).to.deep.equal(["survey.survey"]);
    expect(refusal.message).to.contain('did you mean "Customer satisfaction"');
  });

  it("refuses a second Direct Line channel on the account", async () => {
    stage.organization.insert(channelTable, {
      msdyn_name: "by hand",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: plain["account"] as string,
    });
    const refusal = await failureOf(stage.deployment.preview(plain), RefusedArguments);
    expect(refusal.faults.map(({ path }) => path)).to.deep.equal(["account"]);
    expect(refusal.message).to.contain('"by hand"');
  });
});
