import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../provider/core/definition.ts";
import { ProviderError } from "../../provider/errors.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { messageTriggers } from "../../schema/automated-messages.ts";
import { withSandbox } from "../support/sandbox.ts";
import {
  ChannelFixture,
  channelTable,
  full,
  messageTable,
  messagingApi,
  otherAccount,
  plain,
} from "./support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const appId = "11111111-2222-4333-8444-555555555555";
const account = { name: "Web chat account", appId, clientSecret: "a-secret~of-the-bot" };

describe("steps of the document", () => {
  const sandbox = withSandbox();
  let fixture: ChannelFixture;
  let accounts: Deployment;
  beforeEach(() => {
    sandbox().reset();
    fixture = new ChannelFixture(sandbox());
    accounts = new Deployment(messagingAccount, sandbox());
  });

  const accountRow = () => fixture.organization.row(accountTable, accounts.id) ?? {};

  it("finds an account that stands there by its app id, and no account of another channel", async () => {
    await accounts.up(account);
    const found = await accounts.get(`appId=${appId}`);
    expect(found).to.include({ rowId: accounts.id, name: account.name, appId });
    expect(found).not.to.have.property("clientSecret");
    fixture.organization.update(accountTable, accounts.id, { msdyn_iscustommessagingbcr: false });
    const refusal = await failureOf(accounts.get(`appId=${appId}`), ProviderError);
    expect(refusal.what).to.contain(appId);
  });

  it("writes the tenant that the program gives instead of the provider's, and the type of an old bot", async () => {
    const tenantId = "6d7e1d6c-6f0b-4c58-8d4e-0f4f2a1b7c11";
    await accounts.up({ ...account, tenantId: tenantId.toUpperCase(), botType: "MultiTenant" });
    expect(accountRow()).to.include({ msdyn_tenantid: tenantId, msdyn_bottype: 192350000 });
    expect(await accounts.refresh()).to.deep.equal([]);
  });

  it("shows what the service's own validation found, once somebody asked for it", async () => {
    await accounts.up(account);
    expect(accounts.state).not.to.have.any.keys("validationStatus", "lastValidated");
    fixture.organization.validate(accounts.id);
    expect(await accounts.refresh()).to.deep.equal([]);
    expect(accounts.state["validationStatus"]).to.equal("Validated");
    expect(accounts.state["lastValidated"]).to.equal(accountRow()["msdyn_lastvalidateddate"]);
  });

  it("brings several channels to a workstream, a Direct Line one for each account", async () => {
    const channels = [plain, { ...plain, name: "Second", account: otherAccount }, messagingApi];
    for (const [index, channel] of channels.entries()) {
      await new Deployment(customChannel, sandbox(), `channel ${index}`).up(channel);
    }
    expect(
      fixture
        .rows(channelTable)
        .map((row) => [
          row["msdyn_occustomchannelid"],
          row["msdyn_custombotchannelregistration"],
          row["msdyn_liveworkstreamid"],
        ]),
    ).to.have.deep.members([
      [192350000, plain["account"], plain["workstream"]],
      [192350000, otherAccount, plain["workstream"]],
      [192350005, undefined, plain["workstream"]],
    ]);
  });

  for (const language of [1036, "1036", "fr-FR", "French - France"]) {
    it(`takes a language by locale id, locale code or name: ${JSON.stringify(language)}`, async () => {
      await fixture.deployment.up({ ...plain, language });
      expect(fixture.row["msdyn_ocwidgetlanguage"]).to.equal(fixture.idOf("msdyn_oclanguage", "msdyn_localeid", 1036));
      expect(await fixture.deployment.refresh()).to.deep.equal([]);
    });
  }

  it("stores a message for each trigger, the one to representatives among them", async () => {
    const triggers = Object.keys(messageTriggers);
    const automatedMessages = triggers.map((trigger) => ({ trigger, text: `${trigger} by {AgentName}` }));
    await fixture.deployment.up({ ...plain, automatedMessages });
    const rows = fixture.rows(messageTable);
    expect(rows.map((row) => row["msdyn_name"])).to.have.members(Object.values(messageTriggers));
    expect(new Set(rows.map((row) => row["msdyn_systemmessageeventtype"])).size).to.equal(triggers.length);
    const toRepresentatives = rows.filter((row) => row["msdyn_messagereceiver"] === 192350000);
    expect(toRepresentatives.map((row) => row["msdyn_messagetext"])).to.deep.equal([
      "CustomerDisconnected by {AgentName}",
    ]);
    expect(await fixture.deployment.refresh()).to.deep.equal([]);
  });

  it("refuses a survey in preview where there is none, and where Customer Voice is not installed", async () => {
    for (const row of [...fixture.rows("msfp_survey")]) {
      fixture.organization.remove("msfp_survey", String(row["msfp_surveyid"]));
    }
    const none = await failureOf(fixture.deployment.preview(full), RefusedArguments);
    expect(none.failures.map(({ path }) => path)).to.deep.equal(["survey.survey", "survey.botSurvey.survey"]);
    expect(none.message).to.contain("has none at all");
    const action = { kind: "refuse", status: 404, code: "0x80060888", message: "Resource not found" } as const;
    sandbox().faults.add({ table: "msfp_survey", times: 10, action });
    const absent = await failureOf(fixture.deployment.preview(full), RefusedArguments);
    expect(absent.message).to.contain("has no Dynamics 365 Customer Voice");
    expect(fixture.written).to.deep.equal([]);
  });

  const variables = Array.from({ length: 101 }, (_, index) => ({ name: `v${index}`, type: "Text" }));
  const long = (length: number): string => "x".repeat(length);
  const tooMuch: readonly (readonly [ResourceDefinition, Properties, string])[] = [
    [messagingAccount, { ...account, messagingEndpoint: `https://contoso.com/${long(481)}` }, "messagingEndpoint"],
    [customChannel, { ...plain, name: long(101) }, "name"],
    [
      customChannel,
      { ...plain, automatedMessages: [{ trigger: "Greeting", text: long(2001) }] },
      "automatedMessages[0].text",
    ],
    [
      customChannel,
      {
        ...plain,
        survey: { survey: "Customer satisfaction", botSurvey: { survey: "Bot satisfaction", message: long(201) } },
      },
      "survey.botSurvey.message",
    ],
    [workstream, { name: "Chat", distributionMode: "Push", contextVariables: variables }, "contextVariables"],
  ];
  for (const [definition, args, path] of tooMuch) {
    it(`refuses more than the document allows in ${path} of ${definition.type}`, async () => {
      const refusal = await failureOf(new Deployment(definition, sandbox()).preview(args), RefusedArguments);
      expect(refusal.failures.map((fault) => fault.path)).to.deep.equal([path]);
    });
  }

  it("refuses a capacity profile as the output of a rule", async () => {
    const rule = {
      workstream: plain["workstream"],
      name: "Premium",
      kind: "classification",
      order: 1,
      ruleset: { name: "Profiles", order: 1 },
      set: { capacityProfile: "Premium messaging" },
    };
    const refusal = await failureOf(new Deployment(routingRule, sandbox()).preview(rule), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.contain("set.capacityProfile");
    expect(refusal.message).to.contain("is not known publicly");
    expect(fixture.written).to.deep.equal([]);
  });
});
