import * as pulumi from "@pulumi/pulumi";
import { changedKeys, dataverse, outputsOf, readRow, statusOf } from "./dataverse.ts";

const triesAtMost = 200;

/** Reads the ruleset, changes its rules and writes it back. Starts again if someone else wrote in between. */
async function changeRules(ruleset: string, change: (rules: string[]) => string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const row = await readRow(`msdyn_decisionrulesets(${ruleset})?$select=msdyn_rulesetdefinition`);
    if (row === undefined) return;
    const definition = String(row["msdyn_rulesetdefinition"]);
    const rules = change(definition.match(/<rule .*?<\/rule>/gs) ?? []);
    try {
      await dataverse(
        "PATCH",
        `msdyn_decisionrulesets(${ruleset})`,
        {
          msdyn_rulesetdefinition: `<decision hit-policy="all" version="1"><rules>${rules.join("")}</rules></decision>`,
        },
        { "If-Match": String(row["@odata.etag"]) },
      );
      return;
    } catch (error) {
      if (statusOf(error) !== 412 || attempt === triesAtMost) throw error;
    }
  }
}

interface Inputs {
  readonly name: string;
  readonly ruleset: string;
  readonly order: number;
  readonly priorityScore: number;
  readonly queue: string;
}

/** The id starts with the rule's order, so that the rules can be sorted. */
function ruleXml(id: string, rule: Inputs): string {
  return (
    `<rule id="${id}" name="${rule.name}"><logical operator="AND"><condition operator="==">` +
    `<lhs type="attribute">msdyn_ocliveworkitem.msdyn_priorityscore</lhs>` +
    `<rhs type="staticvalue">${rule.priorityScore}</rhs></condition></logical>` +
    `<action><setattribute><lhs type="attribute">assign_to.queue</lhs>` +
    `<rhs type="staticvalue">${rule.queue}</rhs></setattribute></action></rule>`
  );
}

function isRule(id: string): (xml: string) => boolean {
  return (xml) => xml.startsWith(`<rule id="${id}"`);
}

const provider: pulumi.dynamic.ResourceProvider<Inputs, Inputs> = {
  async diff(_id, olds, news) {
    const changed = changedKeys(olds, news);
    const replaces = changed.filter((key) => key === "ruleset" || key === "order");
    return { changes: changed.length > 0, replaces, deleteBeforeReplace: true };
  },
  async create(inputs) {
    const { randomUUID } = await import("node:crypto");
    const id = inputs.order.toString(16).padStart(8, "0") + randomUUID().slice(8);
    await changeRules(inputs.ruleset, (rules) => [...rules, ruleXml(id, inputs)].sort());
    return { id, outs: outputsOf(inputs) };
  },
  async read(id, props) {
    const row = await readRow(`msdyn_decisionrulesets(${props?.ruleset})?$select=msdyn_rulesetdefinition`);
    const rules = String(row?.["msdyn_rulesetdefinition"]).match(/<rule .*?<\/rule>/gs) ?? [];
    const xml = rules.find(isRule(id));
    if (xml === undefined) return {};
    const read = {
      name: String(/name="([^"]*)"/.exec(xml)?.[1]),
      queue: String(/assign_to\.queue<\/lhs><rhs[^>]*>([^<]*)</.exec(xml)?.[1]),
    };
    return { id, props: { ...(props as Inputs), ...read } };
  },
  async update(id, _olds, news) {
    await changeRules(news.ruleset, (rules) => rules.map((xml) => (isRule(id)(xml) ? ruleXml(id, news) : xml)));
    return { outs: outputsOf(news) };
  },
  async delete(id, props) {
    await changeRules(props.ruleset, (rules) => rules.filter((xml) => !isRule(id)(xml)));
  },
};

export class Rule extends pulumi.dynamic.Resource {
  constructor(name: string, props: pulumi.Inputs) {
    super(provider, name, props, undefined, "plain", "Rule");
  }
}
