import { DOMParser, XMLSerializer, type Element } from "@xmldom/xmldom";
import type { Properties } from "../../../provider/core/definition.ts";
import type { World } from "./world.ts";
import { finder } from "./columns.ts";

/*
 * Reads what a ruleset's XML means. Written a second time, after Microsoft's sample solution export: rules are compared
 * by their meaning, not their text.
 */

export interface OwnRule {
  readonly order: number;
  readonly hash: string;
  readonly name: string;
  readonly when: string;
  readonly action: string;
}

export interface RuleSetText {
  readonly own: readonly OwnRule[];
  /** Rules that people made, character by character. */
  readonly others: readonly string[];
}

type Meaning = string | { readonly group: "AND" | "OR"; readonly members: readonly Meaning[] };

const ownId = /^([0-9a-f]{8})-d365-8b0c-[9a]([0-9a-f]{3})-([0-9a-f]{12})$/i;
const always = JSON.stringify(["not-null", "msdyn_ocliveworkitem.msdyn_createdon"]);

export function elementsOf(definition: unknown): Element[] {
  if (typeof definition !== "string" || definition === "") return [];
  const root = rootOf(definition);
  const rules = root === null ? undefined : childrenOf(root).find(({ tagName }) => tagName === "rules");
  return rules === undefined ? [] : childrenOf(rules).filter(({ tagName }) => tagName === "rule");
}

export function readRuleSet(definition: unknown): RuleSetText {
  const rules = elementsOf(definition).map((element) => ({
    element,
    id: ownId.exec(element.getAttribute("id") ?? ""),
  }));
  return {
    own: rules.flatMap(({ element, id }) => (id === null ? [] : [ownRule(element, id)])),
    others: rules.flatMap(({ element, id }) => (id === null ? [new XMLSerializer().serializeToString(element)] : [])),
  };
}

function ownRule(element: Element, [, order = "", hashStart = "", hashEnd = ""]: RegExpExecArray): OwnRule {
  return { order: Number.parseInt(order, 16), hash: `${hashStart}${hashEnd}`.toLowerCase(), ...readRule(element) };
}

/** A stored rule that people made. */
export const ruleIn = (text: string): Omit<OwnRule, "order" | "hash"> => readRule(rootOf(text) as Element);
export const nameIn = (text: string): string => ruleIn(text).name;

const rootOf = (text: string): Element | null => new DOMParser().parseFromString(text, "text/xml").documentElement;

function readRule(element: Element): Omit<OwnRule, "order" | "hash"> {
  const children = childrenOf(element);
  return {
    name: element.getAttribute("name") ?? "",
    when: shortest(children.filter(({ tagName }) => tagName !== "action").map(readMember)),
    action: JSON.stringify(children.filter(({ tagName }) => tagName === "action").map(readAction)),
  };
}

function childrenOf(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

function readMember(element: Element): Meaning {
  const operator = element.getAttribute("operator") ?? "";
  const children = childrenOf(element);
  if (element.tagName === "logical")
    return { group: operator === "OR" ? "OR" : "AND", members: children.map(readMember) };
  const [left, right] = children;
  const values =
    right === undefined ? [] : childrenOf(right).length > 0 ? [childrenOf(right).map(textOf)] : [textOf(right)];
  return JSON.stringify([operator, left === undefined ? "" : textOf(left), ...values]);
}

const textOf = (element: Element): string => element.textContent ?? "";

/** Merges nested groups of the same kind, and groups with one member. */
function shortest(members: readonly Meaning[]): string {
  const whole = shorten({ group: "AND", members });
  return JSON.stringify(whole);
}

function shorten(meaning: Meaning): Meaning {
  if (typeof meaning === "string") return meaning;
  const members = meaning.members
    .map(shorten)
    .flatMap((member) => (typeof member !== "string" && member.group === meaning.group ? member.members : [member]));
  const [only] = members;
  return members.length === 1 && only !== undefined ? only : { group: meaning.group, members };
}

function readAction(action: Element): unknown {
  return childrenOf(action).map((step) =>
    step.tagName === "setattribute"
      ? readAssignment(step)
      : [
          textOf(childrenOf(step)[0] as Element),
          childrenOf(childrenOf(step)[1] as Element).map((record) => childrenOf(record).map(readAssignment)),
        ],
  );
}

function readAssignment(step: Element): string[] {
  return childrenOf(step).map((side) => textOf(side).replace(/^\{(.*)\}$/, "$1"));
}

type Args = Readonly<Record<string, unknown>>;

/** What a rule means according to the program. */
export function meaningOf(world: World, args: Properties): Pick<OwnRule, "name" | "when" | "action"> {
  return {
    name: String(args["name"]),
    when: args["when"] === undefined ? JSON.stringify(always) : shortest([conditionOf(args["when"] as Args)]),
    action: JSON.stringify([actionOf(world, args)]),
  };
}

const columns: Readonly<Record<string, string>> = {
  CreatedOn: "msdyn_ocliveworkitem.msdyn_createdon",
  PriorityScore: "msdyn_ocliveworkitem.msdyn_priorityscore",
  Name: "msdyn_customengagementctx.msdyn_customername",
  SenderId: "msdyn_customengagementctx.msdyn_customsenderid",
};
const operators: Readonly<Record<string, string>> = {
  Equals: "==",
  GreaterThan: ">",
  GreaterThanOrEqual: ">=",
  In: "in",
  ContainsData: "not-null",
};

function pathOf(args: Args): string {
  const { contextVariable, conversation, customer } = args;
  return contextVariable === undefined
    ? String(columns[String(conversation ?? customer)])
    : `liveworkitemcontext.${String(contextVariable)}`;
}

function conditionOf(condition: Args): Meaning {
  for (const [key, group] of [
    ["all", "AND"],
    ["any", "OR"],
  ] as const) {
    const members = condition[key] as readonly Args[] | undefined;
    if (members !== undefined) return { group, members: members.map(conditionOf) };
  }
  const { operator = "Equals", value, values } = condition;
  const right =
    values === undefined ? [value].filter((one) => one !== undefined).map(String) : [(values as unknown[]).map(String)];
  return JSON.stringify([operators[String(operator)], pathOf(condition), ...right]);
}

function actionOf(world: World, { queue, queues, set }: Properties): unknown[] {
  const find = finder(world);
  const queueId = (name: unknown) => find("queue", name, ["name"]);
  if (queue !== undefined) return [["assign_to.queue", queueId(queue)]];
  if (queues !== undefined) {
    const shares = (queues as readonly Args[]).map((one) => [
      ["queuedetails.queueid", queueId(one["queue"])],
      ["queuedetails.percentage", String(one["percent"])],
    ]);
    return [["percentagebaseddistribution", shares]];
  }
  const { attributes = [], skills = [] } = set as { attributes?: readonly Args[]; skills?: readonly Args[] };
  const demands = skills.map(({ skill, rating }) => [
    ["msdyn_characteristic.characteristicid", find("characteristic", skill, ["name"])],
    ["msdyn_ratingvalue.ratingvalueid", find("ratingvalue", rating, ["name"])],
  ]);
  return [
    ...attributes.map((one) => [pathOf(one), String(one["value"])]),
    ...(demands.length === 0 ? [] : [["msdyn_ocliveworkitemcharacteristic", demands]]),
  ];
}
