import { createHash } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import type { Comparison, Condition } from "../../schema/condition.ts";
import { attributeOfPath, pathOfAttribute, type AttributeName } from "./attributes.ts";
import { childElements, hasOnly, textOf, UnmappedXml } from "./elements.ts";
import { operatorOf, textOfOperator } from "./operators.ts";
import { attribute, content, withoutCarriageReturns } from "./xml-text.ts";

// "Created on holds data" is what the rule designer stores for a rule that always matches, according to Microsoft's
// sample solution export.
const always: Condition = { conversation: "CreatedOn", operator: "ContainsData" };

const noOperators: ReadonlySet<string> = new Set();

/** The condition as a stored rule holds it; always one `logical`, as in Microsoft's sample. `seen`: see {@link textOfOperator}. */
export function writeCondition(condition: Condition | undefined, seen: ReadonlySet<string> = noOperators): string {
  const wanted = condition ?? always;
  const group = wanted.all === undefined && wanted.any === undefined ? { all: [wanted] } : wanted;
  return writeMember(group, seen);
}

function writeMember(condition: Condition, seen: ReadonlySet<string>): string {
  const members = condition.all ?? condition.any;
  if (members === undefined) return writeComparison(condition, seen);
  const operator = condition.all === undefined ? "OR" : "AND";
  return `<logical operator="${operator}">${members.map((member) => writeMember(member, seen)).join("")}</logical>`;
}

function writeComparison(comparison: Comparison, seen: ReadonlySet<string>): string {
  const operator = comparison.operator ?? "Equals";
  const text = textOfOperator(operator, seen);
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

/** The condition that these children of a rule mean; `undefined` for a rule that always matches. */
export function readConditions(elements: readonly Element[]): Condition | UnmappedXml | undefined {
  const members = elements.map(readMember);
  if (members.some((member) => member === undefined)) return new UnmappedXml(...elements);
  // A rule may hold several bare conditions, or none. That all of them count, and that none means always, is assumed.
  return simplify({ all: members as Condition[] });
}

function readMember(element: Element): Condition | undefined {
  if (element.localName === "condition") return readComparison(element);
  if (element.localName !== "logical" || !hasOnly(element, ["operator"])) return undefined;
  const members = childElements(element).map(readMember);
  if (members.some((member) => member === undefined)) return undefined;
  const operator = element.getAttribute("operator")?.toUpperCase();
  if (operator === "AND") return { all: members as Condition[] };
  return operator === "OR" && members.length > 0 ? { any: members as Condition[] } : undefined;
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

/** The attribute that an `lhs` names, where a routing rule can name it. */
export function readAttribute(element: Element): AttributeName | undefined {
  const known = element.localName === "lhs" && element.getAttribute("type") === "attribute";
  return known && hasOnly(element, ["type"]) ? attributeOfPath(textOf(element)) : undefined;
}

/** The shortest condition of the same meaning: groups in a group of their kind dissolve, so do groups of one. */
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

/** Whether both hold for the same conversations, as far as their form tells. The order of members and values means nothing. */
export function sameCondition(left: Condition | undefined, right: Condition | undefined): boolean {
  const form = (condition: Condition | undefined): string => formOf(simplify(condition ?? always) ?? null);
  return form(left) === form(right);
}

/** A hash, so that the form of a group is no longer than that of a comparison, however deep it is. */
function formOf(condition: Condition | null): string {
  const { all, any, values, ...comparison } = condition ?? {};
  const members = (list: readonly Condition[] | undefined): unknown => list?.map(formOf).toSorted();
  const form = JSON.stringify([members(all), members(any), values?.map(String).toSorted(), comparison]);
  return createHash("sha256").update(form).digest("base64");
}
