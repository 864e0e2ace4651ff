import type { Element } from "@xmldom/xmldom";
import type { Condition } from "../../schema/condition.ts";
import { readActions, sameAction, writeAction, type RuleAction } from "./actions.ts";
import { readConditions, sameCondition, writeCondition } from "./conditions.ts";
import { childElements, UnmappedXml, xmlOf } from "./elements.ts";
import { attribute } from "./xml-text.ts";

/** A rule as the program wants it. Rows are named by their ids. */
export interface Rule {
  readonly name: string;
  /** `undefined` for a rule that always matches. */
  readonly when: Condition | undefined;
  /** The program says nothing about conditions, so a rule that exists already keeps its own. */
  readonly keepsConditions?: boolean;
  readonly action: RuleAction;
}

/** A rule as it is stored. What our rules cannot express is kept as {@link UnmappedXml}. */
export interface ReadRule {
  readonly name: string;
  readonly when: Condition | UnmappedXml | undefined;
  readonly action: RuleAction | UnmappedXml;
}

/**
 * The rule as XML. `operatorsInUse`: operators as the environment's rules write them. `stored`: the rule that it
 * replaces, whose other attributes it keeps.
 */
export function writeRule(id: string, rule: Rule, operatorsInUse?: ReadonlySet<string>, stored?: Element): string {
  const attributes = [`id="${attribute(id)}"`, `name="${attribute(rule.name)}"`, ...otherAttributes(stored)];
  const conditions =
    rule.keepsConditions === true && stored !== undefined
      ? conditionsOf(stored).map(xmlOf).join("")
      : writeCondition(rule.when, operatorsInUse);
  return `<rule ${attributes.join(" ")}>${conditions}${writeAction(rule.action)}</rule>`;
}

function otherAttributes(stored: Element | undefined): string[] {
  if (stored === undefined) return [];
  return Array.from({ length: stored.attributes.length }, (_, index) => stored.attributes.item(index))
    .filter((one) => one !== null)
    .filter(({ name }) => name !== "id" && name !== "name")
    .map(({ name, value }) => `${name}="${attribute(value)}"`);
}

export function readRule(element: Element): ReadRule {
  const children = childElements(element);
  const actions = children.filter(({ localName }) => localName === "action");
  return {
    name: element.getAttribute("name") ?? "",
    when: readConditions(conditionsOf(element)),
    action: readActions(actions),
  };
}

const conditionsOf = (rule: Element): Element[] =>
  childElements(rule).filter(({ localName }) => localName !== "action");

/** Whether the stored rule says what is wanted, whatever its form. */
export function holds(stored: ReadRule, wanted: Rule): boolean {
  return (
    stored.name === wanted.name &&
    !(stored.action instanceof UnmappedXml) &&
    (wanted.keepsConditions === true || holdsWhen(stored.when, wanted.when)) &&
    sameAction(stored.action, wanted.action)
  );
}

function holdsWhen(stored: ReadRule["when"], wanted: Condition | undefined): boolean {
  return !(stored instanceof UnmappedXml) && sameCondition(stored, wanted);
}
