import { expect } from "chai";
import { DynamicsWebApi } from "dynamics-web-api";
import { namePrefix } from "./client.ts";
import { withEnvironment } from "./environment.ts";

const collection = "msdyn_occustommessagingchannels";
const idColumn = "msdyn_occustommessagingchannelid";

/** A client that we did not write. It reads contexts, links and batches in its own way. */
describe("dynamics-web-api", () => {
  const environment = withEnvironment(async () => {
    for (const key of made) await api.deleteRecord({ collection, key });
  });
  let api: DynamicsWebApi;
  const made: string[] = [];

  before(() => {
    const { url, token } = environment();
    api = new DynamicsWebApi({ serverUrl: url, dataApi: { version: "9.2" }, onTokenRefresh: async () => token });
  });

  async function create(name: string): Promise<Record<string, string>> {
    const row = await api.create<Record<string, string>>({
      collection,
      data: { msdyn_name: name },
      returnRepresentation: true,
      select: ["msdyn_name"],
    });
    made.push(row[idColumn] ?? "");
    return row;
  }

  it("creates rows, with and without their representation", async () => {
    const id: unknown = await api.create({ collection, data: { msdyn_name: namePrefix } });
    made.push(String(id));
    expect(id).to.match(/^[0-9a-f-]{36}$/);
    expect((await create(`${namePrefix} shown`))["msdyn_name"]).to.equal(`${namePrefix} shown`);
  });

  it("tells a stale If-Match and an existing row apart from success", async () => {
    const row = await create(namePrefix);
    const key = row[idColumn] ?? "";
    const data = { msdyn_name: `${namePrefix} changed` };
    const stale: unknown = await api.update({ collection, key, data, ifmatch: 'W/"1"' });
    const fresh: unknown = await api.update({ collection, key, data, ifmatch: row["@odata.etag"] ?? "" });
    const exists: unknown = await api.upsert({ collection, key, data, ifnonematch: "*" });
    expect([stale, fresh, exists]).to.deep.equal([false, true, null]);
  });

  it("follows pages and counts", async () => {
    await Promise.all(["p1", "p2", "p3"].map((name) => create(`${namePrefix} ${name}`)));
    const filter = `startswith(msdyn_name,'${namePrefix} p')`;
    const page = await api.retrieveMultiple({ collection, select: ["msdyn_name"], filter, maxPageSize: 2 });
    expect(page.value.length).to.equal(2);
    const all = await api.retrieveAll({ collection, select: ["msdyn_name"], filter });
    expect([all.value.length, await api.count({ collection, filter })]).to.deep.equal([3, 3]);
  });

  it("runs a change set whose parts refer to each other", async () => {
    api.startBatch();
    void api.create({
      collection: "msdyn_ocbotchannelregistrations",
      data: { msdyn_name: namePrefix },
      contentId: "1",
    });
    void api.create({
      collection,
      data: { msdyn_name: `${namePrefix} of a batch`, "msdyn_custombotchannelregistration@odata.bind": "$1" },
      contentId: "2",
    });
    const [account, channel] = (await api.executeBatch()) as string[];
    const row = await api.retrieve<Record<string, string>>({
      collection,
      key: channel ?? "",
      select: ["_msdyn_custombotchannelregistration_value"],
    });
    expect(row["_msdyn_custombotchannelregistration_value"]).to.equal(account);
    await api.deleteRecord({ collection: "msdyn_ocbotchannelregistrations", key: account ?? "" });
  });

  it("reports a missing row as such", async () => {
    const key = "5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c05";
    const error = await api.retrieve({ collection, key }).then(
      () => ({ status: 200 }),
      (reason: unknown) => reason as { status: number; code: string },
    );
    expect(error).to.include({ status: 404, code: "0x80040217" });
  });

  it("reads metadata", async () => {
    const entity = await api.retrieveEntity<Record<string, string>>({
      key: "LogicalName='msdyn_occustommessagingchannel'",
      select: ["EntitySetName"],
    });
    expect(entity["EntitySetName"]).to.equal(collection);
  });
});
