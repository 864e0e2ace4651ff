import { randomUUID } from "node:crypto";
import { namePrefix, type Client } from "./client.ts";
import { isRealEnvironment, withEnvironment } from "./environment.ts";
import { switchedRuleTest } from "./rule-test.ts";

const ruleSets = "msdyn_decisionrulesets";

const rule = (id: string, queue: string): string =>
  `<rule id="${id}" name="Everything"><action><setattribute><lhs type="attribute">assign_to.queue</lhs>` +
  `<rhs type="staticvalue">${queue}</rhs></setattribute></action></rule>`;

const decision = (rules: readonly string[]): string =>
  `<decision hit-policy="first" version="1"><rules>${rules.join("")}</rules></decision>`;

const createRuleSet = (client: Client, definition: string): Promise<string> =>
  client.create(ruleSets, {
    msdyn_name: namePrefix,
    msdyn_uniquename: `new_${randomUUID().replaceAll("-", "")}`,
    msdyn_rulesettype: 192350000,
    msdyn_authoringmode: 192350000,
    msdyn_rulesetdefinition: definition,
  });

const definitionOf = async (client: Client, id: string): Promise<string> =>
  String((await client.get(`${ruleSets}(${id})?$select=msdyn_rulesetdefinition`)).json["msdyn_rulesetdefinition"]);

describe("rule set", () => {
  const environment = withEnvironment();

  switchedRuleTest(environment, "a rule set holds a limited number of rules", "ruleLimits", async (client) => {
    const queue = randomUUID();
    const id = await createRuleSet(client, decision([]));
    const tooMany = decision(Array.from({ length: 101 }, () => rule(randomUUID(), queue)));
    const answer = await client.send("PATCH", `${ruleSets}(${id})`, { msdyn_rulesetdefinition: tooMany });
    return answer.status === 204 ? "off" : "enforced";
  });

  switchedRuleTest(
    environment,
    "rows named in the rules of a rule set are kept as dependencies",
    "dependencyRows",
    async (client) => {
      const [queue] = await client.rows("queues?$select=name&$filter=msdyn_isdefaultqueue eq true&$top=1");
      const queueId = String(queue?.["queueid"]);
      const id = await createRuleSet(client, decision([rule(randomUUID(), queueId)]));
      const mappings = await client.rows(
        "msdyn_rulesetdependencymappings?$select=_msdyn_referencedpolymorphicentityid_value" +
          `&$filter=_msdyn_referencingrulesetid_value eq ${id}`,
      );
      const named = mappings.map((mapping) => mapping["_msdyn_referencedpolymorphicentityid_value"]);
      return named.includes(queueId) ? "server" : "none";
    },
  );

  switchedRuleTest(
    environment,
    "a rule set that a template publishes is written like any other",
    "templateWrites",
    async (client) => {
      const id = await createRuleSet(client, decision([]));
      await client.create("msdyn_templaterulesets", {
        msdyn_name: namePrefix,
        msdyn_type: 2,
        msdyn_channel: 0,
        "msdyn_publishedruleset@odata.bind": `/${ruleSets}(${id})`,
      });
      const changed = decision([rule(randomUUID(), randomUUID())]);
      const answer = await client.send("PATCH", `${ruleSets}(${id})`, { msdyn_rulesetdefinition: changed });
      return answer.status === 204 ? "allowed" : "refused";
    },
  );

  switchedRuleTest(
    environment,
    "a rule set lists the rules that are switched off",
    "disabledRulesColumn",
    async (client) => {
      const definition = "EntityDefinitions(LogicalName='msdyn_decisionruleset')";
      const { json } = await client.get(`${definition}?$select=LogicalName&$expand=Attributes($select=LogicalName)`);
      const columns = json["Attributes"] as readonly { readonly LogicalName: string }[];
      return columns.some(({ LogicalName }) => LogicalName === "msdyn_disabledrules");
    },
  );

  // In a real environment the test cannot press a button of the rule designer.
  if (!isRealEnvironment) {
    switchedRuleTest(
      environment,
      "an edit in the rule designer keeps the ids of the rules",
      "ruleIds",
      async (client) => {
        const ruleId = randomUUID();
        const id = await createRuleSet(client, decision([rule(ruleId, randomUUID())]));
        const [organization] = environment().sandbox.organizations;
        organization?.saveInDesigner(id, await definitionOf(client, id));
        return (await definitionOf(client, id)).includes(ruleId) ? "kept" : "rewritten";
      },
    );
  }
});
