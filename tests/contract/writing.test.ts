import { expect } from "chai";
import { namePrefix } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, switchedRuleTest } from "./rule-test.ts";

const channels = "msdyn_occustommessagingchannels";
const templates = "msdyn_notificationtemplates";
const variables = "msdyn_ocliveworkstreamcontextvariables";

describe("writing rows", () => {
  const environment = withEnvironment();

  ruleTest(environment, "only SystemRequired columns are required", async (client) => {
    const missing = await client.send("POST", templates, { msdyn_name: namePrefix });
    expect([missing.status, missing.code]).to.deep.equal([400, "0x80040200"]);
    const withoutBusinessRequired = await client.send("POST", channels, { msdyn_name: namePrefix });
    expect(withoutBusinessRequired.status).to.equal(204);
  });

  ruleTest(environment, "columns get their documented defaults", async (client) => {
    const id = await client.create(variables, { msdyn_name: namePrefix });
    const { json } = await client.get(
      `${variables}(${id})?$select=msdyn_isdisplayable,msdyn_islist,statecode,statuscode`,
    );
    expect(json).to.include({ msdyn_isdisplayable: true, msdyn_islist: false, statecode: 0, statuscode: 1 });
  });

  ruleTest(environment, "a column that is not valid for the operation is passed over", async (client) => {
    const id = await client.create(channels, { msdyn_name: namePrefix, createdon: "2001-01-01T00:00:00Z" });
    const { json } = await client.get(`${channels}(${id})?$select=createdon`);
    expect(json["createdon"]).to.not.equal("2001-01-01T00:00:00Z");
  });

  ruleTest(environment, "an unknown property is refused", async (client) => {
    const answer = await client.send("POST", channels, { msdyn_name: namePrefix, msdyn_color: "red" });
    expect(answer.status).to.equal(400);
    expect(answer.message).to.contain("msdyn_color");
  });

  ruleTest(environment, "the name of a navigation property is case-sensitive", async (client) => {
    const [language] = await client.rows("msdyn_oclanguages?$select=msdyn_localeid&$filter=msdyn_localeid eq 1033");
    const target = `/msdyn_oclanguages(${String(language?.["msdyn_oclanguageid"])})`;
    const wrong = await client.send("POST", channels, {
      msdyn_name: namePrefix,
      "msdyn_OcWidgetLanguage@odata.bind": target,
    });
    expect([wrong.status, wrong.code]).to.deep.equal([400, "0x80048d19"]);
    expect(wrong.message).to.contain("An undeclared property 'msdyn_OcWidgetLanguage'");
    const right = await client.create(channels, {
      msdyn_name: namePrefix,
      "msdyn_ocwidgetlanguage@odata.bind": target,
    });
    const { json } = await client.get(`${channels}(${right})?$select=_msdyn_ocwidgetlanguage_value`);
    expect(json["_msdyn_ocwidgetlanguage_value"]).to.equal(language?.["msdyn_oclanguageid"]);
  });

  ruleTest(environment, "text longer than its column is refused", async (client) => {
    const answer = await client.send("POST", channels, { msdyn_name: "x".repeat(101) });
    expect([answer.status, answer.code]).to.deep.equal([400, "0x80044331"]);
    expect(answer.message).to.equal(
      "A validation error occurred.  The length of the 'msdyn_name' attribute of the 'msdyn_occustommessagingchannel' " +
        "entity exceeded the maximum allowed length of '100'.",
    );
  });

  ruleTest(environment, "a choice outside its options is refused", async (client) => {
    const answer = await client.send("POST", channels, { msdyn_name: namePrefix, msdyn_occustomchannelid: 192350003 });
    expect([answer.status, answer.code]).to.deep.equal([400, "0x8004431a"]);
    expect(answer.message).to.contain("Accepted Values: 192350000,192350001,192350002,192350004,192350005");
  });

  ruleTest(environment, "a whole number outside its range is refused", async (client) => {
    const answer = await client.send("POST", templates, {
      msdyn_name: namePrefix,
      msdyn_uniquename: "contract_test_range",
      msdyn_timeout: 501,
    });
    expect(answer.status).to.equal(400);
  });

  ruleTest(environment, "a value of another type is refused", async (client) => {
    const answer = await client.send("POST", channels, {
      msdyn_name: namePrefix,
      msdyn_enablefileattachmentsforagents: "yes",
    });
    expect([answer.status, answer.code]).to.deep.equal([400, "0x80048d19"]);
  });

  ruleTest(environment, "a state takes its default status along", async (client) => {
    const id = await client.create(channels, { msdyn_name: namePrefix });
    await client.send("PATCH", `${channels}(${id})`, { statecode: 1 });
    const { json } = await client.get(`${channels}(${id})?$select=statecode,statuscode`);
    expect(json).to.include({ statecode: 1, statuscode: 2 });
    const contradiction = await client.send("PATCH", `${channels}(${id})`, { statecode: 0, statuscode: 2 });
    expect(contradiction.status).to.equal(400);
  });

  ruleTest(environment, "PATCH creates a missing row unless told otherwise", async (client) => {
    const row = `${channels}(5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c01)`;
    const body = { msdyn_name: namePrefix };
    const updateOnly = await client.send("PATCH", row, body, { "If-Match": "*" });
    expect([updateOnly.status, updateOnly.code]).to.deep.equal([404, "0x80040217"]);
    const created = await client.send("PATCH", row, body, { "If-None-Match": "null" });
    expect(created.status).to.equal(204);
    expect(created.headers.get("odata-entityid")).to.equal(`${environment().url}/api/data/v9.2/${row}`);
    const again = await client.send("PATCH", row, body, { "If-None-Match": "*" });
    expect([again.status, again.code]).to.deep.equal([412, "0x80040237"]);
    const updated = await client.send("PATCH", row, body, { Prefer: "return=representation", "If-Match": "*" });
    expect([updated.status, updated.json["msdyn_name"]]).to.deep.equal([200, namePrefix]);
  });

  switchedRuleTest(
    environment,
    "If-Match compares versions where the table supports it",
    "optimisticConcurrency",
    async (client) => {
      const id = await client.create(channels, { msdyn_name: namePrefix });
      const row = `${channels}(${id})`;
      const first = String((await client.get(`${row}?$select=msdyn_name`)).json["@odata.etag"]);
      await client.send("PATCH", row, { msdyn_name: `${namePrefix} changed` });
      const stale = await client.send("PATCH", row, { msdyn_name: "stale" }, { "If-Match": first });
      const metadata = await client.get(
        "EntityDefinitions(LogicalName='msdyn_occustommessagingchannel')?$select=IsOptimisticConcurrencyEnabled",
      );
      const supported = metadata.json["IsOptimisticConcurrencyEnabled"] === true;
      expect([stale.status, stale.code]).to.deep.equal(supported ? [412, "0x80060882"] : [400, "0x8006088d"]);
      return supported;
    },
  );

  ruleTest(environment, "an id that is taken is refused", async (client) => {
    const id = await client.create(channels, { msdyn_name: namePrefix });
    const answer = await client.send("POST", channels, {
      msdyn_occustommessagingchannelid: id,
      msdyn_name: namePrefix,
    });
    expect([answer.status, answer.code]).to.deep.equal([412, "0x80040237"]);
  });

  switchedRuleTest(environment, "a unique name that is taken is refused", "uniqueNameKey", async (client) => {
    const body = { msdyn_name: namePrefix, msdyn_title: namePrefix, msdyn_uniquename: "contract_test_taken" };
    await client.create(templates, body);
    const second = await client.send("POST", templates, { ...body, msdyn_uniquename: "CONTRACT_TEST_TAKEN" });
    expect([second.status, second.code]).to.deep.equal([412, "0x80060892"]);
    const byKey = await client.get(`${templates}(msdyn_uniquename='contract_test_taken')?$select=msdyn_name`);
    return byKey.status === 200 ? "declared" : "undeclared";
  });

  switchedRuleTest(
    environment,
    "a bound row that is missing is reported like a missing row",
    "missingLookup",
    async (client) => {
      const nobody = "/msdyn_oclanguages(5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c02)";
      const answer = await client.send("POST", channels, {
        msdyn_name: namePrefix,
        "msdyn_ocwidgetlanguage@odata.bind": nobody,
      });
      expect(answer.status).to.equal(404);
      return answer.code as "0x80040217" | "0x80060891";
    },
  );

  switchedRuleTest(
    environment,
    "a write that changes nothing gives the row another version",
    "emptyWrite",
    async (client) => {
      const row = `${channels}(${await client.create(channels, { msdyn_name: namePrefix })})`;
      const version = async (): Promise<string> =>
        String((await client.get(`${row}?$select=msdyn_name`)).json["@odata.etag"]);
      const before = await version();
      await client.send("PATCH", row, { msdyn_name: namePrefix }, { "If-Match": "*" });
      return (await version()) === before ? "sameVersion" : "newVersion";
    },
  );
});
