import { expect } from "chai";
import { Client, namePrefix, type Json } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { accounts, channels, createAccount } from "./rows.ts";

const channelsOfAccount =
  "msdyn_msdyn_ocbotchannelregistration_msdyn_occustommessagingchannel_custombotchannelregistration";

describe("relations and single columns", () => {
  const environment = withEnvironment();
  let client: Client;
  beforeEach(() => {
    client = new Client(environment());
  });
  afterEach(() => client.cleanUp());

  it("make a row and its children in one request", async () => {
    const answer = await client.send(
      "POST",
      `${accounts}?$select=msdyn_name`,
      { msdyn_name: namePrefix, [channelsOfAccount]: [{ msdyn_name: `${namePrefix} child` }] },
      { Prefer: "return=representation" },
    );
    expect([answer.status, answer.json["msdyn_name"]]).to.deep.equal([201, namePrefix]);
    const id = String(answer.json["msdyn_ocbotchannelregistrationid"]);
    const read = await client.get(
      `${accounts}(${id})?$select=msdyn_name&$expand=${channelsOfAccount}($select=msdyn_name)`,
    );
    const children = read.json[channelsOfAccount] as Json[];
    expect(children.map((child) => child["msdyn_name"])).to.deep.equal([`${namePrefix} child`]);
    await client.send("DELETE", `${accounts}(${id})`);
  });

  it("nest rows in creates only", async () => {
    const account = await createAccount(client);
    const answer = await client.send("PATCH", `${accounts}(${account})`, {
      [channelsOfAccount]: [{ msdyn_name: namePrefix }],
    });
    expect(answer.status).to.equal(400);
  });

  it("set and clear a lookup in each of its ways", async () => {
    const account = await createAccount(client);
    const channel = await client.create(channels, { msdyn_name: namePrefix });
    const row = `${channels}(${channel})`;
    const lookup = async (): Promise<unknown> =>
      (await client.get(`${row}?$select=_msdyn_custombotchannelregistration_value`)).json[
        "_msdyn_custombotchannelregistration_value"
      ];
    const reference = { "@odata.id": `${environment().url}/api/data/v9.2/${accounts}(${account})` };
    const bind = { "msdyn_custombotchannelregistration@odata.bind": `${accounts}(${account})` };
    const seen: unknown[] = [];
    await client.send("PUT", `${row}/msdyn_custombotchannelregistration/$ref`, reference);
    seen.push(await lookup());
    await client.send("DELETE", `${row}/msdyn_custombotchannelregistration/$ref`);
    seen.push(await lookup());
    await client.send("PATCH", row, bind);
    seen.push(await lookup());
    await client.send("PATCH", row, { msdyn_custombotchannelregistration: null });
    seen.push(await lookup());
    await client.send("POST", `${accounts}(${account})/${channelsOfAccount}/$ref`, {
      "@odata.id": `${environment().url}/api/data/v9.2/${row}`,
    });
    seen.push(await lookup());
    await client.send("DELETE", `${accounts}(${account})/${channelsOfAccount}(${channel})/$ref`);
    seen.push(await lookup());
    expect(seen).to.deep.equal([account, null, account, null, account, null]);
  });

  it("do not write the computed property of a lookup", async () => {
    const answer = await client.send("POST", channels, {
      msdyn_name: namePrefix,
      _msdyn_ocwidgetlanguage_value: "75b7fe8c-af61-41ea-a51c-449eb1cf8b7f",
    });
    expect(answer.status).to.equal(400);
  });

  it("write, read and clear one column", async () => {
    const id = await client.create(channels, { msdyn_name: namePrefix });
    const column = `${channels}(${id})/msdyn_webhookurl`;
    const put = await client.send("PUT", column, { value: "https://adapter.example" });
    const read = await client.get(column);
    expect([put.status, read.json["value"]]).to.deep.equal([204, "https://adapter.example"]);
    expect((await client.send("DELETE", column)).status).to.equal(204);
    expect((await client.get(column)).status).to.equal(204);
  });

  it("address, create and update rows by alternate key", async () => {
    const row = "msdyn_notificationtemplates(msdyn_uniquename='contract_test_key')";
    const body = { msdyn_name: namePrefix, msdyn_title: namePrefix };
    const created = await client.send("PATCH", row, body);
    expect([created.status, created.headers.get("odata-entityid")]).to.deep.equal([
      204,
      `${environment().url}/api/data/v9.2/${row}`,
    ]);
    const updated = await client.send(
      "PATCH",
      `${row}?$select=msdyn_title`,
      { msdyn_title: "other" },
      { Prefer: "return=representation" },
    );
    expect([updated.status, updated.json["msdyn_title"]]).to.deep.equal([200, "other"]);
    const wrong = await client.get("msdyn_notificationtemplates(msdyn_title='other')");
    expect(wrong.status).to.equal(400);
    expect(wrong.message).to.contain("The key in the request URI is not valid");
    expect((await client.send("DELETE", row)).status).to.equal(204);
    const gone = await client.get(row);
    expect([gone.status, gone.code]).to.deep.equal([404, "0x80060891"]);
  });

  it("create, update and upsert many at once, all or nothing", async () => {
    const type = { "@odata.type": "Microsoft.Dynamics.CRM.msdyn_occustommessagingchannel" };
    const bulk = (message: string, targets: Json[]) =>
      client.send("POST", `${channels}/Microsoft.Dynamics.CRM.${message}`, {
        Targets: targets.map((target) => ({ ...type, ...target })),
      });
    const created = await bulk("CreateMultiple", [
      { msdyn_name: `${namePrefix} 1` },
      { msdyn_name: `${namePrefix} 2` },
    ]);
    const [first = "", second = ""] = created.json["Ids"] as string[];
    const failed = await bulk("UpdateMultiple", [
      { msdyn_occustommessagingchannelid: first, msdyn_name: "undone" },
      { msdyn_occustommessagingchannelid: second, msdyn_name: "x".repeat(101) },
    ]);
    const upserted = await bulk("UpsertMultiple", [
      { msdyn_occustommessagingchannelid: second, msdyn_name: "upserted" },
    ]);
    expect([created.status, failed.status, upserted.status]).to.deep.equal([200, 400, 204]);
    const names = await Promise.all(
      [first, second].map(async (id) => (await client.get(`${channels}(${id})?$select=msdyn_name`)).json["msdyn_name"]),
    );
    expect(names).to.deep.equal([`${namePrefix} 1`, "upserted"]);
    await Promise.all([first, second].map((id) => client.send("DELETE", `${channels}(${id})`)));
  });
});
