import { expect } from "chai";
import { namePrefix } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, sandboxRuleTest } from "./rule-test.ts";
import { accounts, channels, createAccount, createWorkstream, workstreams } from "./rows.ts";

describe("deleting rows", () => {
  const environment = withEnvironment();

  ruleTest(environment, "deleting a row takes its Cascade children along", async (client) => {
    const account = await createAccount(client);
    const channel = await client.create(channels, {
      msdyn_name: namePrefix,
      "msdyn_custombotchannelregistration@odata.bind": `/${accounts}(${account})`,
    });
    const deleted = await client.send("DELETE", `${accounts}(${account})`);
    expect(deleted.status).to.equal(204);
    const gone = await client.get(`${channels}(${channel})`);
    expect([gone.status, gone.code]).to.deep.equal([404, "0x80040217"]);
  });

  ruleTest(environment, "deleting a row is refused while a Restrict child points at it", async (client) => {
    const workstream = await createWorkstream(client);
    const channel = await client.create(channels, {
      msdyn_name: namePrefix,
      "msdyn_liveworkstreamid@odata.bind": `/${workstreams}(${workstream})`,
    });
    const refused = await client.send("DELETE", `${workstreams}(${workstream})`);
    expect([refused.status, refused.code]).to.deep.equal([405, "0x80040227"]);
    await client.send("DELETE", `${channels}(${channel})`);
    expect((await client.send("DELETE", `${workstreams}(${workstream})`)).status).to.equal(204);
    expect((await client.send("DELETE", `${workstreams}(${workstream})`)).status).to.equal(404);
  });

  ruleTest(environment, "deleting a row empties RemoveLink lookups", async (client) => {
    const contract = await client.create("msdyn_decisioncontracts", {
      msdyn_name: namePrefix,
      msdyn_uniquename: "contract_test_unlinked",
    });
    const ruleSet = await client.create("msdyn_decisionrulesets", {
      msdyn_name: namePrefix,
      msdyn_uniquename: "contract_test_ruleset",
      "msdyn_inputcontractid@odata.bind": `/msdyn_decisioncontracts(${contract})`,
    });
    await client.send("DELETE", `msdyn_decisioncontracts(${contract})`);
    const { json } = await client.get(`msdyn_decisionrulesets(${ruleSet})?$select=_msdyn_inputcontractid_value`);
    expect(json["_msdyn_inputcontractid_value"]).to.equal(null);
  });

  sandboxRuleTest(environment, "a managed row is not deleted", async (client) => {
    const [organization] = environment().sandbox.organizations;
    const id = "5d6b5d3c-6e0f-4f36-9a57-0d6f7f3a1c03";
    organization?.insertRaw("msdyn_liveworkstream", id, { msdyn_name: namePrefix, ismanaged: true });
    expect((await client.send("DELETE", `${workstreams}(${id})`)).status).to.equal(400);
    const { json } = await client.get(`${workstreams}(${id})?$select=ismanaged`);
    expect(json["ismanaged"]).to.equal(true);
  });
});
