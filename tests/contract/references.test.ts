import { expect } from "chai";
import { DynamicsWebApi } from "dynamics-web-api";
import { randomUUID } from "node:crypto";
import { namePrefix, type Client } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, sandboxRuleTest } from "./rule-test.ts";
import { accounts, channels, createAccount, createWorkstream, workstreams } from "./rows.ts";

const lookup = "msdyn_custombotchannelregistration";
const collection = "msdyn_msdyn_ocbotchannelregistration_msdyn_occustommessagingchannel_custombotchannelregistration";
const missing = "5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c05";

describe("references", () => {
  const environment = withEnvironment();

  const absolute = (row: string): string => `${environment().url}/api/data/v9.2/${row}`;
  const createChannel = (client: Client): Promise<string> => client.create(channels, { msdyn_name: namePrefix });
  const accountOf = async (client: Client, channel: string): Promise<unknown> => {
    const value = `_${lookup}_value`;
    return (await client.get(`${channels}(${channel})?$select=${value}`)).json[value];
  };

  ruleTest(environment, "a lookup is set, changed and emptied by reference", async (client) => {
    const [first, second] = [await createAccount(client), await createAccount(client)];
    const channel = await createChannel(client);
    const reference = `${channels}(${channel})/${lookup}/$ref`;
    expect((await client.get(reference)).status).to.equal(204);
    const seen: unknown[] = [];
    const forms = [`${accounts}(${first})`, `/${accounts}(${second})`, absolute(`${accounts}(${first})`)];
    for (const id of forms) {
      expect((await client.send("PUT", reference, { "@odata.id": id })).status).to.equal(204);
      seen.push(await accountOf(client, channel));
    }
    expect(seen).to.deep.equal([first, second, first]);
    const { json } = await client.get(reference);
    expect([json["@odata.context"], json["@odata.id"]]).to.deep.equal([
      absolute("$metadata#$ref"),
      absolute(`${accounts}(${first})`),
    ]);
    const expanded = await client.get(`${channels}(${channel})?$select=msdyn_name&$expand=${lookup}/$ref`);
    expect(expanded.json[lookup]).to.deep.equal({ "@odata.id": absolute(`${accounts}(${first})`) });
    expect((await client.send("DELETE", reference)).status).to.equal(204);
    expect(await accountOf(client, channel)).to.equal(null);
  });

  ruleTest(environment, "a collection takes and gives up rows by reference", async (client) => {
    const account = await createAccount(client);
    const channel = await createChannel(client);
    const members = `${accounts}(${account})/${collection}`;
    const row = `${channels}(${channel})`;
    const seen: unknown[] = [];
    for (const removal of [
      `${members}(${channel})/$ref`,
      `${members}/$ref?$id=${absolute(row)}`,
      `${members}/$ref?$id=${encodeURIComponent(row)}`,
    ]) {
      expect((await client.send("POST", `${members}/$ref`, { "@odata.id": absolute(row) })).status).to.equal(204);
      const { json } = await client.get(`${members}/$ref`);
      seen.push(json["value"]);
      expect((await client.send("DELETE", removal)).status).to.equal(204);
      seen.push(await accountOf(client, channel));
    }
    const listed = [{ "@odata.id": absolute(row) }];
    expect(seen).to.deep.equal([listed, null, listed, null, listed, null]);
    const other = await createAccount(client);
    await client.send("PUT", `${row}/${lookup}/$ref`, { "@odata.id": `${accounts}(${other})` });
    await client.send("DELETE", `${members}(${channel})/$ref`);
    expect(await accountOf(client, channel)).to.equal(other);
  });

  sandboxRuleTest(environment, "a many-to-many collection takes and gives up rows by reference", async (client) => {
    const [queue] = await client.rows("queues?$select=name&$top=1");
    const me = String((await client.get("WhoAmI")).json["UserId"]);
    const members = `queues(${String(queue?.["queueid"])})/queuemembership_association`;
    const user = `systemusers(${me})`;
    const count = async (path: string): Promise<number> => (await client.rows(`${path}?$select=createdon`)).length;
    const before = [await count(members), await count(`${user}/queuemembership_association`)];
    expect((await client.send("POST", `${members}/$ref`, { "@odata.id": user })).status).to.equal(204);
    const linked = [await count(members), await count(`${user}/queuemembership_association`)];
    expect(linked).to.deep.equal(before.map((each) => each + 1));
    expect((await client.send("DELETE", `${members}/$ref?$id=${absolute(user)}`)).status).to.equal(204);
    expect([await count(members), await count(`${user}/queuemembership_association`)]).to.deep.equal(before);
  });

  ruleTest(environment, "a part of a change set refers to a row that an earlier one made", async (client) => {
    const [account, channel] = [randomUUID(), randomUUID()];
    client.atEnd(() => client.send("DELETE", `${accounts}(${account})`));
    const part = (id: number, method: string, url: string, body: unknown): string[] => [
      "--changes",
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      `Content-ID: ${id}`,
      "",
      `${method} ${url} HTTP/1.1`,
      "Content-Type: application/json",
      "",
      JSON.stringify(body),
    ];
    const lines = [
      "--batch",
      "Content-Type: multipart/mixed; boundary=changes",
      "",
      ...part(1, "POST", absolute(accounts), {
        msdyn_ocbotchannelregistrationid: account,
        msdyn_name: namePrefix,
        msdyn_msappid: randomUUID(),
      }),
      ...part(2, "POST", absolute(channels), { msdyn_occustommessagingchannelid: channel, msdyn_name: namePrefix }),
      ...part(3, "PUT", `$2/${lookup}/$ref`, { "@odata.id": "$1" }),
      "--changes--",
      "--batch--",
      "",
    ];
    const answer = await client.send("POST", "$batch", lines.join("\r\n"), {
      "Content-Type": "multipart/mixed; boundary=batch",
    });
    expect(answer.status).to.equal(200);
    expect(await accountOf(client, channel)).to.equal(account);
  });

  ruleTest(environment, "a reference to a missing row is refused", async (client) => {
    const account = await createAccount(client);
    const channel = await createChannel(client);
    const requests = [
      client.send("PUT", `${channels}(${channel})/${lookup}/$ref`, { "@odata.id": `${accounts}(${missing})` }),
      client.send("POST", `${accounts}(${account})/${collection}/$ref`, { "@odata.id": `${channels}(${missing})` }),
      client.send("DELETE", `${accounts}(${account})/${collection}(${missing})/$ref`),
      client.send("PUT", `${channels}(${missing})/${lookup}/$ref`, { "@odata.id": `${accounts}(${account})` }),
    ];
    expect((await Promise.all(requests)).map(({ status }) => status)).to.deep.equal([404, 404, 404, 404]);
  });

  ruleTest(environment, "a reference to a row of another table is refused", async (client) => {
    const channel = await createChannel(client);
    const account = await createAccount(client);
    const workstream = `${workstreams}(${await createWorkstream(client)})`;
    const answers = [
      await client.send("PUT", `${channels}(${channel})/${lookup}/$ref`, { "@odata.id": workstream }),
      await client.send("POST", `${accounts}(${account})/${collection}/$ref`, { "@odata.id": workstream }),
    ];
    expect(answers.map(({ status }) => status)).to.deep.equal([400, 400]);
    expect(await accountOf(client, channel)).to.equal(null);
  });

  it("are made and taken away by dynamics-web-api", async () => {
    const { url, token } = environment();
    const api = new DynamicsWebApi({ serverUrl: url, dataApi: { version: "9.2" }, onTokenRefresh: async () => token });
    const create = (set: string, data: Record<string, string>): Promise<string> =>
      api.create({ collection: set, data: { msdyn_name: namePrefix, ...data } });
    const account = await create(accounts, { msdyn_msappid: randomUUID() });
    const channel = await create(channels, {});
    const seen: unknown[] = [];
    const look = async (): Promise<void> => {
      const select = [`_${lookup}_value`];
      const row = await api.retrieve<Record<string, unknown>>({ collection: channels, key: channel, select });
      seen.push(row[`_${lookup}_value`]);
    };
    const lookupOfChannel = { collection: channels, primaryKey: channel, navigationProperty: lookup };
    const channelsOfAccount = { collection: accounts, primaryKey: account, relationshipName: collection };
    const related = { relatedCollection: channels, relatedKey: channel };
    await api.associateSingleValued({ ...lookupOfChannel, relatedCollection: accounts, relatedKey: account });
    await look();
    await api.disassociateSingleValued(lookupOfChannel);
    await look();
    await api.associate({ ...channelsOfAccount, ...related });
    await look();
    await api.disassociate({ ...channelsOfAccount, ...related });
    await look();
    expect(seen).to.deep.equal([account, null, account, null]);
    await api.deleteRecord({ collection: channels, key: channel });
    await api.deleteRecord({ collection: accounts, key: account });
  });
});
