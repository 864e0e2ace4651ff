import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { namePrefix } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, switchedRuleTest } from "./rule-test.ts";
import { accounts, channels, createAccount } from "./rows.ts";

const messages = "msdyn_ocsystemmessages";
const message = (channel: string) => ({
  msdyn_name: namePrefix,
  msdyn_streamsource: 192350002,
  msdyn_systemmessageeventtype: 192350015,
  msdyn_messagereceiver: 192350001,
  msdyn_messagetext: "Goodbye",
  msdyn_instanceid: channel,
});

const messagingApi = () => ({
  msdyn_name: namePrefix,
  msdyn_occustomchannelid: 192350005,
  msdyn_appid: randomUUID(),
  msdyn_tenantid: randomUUID(),
  msdyn_webhookurl: "https://adapter.example/messages",
});

describe("custom channel", () => {
  const environment = withEnvironment();

  ruleTest(environment, "a Messaging API channel needs no account, workstream or language", async (client) => {
    const sent = messagingApi();
    const id = await client.create(channels, sent);
    const { json } = await client.get(`${channels}(${id})?$select=${Object.keys(sent).join(",")}`);
    expect(json).to.include(sent);
  });

  ruleTest(environment, "a change of the webhook gives another federated subject", async (client) => {
    const sent = messagingApi();
    const id = await client.create(channels, sent);
    const identity = await client.create("managedidentities", {
      name: namePrefix,
      applicationid: sent.msdyn_appid,
      tenantid: sent.msdyn_tenantid,
      credentialsource: 2,
      subjectscope: 1,
    });
    await client.send("PATCH", `${channels}(${id})`, {
      "managedidentityid@odata.bind": `/managedidentities(${identity})`,
    });
    const subject = async (): Promise<unknown> => {
      const call = `GetComponentManagedIdentityFIC(ComponentName='msdyn_occustommessagingchannel',ComponentId=${id})`;
      return (await client.get(call)).json["FICSubject"];
    };
    const first = await subject();
    expect(await subject()).to.equal(first);
    await client.send("PATCH", `${channels}(${id})`, { msdyn_webhookurl: "https://adapter.example/other" });
    const second = await subject();
    expect([typeof first, typeof second, first === second]).to.deep.equal(["string", "string", false]);
  });

  switchedRuleTest(
    environment,
    "a second channel of one kind on one account",
    "oneDirectLinePerAccount",
    async (client) => {
      const body = {
        msdyn_name: namePrefix,
        msdyn_occustomchannelid: 192350000,
        "msdyn_custombotchannelregistration@odata.bind": `/${accounts}(${await createAccount(client)})`,
      };
      await client.create(channels, body);
      return (await client.send("POST", channels, body)).status === 204 ? "off" : "enforced";
    },
  );

  switchedRuleTest(
    environment,
    "the automated messages of a deleted channel stay behind",
    "channelDeleteCleansUp",
    async (client) => {
      const channel = await client.create(channels, { msdyn_name: namePrefix });
      const id = await client.create(messages, message(channel));
      await client.send("DELETE", `${channels}(${channel})`);
      return (await client.get(`${messages}(${id})`)).status === 404;
    },
  );

  switchedRuleTest(
    environment,
    "the text of an automated message is kept on the message",
    "messageText",
    async (client) => {
      const id = await client.create(messages, message(randomUUID()));
      const { json } = await client.get(`${messages}(${id})?$select=msdyn_messagetext`);
      const localized = await client.rows(
        `msdyn_oclocalizationdatas?$select=msdyn_localizedtext&$filter=_msdyn_systemmessageid_value eq ${id}`,
      );
      const elsewhere = localized.some((row) => row["msdyn_localizedtext"] === "Goodbye");
      expect([json["msdyn_messagetext"] === "Goodbye", elsewhere].filter(Boolean)).to.deep.equal([true]);
      return elsewhere ? "localization" : "message";
    },
  );
});
