import { expect } from "chai";
import { namePrefix } from "./client.ts";
import { withEnvironment } from "./environment.ts";
import { ruleTest, switchedRuleTest } from "./rule-test.ts";
import { accounts, createWorkstream, workstreams } from "./rows.ts";

describe("columns of an environment", () => {
  const environment = withEnvironment();

  switchedRuleTest(
    environment,
    "without the omnichannel layer its columns and stream sources are unknown",
    "channelsProvisioned",
    async (client) => {
      const column = await client.get(`${accounts}?$select=msdyn_messagingendpoint&$top=1`);
      const workstream = await client.send("POST", workstreams, {
        msdyn_name: namePrefix,
        msdyn_streamsource: 192350002,
      });
      expect(workstream.status).to.equal(column.status === 200 ? 204 : 400);
      return column.status === 200;
    },
  );

  switchedRuleTest(environment, "a queue has a column for a channel profile", "queueChannelProfile", async (client) => {
    const definition = "EntityDefinitions(LogicalName='queue')";
    const { json } = await client.get(`${definition}?$select=LogicalName&$expand=Attributes($select=LogicalName)`);
    const columns = json["Attributes"] as readonly { readonly LogicalName: string }[];
    return columns.some(({ LogicalName }) => LogicalName === "msdyn_channelprofileid");
  });

  switchedRuleTest(environment, "the account has columns for bot type and tenant", "botTypeColumns", async (client) => {
    const names = await client.rows(
      "EntityDefinitions(LogicalName='msdyn_ocbotchannelregistration')/Attributes?$select=LogicalName" +
        "&$filter=LogicalName eq 'msdyn_bottype' or LogicalName eq 'msdyn_tenantid'",
    );
    return names.length === 2;
  });

  switchedRuleTest(environment, "an unknown column in a query is refused", "unknownColumnCode", async (client) => {
    const answer = await client.get("queues?$filter=contoso_color eq 'red'");
    expect(answer.status).to.equal(400);
    expect(answer.message).to.contain(
      "Could not find a property named 'contoso_color' on type 'Microsoft.Dynamics.CRM.queue'.",
    );
    return answer.code as "0x0" | "0x80060888";
  });

  switchedRuleTest(environment, "a select returns the fallback queue", "defaultQueueSelect", async (client) => {
    const [queue] = await client.rows(
      "queues?$select=name&$filter=msdyn_isdefaultqueue eq true and msdyn_queuetype eq 192350000",
    );
    const queueId = String(queue?.["queueid"]);
    const id = await createWorkstream(client, { "msdyn_defaultqueue@odata.bind": `/queues(${queueId})` });
    const selected = await client.get(`${workstreams}(${id})?$select=_msdyn_defaultqueue_value`);
    const expanded = await client.get(
      `${workstreams}(${id})?$select=msdyn_name&$expand=msdyn_defaultqueue($select=name)`,
    );
    expect(expanded.json["msdyn_defaultqueue"]).to.include({ queueid: queueId });
    return selected.json["_msdyn_defaultqueue_value"] === queueId ? "returned" : "omitted";
  });

  switchedRuleTest(
    environment,
    "a solution header adds the row to an unmanaged solution",
    "solutionOnUnawareTable",
    async (client) => {
      const inSolution = (name: string): Record<string, string> => ({ "MSCRM.SolutionUniqueName": name });
      if (environment().isSandbox) {
        await client.create(workstreams, { msdyn_name: namePrefix }, inSolution("Channels"));
        const unknown = await client.send("POST", workstreams, { msdyn_name: namePrefix }, inSolution("Nowhere"));
        const managed = await client.send("POST", workstreams, { msdyn_name: namePrefix }, inSolution("ContosoBase"));
        expect([unknown.status, managed.status]).to.deep.equal([400, 400]);
      }
      const unaware = await client.send("POST", accounts, { msdyn_name: namePrefix }, inSolution("Channels"));
      return unaware.status === 204 ? "ignored" : "refused";
    },
  );

  ruleTest(environment, "a new omnichannel queue gets an assignment contract", async (client) => {
    const id = await client.create("queues", { name: namePrefix, msdyn_isomnichannelqueue: true, msdyn_priority: 1 });
    const { json } = await client.get(
      `queues(${id})?$select=name&$expand=msdyn_routingcontractid($select=msdyn_uniquename)`,
    );
    const contract = json["msdyn_routingcontractid"] as Record<string, unknown>;
    expect(contract["msdyn_uniquename"]).to.match(/^new_[0-9a-f_]+$/);
  });
});
