import { DOMParser, onErrorStopParsing } from "@xmldom/xmldom";
import { element, xmlText } from "../metadata/xml-element.ts";
import { identifier } from "../identity/identifiers.ts";
import type { Ruleset } from "./own-workstream.ts";
import type { Insertion } from "./insertion.ts";

type Rule = NonNullable<Ruleset["rules"]>[number];
type Condition = NonNullable<Rule["conditions"]>[number];

const hitPolicies = { classification: "first", routeToQueue: "all" } as const;

const unfitForXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The rules of a ruleset in the form in which rules made by people are stored. */
export function definitionOf(insertion: Insertion, ruleset: Ruleset, rulesetId: string, path: string): string {
  const ids = new Set<string>();
  const rules = (ruleset.rules ?? []).map((rule, at) => {
    const place = `${path}.rules[${at}]`;
    const id = rule.id?.toLowerCase() ?? identifier("own/rule", `${rulesetId}/${rule.name}`);
    if (ids.has(id)) {
      const property = rule.id === undefined ? "name" : "id";
      insertion.fault(`${place}.${property}`, "is that of another rule of the ruleset, too", "give each its own");
    }
    ids.add(id);
    return element("rule", { id, name: rule.name }, [
      ...conditionsOf(insertion, rule, place),
      actionOf(insertion, ruleset, rule, place),
    ]);
  });
  return element("decision", { "hit-policy": hitPolicies[ruleset.kind], version: "1" }, [element("rules", {}, rules)]);
}

/** Why a text is not a definition of rules. */
export function faultIn(definition: string): string | undefined {
  if (unfitForXml.test(definition)) return "holds a character that XML cannot hold";
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(definition, "text/xml");
    const root = document.documentElement?.nodeName;
    return root === "decision" ? undefined : `begins with <${root ?? ""}>, and not with <decision>`;
  } catch (error) {
    return `is no XML: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function conditionsOf(insertion: Insertion, { conditions = [] }: Rule, path: string): string[] {
  if (conditions.length === 0) return [];
  const children = conditions.map((condition, at) => conditionOf(insertion, condition, `${path}.conditions[${at}]`));
  return [element("logical", { operator: "AND" }, children)];
}

function conditionOf(insertion: Insertion, { attribute, operator = "==", value }: Condition, path: string): string {
  const takesValue = operator !== "not-null";
  if (takesValue && value === undefined)
    insertion.fault(`${path}.value`, "is required", `say what ${operator} compares with`);
  if (!takesValue && value !== undefined) insertion.fault(`${path}.value`, "is compared with nothing", "leave it out");
  return element("condition", { operator }, [leftSide(attribute), ...(value === undefined ? [] : [rightSide(value)])]);
}

function actionOf(insertion: Insertion, { kind }: Ruleset, rule: Rule, path: string): string {
  const [wanted, other] = kind === "routeToQueue" ? (["queue", "set"] as const) : (["set", "queue"] as const);
  if (rule[wanted] === undefined) insertion.fault(`${path}.${wanted}`, "is required", `a ${kind} rule needs it`);
  if (rule[other] !== undefined) insertion.fault(`${path}.${other}`, `belongs to no ${kind} rule`, "leave it out");
  const queue =
    rule.queue === undefined ? undefined : insertion.find("queue", "name", rule.queue, `${path}.queue`, "queue");
  const assignments = [
    ...(queue === undefined ? [] : [{ attribute: "assign_to.queue", value: queue }]),
    ...(rule.set ?? []),
  ];
  return element(
    "action",
    {},
    assignments.map(({ attribute, value }) => element("setattribute", {}, [leftSide(attribute), rightSide(value)])),
  );
}

const leftSide = (attribute: string): string => element("lhs", { type: "attribute" }, [xmlText(attribute)]);
const rightSide = (value: string): string => element("rhs", { type: "staticvalue" }, [xmlText(value)]);
