import { DOMParser, type Element } from "@xmldom/xmldom";
import { pluginRefusal } from "../errors.ts";
import { guidPattern } from "../odata/literal.ts";
import { queueOutputContract } from "../identity/well-known-names.ts";
import { system } from "../identity/caller.ts";
import { targetTableOf } from "../store/row.ts";
import { createRow, deleteRow } from "../store/write.ts";
import type { Rule, RuleEvent } from "../store/rule.ts";

const table = "msdyn_decisionruleset";
const mapping = "msdyn_rulesetdependencymapping";

const rulesIn = (definition: unknown): Element[] =>
  typeof definition === "string" && definition.trim() !== ""
    ? [
        ...new DOMParser({ onError: () => undefined })
          .parseFromString(definition, "text/xml")
          .getElementsByTagName("rule"),
      ]
    : [];

function enforceLimits({ organization, switches, values, before }: RuleEvent): void {
  if (switches.ruleLimits !== "enforced" || values["msdyn_rulesetdefinition"] === undefined) return;
  const output = String(values["msdyn_outputcontractid"] ?? before?.["msdyn_outputcontractid"]);
  const contract = organization.store.get("msdyn_decisioncontract", output);
  const most = contract?.["msdyn_uniquename"] === queueOutputContract ? 200 : 100;
  const count = rulesIn(values["msdyn_rulesetdefinition"]).length;
  if (count > most)
    throw pluginRefusal(`The rule set has ${count} rules. A rule set of this type has at most ${most}.`);
}

function refuseTemplate({ organization, switches, id, values }: RuleEvent): void {
  if (switches.templateWrites !== "refused" || values["msdyn_rulesetdefinition"] === undefined) return;
  const template = [...organization.store.table("msdyn_templateruleset").values()].find(
    (row) => row["msdyn_publishedruleset"] === id,
  );
  if (template !== undefined) throw pluginRefusal("The rule set is published by a template ruleset and is read-only.");
}

/** The left-hand side of an assignment decides which table its value names. */
const namedTables: ReadonlyMap<string, string> = new Map([
  ["assign_to.queue", "queue"],
  ["queuedetails.queueid", "queue"],
  ["msdyn_characteristic.characteristicid", "characteristic"],
  ["msdyn_ratingvalue.ratingvalueid", "ratingvalue"],
  ["overflowaction.msdyn_overflowactionconfig.msdyn_overflowactionconfigid", "msdyn_overflowactionconfig"],
]);

function keepMappings({ organization, switches, id, values }: RuleEvent): void {
  if (switches.dependencyRows !== "server" || values["msdyn_rulesetdefinition"] === undefined) return;
  const context = { organization, caller: system };
  const old = [...organization.store.table(mapping)].filter(([, row]) => row["msdyn_referencingrulesetid"] === id);
  for (const [mappingId] of old) deleteRow(context, mapping, mappingId);
  for (const rule of rulesIn(values["msdyn_rulesetdefinition"])) {
    for (const { target, targetId } of namedRows(rule)) {
      if (organization.store.get(target, targetId) === undefined) continue;
      createRow(context, mapping, undefined, {
        msdyn_name: `${rule.getAttribute("name")}-${targetId}`,
        msdyn_referencingrulesetid: id,
        msdyn_referencingruleid: rule.getAttribute("id"),
        msdyn_referencingrulename: rule.getAttribute("name"),
        msdyn_referencedpolymorphicentityid: targetId,
        [targetTableOf("msdyn_referencedpolymorphicentityid")]: target,
        msdyn_referencedpolymorphiclogicalname: target,
      });
    }
  }
}

function namedRows(rule: Element): { target: string; targetId: string }[] {
  return [...rule.getElementsByTagName("setattribute")].flatMap((assignment) => {
    const target = namedTables.get(text(assignment, "lhs"));
    const targetId = text(assignment, "rhs").replace(/[{}]/g, "").toLowerCase();
    return target !== undefined && guidPattern.test(targetId) ? [{ target, targetId }] : [];
  });
}

const text = (parent: Element, name: string): string =>
  parent.getElementsByTagName(name).item(0)?.textContent?.trim() ?? "";

export const ruleSetRules: readonly Rule[] = [
  {
    name: "a rule set holds a limited number of rules",
    source: "configure-work-classification.md, configure-route-to-queue-rules.md; assumed: not enforced on write",
    switch: "ruleLimits",
    handlers: [{ table, messages: ["create", "update"], stage: "preOperation", run: enforceLimits }],
  },
  {
    name: "rows named in the rules of a rule set are kept as dependencies",
    source: "assumed: who keeps the rows is not known",
    switch: "dependencyRows",
    handlers: [{ table, messages: ["create", "update"], stage: "postOperation", run: keepMappings }],
  },
  {
    name: "a rule set that a template publishes is written like any other",
    source: "assumed: the page on template rulesets calls it read-only in the admin center",
    switch: "templateWrites",
    handlers: [{ table, messages: ["update"], stage: "preOperation", run: refuseTemplate }],
  },
  {
    name: "a rule set lists the rules that are switched off",
    source: "github.com/ameijers/PrometheanCCaaSToolbox; assumed: type and length",
    switch: "disabledRulesColumn",
  },
  {
    name: "an edit in the rule designer keeps the ids of the rules",
    source: "assumed",
    switch: "ruleIds",
  },
];
