import { expect } from "chai";
import { DynamicsWebApi } from "dynamics-web-api";
import { namePrefix, type Client, type Json } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, sandboxRuleTest, switchedRuleTest } from "./rule-test.ts";
import { channels } from "./rows.ts";

const idColumn = "msdyn_occustommessagingchannelid";
const track = { Prefer: "odata.track-changes" };
const query = `${channels}?$select=msdyn_name`;

interface Changes {
  readonly json: Json;
  readonly value: readonly Json[];
  readonly link: string;
}

describe("delta links", () => {
  const environment = withEnvironment();

  const base = (): string => `${environment().url}/api/data/v9.2/`;
  const create = (client: Client, name: string): Promise<string> =>
    client.create(channels, { msdyn_name: `${namePrefix} ${name}` });

  async function follow(client: Client, path: string, headers: Record<string, string> = {}): Promise<Changes> {
    const { status, json, text } = await client.get(path.replace(base(), ""), headers);
    expect(status, text).to.equal(200);
    return { json, value: json["value"] as Json[], link: String(json["@odata.deltaLink"]) };
  }

  ruleTest(environment, "a delta link gives what changed since, deleted rows last", async (client) => {
    const [changed, deleted, untouched] = [
      await create(client, "changed"),
      await create(client, "deleted"),
      await create(client, "untouched"),
    ];
    const first = await client.get(query, track);
    expect(first.headers.get("preference-applied")).to.equal("odata.track-changes");
    expect(first.json["@odata.context"]).to.equal(`${base()}$metadata#${channels}(msdyn_name)`);
    expect((first.json["value"] as Json[]).map((row) => row[idColumn])).to.include.members([
      changed,
      deleted,
      untouched,
    ]);
    const link = String(first.json["@odata.deltaLink"]);
    expect(link).to.contain(`${base()}${channels}?`).and.contain("$deltatoken=");

    await client.send("DELETE", `${channels}(${deleted})`);
    await client.send("PATCH", `${channels}(${changed})`, { msdyn_name: `${namePrefix} new` });
    const made = await create(client, "made");
    const passing = await create(client, "passing");
    await client.send("DELETE", `${channels}(${passing})`);
    const since = await follow(client, link);
    expect(since.json["@odata.context"]).to.equal(`${base()}$metadata#${channels}(msdyn_name)/$delta`);
    const ours = since.value.filter((each) => [changed, made].includes(String(each[idColumn])));
    expect(ours.map((row) => row["msdyn_name"])).to.deep.equal([`${namePrefix} new`, `${namePrefix} made`]);
    expect(since.value.map((each) => each[idColumn])).to.not.include(untouched);
    const gone = since.value.filter((each) => each["reason"] === "deleted");
    expect(gone.map((each) => each["id"])).to.include.members([deleted, passing]);
    expect(gone[0]?.["@odata.context"]).to.equal(`${base()}$metadata#${channels}/$deletedEntity`);
    expect(since.value.slice(-gone.length)).to.deep.equal(gone);

    await client.send("PATCH", `${channels}(${untouched})`, { msdyn_name: `${namePrefix} touched` });
    const later = await follow(client, since.link);
    expect(later.value.map((each) => each[idColumn]))
      .to.include(untouched)
      .and.not.include(changed);
  });

  ruleTest(environment, "a delta link counts what changed since", async (client) => {
    const { link } = await follow(client, query, track);
    await create(client, "one");
    await create(client, "two");
    const token = /\$deltatoken=[^&]+/.exec(link)?.[0] ?? "";
    const { text } = await client.get(`${channels}/$count?${token}`);
    expect(Number(text.replace("\uFEFF", ""))).to.be.at.least(2);
  });

  ruleTest(environment, "change tracking takes no filter, order, expansion or top", async (client) => {
    const options = [
      ["$filter", "msdyn_name eq 'x'"],
      ["$orderby", "msdyn_name"],
      ["$expand", "msdyn_custombotchannelregistration"],
      ["$top", "1"],
    ] as const;
    for (const [name, value] of options) {
      const answer = await client.get(`${query}&${name}=${encodeURIComponent(value)}`, track);
      expect(answer.status).to.equal(400);
      expect(answer.message).to.equal(`The "${name}" query parameter isn't supported when Change Tracking is enabled.`);
    }
  });

  sandboxRuleTest(environment, "a delta link expires after seven days", async (client) => {
    const { link } = await follow(client, query, track);
    const day = 86_400_000;
    const aged = (days: number): string => {
      const [year = "", month = "", date = ""] = new Date(Date.now() - days * day)
        .toISOString()
        .slice(0, 10)
        .split("-");
      return link.replace(/(deltatoken=\d+(?:%21|!))\d\d%2F\d\d%2F\d{4}/i, `$1${month}%2F${date}%2F${year}`);
    };
    await follow(client, aged(6));
    const old = await client.get(aged(8).replace(base(), ""));
    expect([old.status, old.code]).to.deep.equal([400, "0x80044352"]);
    const garbled = await client.get(`${query}&$deltatoken=yesterday`);
    expect(garbled.status).to.equal(400);
  });

  switchedRuleTest(
    environment,
    "changes are tracked where the table has it switched on",
    "changeTracking",
    async (client) => {
      const answer = await client.get(query, track);
      const [definition] = await client.rows(
        "EntityDefinitions?$select=ChangeTrackingEnabled&$filter=LogicalName eq 'msdyn_occustommessagingchannel'",
      );
      expect(definition?.["ChangeTrackingEnabled"]).to.equal(answer.status === 200);
      if (answer.status !== 200) expect(answer.code).to.equal("0x80072491");
      return answer.status === 200;
    },
  );

  it("come with the last page, and tell what changed while the pages were read", async () => {
    const { url, token } = environment();
    const api = new DynamicsWebApi({ serverUrl: url, dataApi: { version: "9.2" }, onTokenRefresh: async () => token });
    const made: string[] = [];
    for (const name of ["a", "b", "c"]) {
      const id: unknown = await api.create({ collection: channels, data: { msdyn_name: `${namePrefix} ${name}` } });
      made.push(String(id));
    }
    const request = { collection: channels, select: ["msdyn_name"], trackChanges: true, maxPageSize: 2 };
    let page = await api.retrieveMultiple<Record<string, string>>(request);
    expect([page.value.length, page.oDataDeltaLink]).to.deep.equal([2, undefined]);
    await api.update({ collection: channels, key: made[0] ?? "", data: { msdyn_name: `${namePrefix} meanwhile` } });
    while (page.oDataNextLink !== undefined) {
      page = await api.retrieveMultiple<Record<string, string>>(request, page.oDataNextLink);
    }
    const since = await api.retrieveMultiple<Record<string, string>>(request, page.oDataDeltaLink);
    expect(since.value.map((row) => row["msdyn_name"])).to.include(`${namePrefix} meanwhile`);
    for (const key of made) await api.deleteRecord({ collection: channels, key });
    const last = await api.retrieveMultiple<Record<string, string>>(
      { collection: channels, select: ["msdyn_name"] },
      since.oDataDeltaLink,
    );
    expect(last.value.filter((each) => each["reason"] === "deleted").map((each) => each["id"])).to.have.members(made);
  });
});
