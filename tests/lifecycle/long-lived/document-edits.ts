import { XMLSerializer } from "@xmldom/xmldom";
import fc from "fast-check";
import { v5 } from "uuid";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { elementsOf, readRuleSet } from "./rule-text.ts";
import { configurations, ruleSets, steps } from "./tables.ts";

const kinds = [
  "rename",
  "target",
  "condition",
  "unreadable",
  "new id",
  "other order",
  "delete",
  "reverse",
  "add",
] as const;

/** An edit of a ruleset's rules. `at` selects the ruleset, `rule` the rule or the position. */
export interface DocumentEdit {
  readonly edit: "rules";
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly rule: number;
}

export const documentEdit: fc.Arbitrary<DocumentEdit> = fc.record({
  edit: fc.constant("rules" as const),
  kind: fc.constantFrom(...kinds),
  at: fc.nat(5),
  rule: fc.nat(7),
});

const ids = "d2c8a8a6-7a35-5c41-8f12-6a4b0f1c9e77";
const definitionColumn = "msdyn_rulesetdefinition";
const target = `<action><setattribute><lhs type="attribute">assign_to.queue</lhs><rhs type="staticvalue">${identifier("queue", "VIP")}</rhs></setattribute></action>`;
const condition = `<logical operator="AND"><condition operator="=="><lhs type="attribute">msdyn_customengagementctx.msdyn_customername</lhs><rhs type="staticvalue">by hand</rhs></condition></logical>`;

export function editDocument(
  organization: SandboxOrganization,
  ruleSet: string,
  { kind, rule: number }: DocumentEdit,
): void {
  const text = String(organization.row(ruleSets, ruleSet)?.[definitionColumn]);
  const rules = elementsOf(text).map((element) => new XMLSerializer().serializeToString(element));
  const at = number % Math.max(1, rules.length);
  const rule = rules[at];
  const next = changed(rules, kind, at, `${ruleSet} ${number}`, rule);
  const [head = ""] = /^[^]*?<decision[^>]*>/.exec(text) ?? [];
  organization.saveInDesigner(ruleSet, `${head}<rules>${next.join("")}</rules></decision>`);
}

/** Does what the error asks for before a workstream can be deleted: removes the rules that people made. */
export function takeOutRulesOfPeople(organization: SandboxOrganization, workstream: string): void {
  const active = organization.rows(configurations).filter((row) => row["msdyn_liveworkstreamid"] === workstream);
  const run = organization
    .rows(steps)
    .filter((step) => active.some((row) => row[`${configurations}id`] === step["msdyn_routingconfigurationid"]))
    .map((step) => String(step["msdyn_rulesetid"]));
  for (const ruleSet of run) {
    const text = String(organization.row(ruleSets, ruleSet)?.[definitionColumn] ?? "");
    const { others } = readRuleSet(text);
    const rules = elementsOf(text).map((element) => new XMLSerializer().serializeToString(element));
    const [head = ""] = /^[^]*?<decision[^>]*>/.exec(text) ?? [];
    const own = rules.filter((rule) => !others.includes(rule));
    if (others.length > 0) organization.saveInDesigner(ruleSet, `${head}<rules>${own.join("")}</rules></decision>`);
  }
}

function changed(
  rules: readonly string[],
  kind: DocumentEdit["kind"],
  at: number,
  name: string,
  rule = "",
): readonly string[] {
  const id = v5(`${kind} ${name}`, ids);
  if (kind === "reverse") return rules.toReversed();
  if (kind === "add")
    return rules.toSpliced(at, 0, `<rule id="${id}" name="By hand ${at}">${condition}${target}</rule>`);
  if (rule === "") return rules;
  if (kind === "delete") return rules.toSpliced(at, 1);
  return rules.with(at, edited(rule, kind, id));
}

function edited(rule: string, kind: DocumentEdit["kind"], id: string): string {
  if (kind === "rename") return rule.replace(/ name="[^"]*"/, ' name="Renamed by hand"');
  if (kind === "target") return rule.replace(/<action>.*<\/action>/s, target);
  if (kind === "condition") return rule.replace(/^(<rule[^>]*>).*?<action>/s, `$1${condition}<action>`);
  if (kind === "unreadable") return rule.replace("<action>", "<unknown/><action>");
  if (kind === "new id") return rule.replace(/ id="[^"]*"/, ` id="${id}"`);
  return rule.replace(/ id="[0-9a-f]{8}(-d365-8b0c-)/, ' id="0000000a$1');
}
