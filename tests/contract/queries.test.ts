import { expect } from "chai";
import { randomUUID } from "node:crypto";
import { Client, namePrefix, type Json } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { channels } from "./rows.ts";

const directLine = 192350000;
const messagingApi = 192350005;
const annotations = { Prefer: 'odata.include-annotations="*"' };
const formatted = "OData.Community.Display.V1.FormattedValue";

describe("queries", () => {
  const environment = withEnvironment(() => client.cleanUp());
  // Starts with a letter that no filter below searches for.
  const mark = `${namePrefix} x${randomUUID().slice(0, 8)}`;
  let client: Client;
  let languageId: string;

  before(async () => {
    client = new Client(environment());
    const [language] = await client.rows("msdyn_oclanguages?$select=msdyn_languagename&$filter=msdyn_localeid eq 1033");
    languageId = String(language?.["msdyn_oclanguageid"]);
    const bind = { "msdyn_ocwidgetlanguage@odata.bind": `/msdyn_oclanguages(${languageId})` };
    await client.create(channels, { msdyn_name: `${mark} a`, msdyn_occustomchannelid: directLine, ...bind });
    await client.create(channels, { msdyn_name: `${mark} b's`, msdyn_occustomchannelid: messagingApi, ...bind });
    await client.create(channels, { msdyn_name: `${mark} c`, msdyn_occustomchannelid: messagingApi });
  });

  const mine = `startswith(msdyn_name,'${mark}')`;
  const last = (row: Json): string => String(row["msdyn_name"]).slice(mark.length + 1);
  const found = async (filter: string, more = ""): Promise<string[]> => {
    const text = encodeURIComponent(`${mine} and (${filter})`);
    return (await client.rows(`${channels}?$select=msdyn_name&$orderby=msdyn_name&$filter=${text}${more}`)).map(last);
  };

  const filters: readonly (readonly [string, readonly string[]])[] = [
    [`msdyn_name eq '${mark} b''s'`, ["b's"]],
    [`msdyn_name eq '${mark.toUpperCase()} A'`, ["a"]],
    ["not msdyn_occustomchannelid eq 192350000 and contains(msdyn_name,' c')", ["c"]],
    ["contains(msdyn_name,' a') or contains(msdyn_name,' b') and msdyn_occustomchannelid eq 192350000", ["a"]],
    ["endswith(msdyn_name,'a') or endswith(msdyn_name,'c')", ["a", "c"]],
    ["_msdyn_ocwidgetlanguage_value eq null", ["c"]],
    ["msdyn_ocwidgetlanguage/msdyn_localeid eq 1033", ["a", "b's"]],
    ["msdyn_occustomchannelid gt 192350000", ["b's", "c"]],
    ["msdyn_occustomchannelid ne 192350005", ["a"]],
    [`Microsoft.Dynamics.CRM.In(PropertyName='msdyn_name',PropertyValues=["${mark} a","${mark} b's"])`, ["a", "b's"]],
    ["Microsoft.Dynamics.CRM.NotIn(PropertyName='msdyn_occustomchannelid',PropertyValues=[\"192350005\"])", ["a"]],
    [
      'Microsoft.Dynamics.CRM.Between(PropertyName=\'msdyn_occustomchannelid\',PropertyValues=["192350001","192350005"])',
      ["b's", "c"],
    ],
    ["createdon gt 2020-01-01T00:00:00Z and statecode eq 0", ["a", "b's", "c"]],
  ];
  for (const [filter, names] of filters) {
    it(`find rows by ${filter.replaceAll(mark, "…")}`, async () => {
      expect(await found(filter)).to.deep.equal(names);
    });
  }

  it("take parameter aliases", async () => {
    expect(await found("msdyn_occustomchannelid eq @kind", `&@kind=${directLine}`)).to.deep.equal(["a"]);
    expect(await found("_msdyn_ocwidgetlanguage_value eq @language", `&@language=${languageId}`)).to.deep.equal([
      "a",
      "b's",
    ]);
  });

  it("refuse what they cannot read", async () => {
    const answers = await Promise.all(
      [
        "_msdyn_ocwidgetlanguage_value eq 'x'",
        "msdyn_name eq 'unterminated",
        "not Microsoft.Dynamics.CRM.In(PropertyName='msdyn_name',PropertyValues=[\"a\"])",
        'Microsoft.Dynamics.CRM.In(PropertyName=\'msdyn_name\',PropertyValues=["a" "b"])',
      ].map((filter) => client.get(`${channels}?$filter=${encodeURIComponent(filter)}`)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal([400, 400, 400, 400]);
    const [types, literal] = answers;
    expect(types?.message).to.contain("A binary operator with incompatible types was detected.");
    expect(literal?.message).to.contain("There is an unterminated literal at position 27");
  });

  it("say in the context which columns they select", async () => {
    const answer = await client.get(
      `${channels}?$select=msdyn_name,_msdyn_ocwidgetlanguage_value&$expand=msdyn_ocwidgetlanguage($select=msdyn_localecode)&$top=1`,
    );
    expect(String(answer.json["@odata.context"])).to.match(
      /\$metadata#msdyn_occustommessagingchannels\(msdyn_name,_msdyn_ocwidgetlanguage_value,msdyn_ocwidgetlanguage\(msdyn_localecode\)\)$/,
    );
  });

  it("count over all pages, and page by an opaque link", async () => {
    const query = `${channels}?$select=msdyn_name&$filter=${encodeURIComponent(mine)}&$orderby=msdyn_name desc&$count=true`;
    const first = await client.get(query, { Prefer: "odata.maxpagesize=2" });
    expect(first.json["@odata.count"]).to.equal(3);
    expect((first.json["value"] as Json[]).map(last)).to.deep.equal(["c", "b's"]);
    const link = String(first.json["@odata.nextLink"]);
    const second = await client.get(link.slice(link.indexOf(channels)), { Prefer: "odata.maxpagesize=2" });
    expect((second.json["value"] as Json[]).map(last)).to.deep.equal(["a"]);
    expect(Object.keys(second.json)).to.not.include("@odata.nextLink");
  });

  it("count rows alone, after a byte order mark", async () => {
    const answer = await fetch(
      `${environment().url}/api/data/v9.2/${channels}/$count?$filter=${encodeURIComponent(mine)}`,
      { headers: { Authorization: `Bearer ${environment().token}` } },
    );
    expect([...new Uint8Array(await answer.arrayBuffer())]).to.deep.equal([0xef, 0xbb, 0xbf, 0x33]);
  });

  it("annotate choices and lookups when asked to", async () => {
    const filter = encodeURIComponent(`msdyn_name eq '${mark} a'`);
    const select = "$select=msdyn_occustomchannelid,_msdyn_ocwidgetlanguage_value";
    const { json } = await client.get(`${channels}?${select}&$filter=${filter}`, annotations);
    const [row] = json["value"] as Json[];
    expect(row).to.include({
      [`msdyn_occustomchannelid@${formatted}`]: "Direct Line",
      "_msdyn_ocwidgetlanguage_value@Microsoft.Dynamics.CRM.lookuplogicalname": "msdyn_oclanguage",
      "_msdyn_ocwidgetlanguage_value@Microsoft.Dynamics.CRM.associatednavigationproperty": "msdyn_ocwidgetlanguage",
    });
    const names = Object.keys(row ?? {});
    const property = "_msdyn_ocwidgetlanguage_value";
    expect(names.indexOf(`${property}@${formatted}`)).to.be.lessThan(names.indexOf(property));
  });

  it("answer 304 to a known version of a row", async () => {
    const [row] = await client.rows(`${channels}?$select=msdyn_name&$filter=${encodeURIComponent(mine)}&$top=1`);
    const path = `${channels}(${String(row?.["msdyn_occustommessagingchannelid"])})?$select=msdyn_name`;
    const { headers } = await client.get(path);
    const etag = headers.get("etag") ?? "";
    expect(etag).to.match(/^W\/"[0-9a-fA-F]+"$/);
    expect((await client.get(path, { "If-None-Match": etag })).status).to.equal(304);
  });

  it("refuse unknown segments, versions and options", async () => {
    const segment = await client.get("contoso_nothings");
    expect([segment.status, segment.code, segment.message]).to.deep.equal([
      404,
      "0x80060888",
      "Resource not found for the segment 'contoso_nothings'.",
    ]);
    const version = await fetch(`${environment().url}/api/data/data/WhoAmI`, {
      headers: { Authorization: `Bearer ${environment().token}` },
    });
    expect([version.status, ((await version.json()) as { error: Json }).error["code"]]).to.deep.equal([
      400,
      "0x80060888",
    ]);
    expect((await client.get(`${channels}?$skip=1`)).status).to.equal(400);
  });
});
