import { createHash } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import type { Comparison, Condition } from "../../schema/condition.ts";
import { allDefined } from "./all-defined.ts";
import { attributeOfPath, pathOfAttribute, type AttributeName } from "./attributes.ts";
import { childElements, hasOnly, textOf, UnmappedXml } from "./elements.ts";
import { operatorOf, textOfOperator } from "./operators.ts";
import { attribute, content, withoutCarriageReturns } from "./xml-text.ts";

// For a rule that always matches, the rule designer stores "created on contains data", as Microsoft's sample solution
// export shows.
const always: Condition = { conversation: "CreatedOn", operator: "ContainsData" };

const noOperators: ReadonlySet<string> = new Set();

/** The condition as XML: always one `logical`, as in Microsoft's sample. `operatorsInUse`: see {@link textOfOperator}. */
export function writeCondition(
  condition: Condition | undefined,
  operatorsInUse: ReadonlySet<string> = noOperators,
): string {
  const wanted = condition ?? always;
  const group = wanted.all === undefined && wanted.any === undefined ? { all: [wanted] } : wanted;
  return writeMember(group, operatorsInUse);
}

function writeMember(condition: Condition, operatorsInUse: ReadonlySet<string>): string {
  const members = condition.all ?? condition.any;
  if (members === undefined) return writeComparison(condition, operatorsInUse);
  const operator = condition.all === undefined ? "OR" : "AND";
  return `<logical operator="${operator}">${members.map((member) => writeMember(member, operatorsInUse)).join("")}</logical>`;
}

function writeComparison(comparison: Comparison, operatorsInUse: ReadonlySet<string>): string {
  const operator = comparison.operator ?? "Equals";
  const text = textOfOperator(operator, operatorsInUse);
  if (text === undefined) throw new RangeError(`no stored form of ${operator} is known`);
  return `<condition operator="${attribute(text)}">${writeLeft(comparison)}${writeRight(comparison)}</condition>`;
}

function writeLeft(comparison: Comparison): string {
  return `<lhs type="attribute">${content(pathOfAttribute(leftSide(comparison)))}</lhs>`;
}

function leftSide({ contextVariable, conversation, customer, contact }: Comparison): AttributeName {
  if (contextVariable !== undefined) return { contextVariable };
  if (conversation !== undefined) return { conversation };
  if (customer !== undefined) return { customer };
  if (contact !== undefined) return { contact };
  throw new RangeError("a comparison without a left side");
}

function writeRight({ operator, value, values }: Comparison): string {
  if (operator === "In") {
    const list = (values ?? []).map((one) => `<value>${content(String(one))}</value>`).join("");
    return `<rhs type="multistaticvalues">${list}</rhs>`;
  }
  if (operator === "ContainsData") return "";
  return `<rhs type="staticvalue">${content(String(value ?? ""))}</rhs>`;
}

/** The condition that a rule's elements say; `undefined` for a rule that always matches. */
export function readConditions(elements: readonly Element[]): Condition | UnmappedXml | undefined {
  const all = allDefined(elements.map(readMember));
  if (all === undefined) return new UnmappedXml(...elements);
  // A rule may hold several conditions without a group, or none. That all of them count, and none means always, is assumed.
  return simplify({ all });
}

function readMember(element: Element): Condition | undefined {
  if (element.localName === "condition") return readComparison(element);
  if (element.localName !== "logical" || !hasOnly(element, ["operator"])) return undefined;
  const members = allDefined(childElements(element).map(readMember));
  if (members === undefined) return undefined;
  const operator = element.getAttribute("operator")?.toUpperCase();
  if (operator === "AND") return { all: members };
  return operator === "OR" && members.length > 0 ? { any: members } : undefined;
}

function readComparison(element: Element): Condition | undefined {
  const operator = operatorOf(element.getAttribute("operator") ?? "");
  const [left, right, ...rest] = childElements(element);
  if (operator === undefined || rest.length > 0 || !hasOnly(element, ["operator"])) return undefined;
  const name = left === undefined ? undefined : readAttribute(left);
  if (name === undefined) return undefined;
  if (operator === "ContainsData") return right === undefined ? { ...name, operator } : undefined;
  if (right?.localName !== "rhs" || !hasOnly(right, ["type"])) return undefined;
  const type = right.getAttribute("type");
  if (operator === "In") {
    return type === "multistaticvalues" ? { ...name, operator, values: childElements(right).map(textOf) } : undefined;
  }
  if (type !== "staticvalue" || childElements(right).length > 0) return undefined;
  const value = textOf(right);
  return operator === "Equals" ? { ...name, value } : { ...name, operator, value };
}

/** The attribute that an `lhs` names; `undefined` if no property of a routing rule names it. */
export function readAttribute(element: Element): AttributeName | undefined {
  const known = element.localName === "lhs" && element.getAttribute("type") === "attribute";
  return known && hasOnly(element, ["type"]) ? attributeOfPath(textOf(element)) : undefined;
}

/** The shortest condition of the same meaning, without groups of one and groups inside a group of their kind. */
function simplify(condition: Condition): Condition | undefined {
  const short = shorten(condition);
  const isAlways = short.all?.length === 0 || JSON.stringify(short) === JSON.stringify(always);
  return isAlways ? undefined : short;
}

function shorten(condition: Condition): Condition {
  const key = condition.all === undefined ? "any" : "all";
  const members = condition[key];
  if (members === undefined) return canonicalComparison(condition);
  const flat = members.map(shorten).flatMap((member) => member[key] ?? [member]);
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : { [key]: flat };
}

function canonicalComparison(comparison: Comparison): Condition {
  const { operator, value, values } = comparison;
  const text = (one: string | number): string => withoutCarriageReturns(String(one));
  return {
    ...leftSide(comparison),
    ...(operator === undefined || operator === "Equals" ? {} : { operator }),
    ...(value === undefined ? {} : { value: text(value) }),
    ...(values === undefined ? {} : { values: values.map(text) }),
  };
}

/** Whether both mean the same, as far as their form shows. The order of members and values means nothing. */
export function sameCondition(left: Condition | undefined, right: Condition | undefined): boolean {
  const form = (condition: Condition | undefined): string => formOf(simplify(condition ?? always) ?? null);
  return form(left) === form(right);
}

/** The same text for the same meaning. It is a hash, so the text of a deep group stays short. */
function formOf(condition: Condition | null): string {
  const { all, any, values, ...comparison } = condition ?? {};
  const members = (list: readonly Condition[] | undefined): unknown => list?.map(formOf).toSorted();
  const form = JSON.stringify([members(all), members(any), values?.map(String).toSorted(), comparison]);
  return createHash("sha256").update(form).digest("base64");
}
