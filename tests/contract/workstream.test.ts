import { expect } from "chai";
import { namePrefix, type Client, type Json } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { eventually, sandboxFillDelayMs } from "./eventually.ts";
import { ruleTest, switchedRuleTest } from "./rule-test.ts";
import { capacityLinks, contracts, createWorkstream, workstreams } from "./rows.ts";

const variables = "msdyn_ocliveworkstreamcontextvariables";

const read = async (client: Client, id: string, columns: string): Promise<Json> =>
  (await client.get(`${workstreams}(${id})?$select=${columns}`)).json;

async function fillIn(condition: () => Promise<boolean>): Promise<"sync" | "async" | "off"> {
  if (await condition()) return "sync";
  return (await eventually(condition)) ? "async" : "off";
}

describe("workstream", () => {
  const environment = withEnvironment();

  beforeEach(() => {
    if (environment().isSandbox) environment().setSwitch({ fillDelayMs: sandboxFillDelayMs });
  });

  switchedRuleTest(
    environment,
    "a new workstream without a contract gets one",
    "contractFromCaller",
    async (client) => {
      const made = String(
        (await read(client, await createWorkstream(client), "_msdyn_routingcontractid_value"))[
          "_msdyn_routingcontractid_value"
        ],
      );
      const { json } = await client.get(
        `${contracts}(${made})?$select=msdyn_name,msdyn_uniquename,msdyn_contractdefinition`,
      );
      expect(json["msdyn_uniquename"]).to.match(/^(new|msdyn)_[0-9a-f]{8}(_[0-9a-f]{4}){3}_[0-9a-f]{12}$/);
      expect(json["msdyn_name"]).to.equal(json["msdyn_uniquename"]);
      expect(json["msdyn_contractdefinition"]).to.contain('<complex key="liveworkitemcontext">');

      const own = await client.create(contracts, { msdyn_name: namePrefix, msdyn_uniquename: "contract_test_own" });
      const bound = await createWorkstream(client, { "msdyn_routingcontractid@odata.bind": `/${contracts}(${own})` });
      const kept = (await read(client, bound, "_msdyn_routingcontractid_value"))["_msdyn_routingcontractid_value"];
      return kept === own ? "kept" : "replaced";
    },
  );

  switchedRuleTest(
    environment,
    "the contract of a custom workstream offers the engagement context",
    "customerContext",
    async (client) => {
      const made = await read(client, await createWorkstream(client), "_msdyn_routingcontractid_value");
      const contract = String(made["_msdyn_routingcontractid_value"]);
      const { json } = await client.get(`${contracts}(${contract})?$select=msdyn_contractdefinition`);
      return String(json["msdyn_contractdefinition"]).includes('key="msdyn_customengagementctx"') ? "listed" : "absent";
    },
  );

  switchedRuleTest(environment, "a new workstream gets its template names", "templateFill", async (client) => {
    const id = await createWorkstream(client, { msdyn_notificationtemplate_consult: "contoso_quiet_notification" });
    const row = await read(client, id, "msdyn_sessiontemplate_default,msdyn_notificationtemplate_consult");
    if (typeof row["msdyn_sessiontemplate_default"] !== "string") return "off";
    return row["msdyn_notificationtemplate_consult"] === "contoso_quiet_notification" ? "missing" : "overwrite";
  });

  switchedRuleTest(
    environment,
    "a new workstream gets its record identification rule",
    "workstreamFillIns",
    async (client) => {
      const id = await createWorkstream(client);
      return fillIn(async () => {
        const rule = (await read(client, id, "msdyn_recordidentificationrule"))["msdyn_recordidentificationrule"];
        return typeof rule === "string" && rule.includes("RecordIdentificationRuleSet");
      });
    },
  );

  switchedRuleTest(
    environment,
    "a new workstream is linked to the default capacity profile",
    "workstreamFillIns",
    async (client) => {
      const id = await createWorkstream(client);
      return fillIn(async () => {
        const found = await client.rows(
          `${capacityLinks}?$select=msdyn_name&$filter=_msdyn_workstream_id_value eq ${id}` +
            "&$expand=msdyn_capacityProfile_id($select=msdyn_name)",
        );
        const [link] = found;
        const profile = link?.["msdyn_capacityProfile_id"] as Json | undefined;
        const named = `${String(profile?.["msdyn_name"])}-${String(profile?.["msdyn_capacityprofileid"])}`;
        return link?.["msdyn_name"] === named;
      });
    },
  );

  switchedRuleTest(environment, "a new workstream that names no capacity has none", "capacityFill", async (client) => {
    const profileBased = await createWorkstream(client, { msdyn_capacityformat: 192360000 });
    const row = await read(client, profileBased, "msdyn_capacityrequired");
    expect(row["msdyn_capacityrequired"]).to.be.oneOf([null, 30]);
    return row["msdyn_capacityrequired"] === 30 ? "server" : "off";
  });

  ruleTest(environment, "a new workstream has no routing configuration", async (client) => {
    const id = await createWorkstream(client);
    expect(
      await client.rows(
        `msdyn_routingconfigurations?$select=msdyn_name&$filter=_msdyn_liveworkstreamid_value eq ${id}`,
      ),
    ).to.deep.equal([]);
  });

  switchedRuleTest(
    environment,
    "the distribution mode of a workstream is settled at its creation",
    "modeChange",
    async (client) => {
      const id = await createWorkstream(client, { msdyn_workdistributionmode: 192350000 });
      const answer = await client.send("PATCH", `${workstreams}(${id})`, { msdyn_workdistributionmode: 192350001 });
      return answer.status === 204 ? "allowed" : "refused";
    },
  );

  switchedRuleTest(
    environment,
    "what hangs on a deleted workstream stays behind unlinked",
    "workstreamDeleteCleansUp",
    async (client) => {
      const id = await createWorkstream(client);
      const bind = { "msdyn_liveworkstreamid@odata.bind": `/${workstreams}(${id})` };
      const variable = await client.create(variables, { msdyn_name: namePrefix, msdyn_datatype: 192350000, ...bind });
      expect((await client.send("DELETE", `${workstreams}(${id})`)).status).to.equal(204);
      const left = await client.get(`${variables}(${variable})?$select=_msdyn_liveworkstreamid_value`);
      if (left.status === 404) return true;
      expect(left.json["_msdyn_liveworkstreamid_value"]).to.equal(null);
      return false;
    },
  );

  switchedRuleTest(
    environment,
    "a new context variable reaches the decision contract",
    "contractUpkeep",
    async (client) => {
      const id = await createWorkstream(client);
      const bind = { "msdyn_liveworkstreamid@odata.bind": `/${workstreams}(${id})` };
      await client.create(variables, { msdyn_name: "Tier", msdyn_datatype: 192350001, ...bind });
      const { json } = await client.get(
        `${workstreams}(${id})?$select=msdyn_name&$expand=msdyn_routingcontractid($select=msdyn_contractdefinition)`,
      );
      const definition = String((json["msdyn_routingcontractid"] as Json)["msdyn_contractdefinition"]);
      return definition.includes('<variable name="Tier" data-type="number"/>') ? "server" : "none";
    },
  );
});
