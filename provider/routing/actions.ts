import type { Element } from "@xmldom/xmldom";
import { allDefined } from "./all-defined.ts";
import { pathOfAttribute, type AttributeName } from "./attributes.ts";
import { readAttribute } from "./conditions.ts";
import { childElements, hasOnly, textOf, UnmappedXml } from "./elements.ts";
import { bareGuid } from "./guid.ts";
import { content, withoutCarriageReturns } from "./xml-text.ts";

/** What a rule does. Rows are named by their ids: GUIDs in lower case, without braces. */
export type RuleAction =
  | { readonly queue: string }
  | { readonly queues: readonly ShareOfQueue[] }
  | { readonly attributes: readonly AttributeValue[]; readonly skills: readonly SkillDemand[] };

export interface ShareOfQueue {
  readonly queue: string;
  readonly percent: number;
}
export type AttributeTarget = Exclude<AttributeName, { readonly customer: unknown } | { readonly contact: unknown }>;
export interface AttributeValue {
  readonly target: AttributeTarget;
  readonly value: string | number;
}
export interface SkillDemand {
  readonly skill: string;
  readonly rating: string;
}

// Rules of live organizations or Microsoft's sample solution export hold all of these.
const queueTarget = "assign_to.queue";
const shares = { target: "percentagebaseddistribution", row: "queuedetails.queueid", value: "queuedetails.percentage" };
const demands = {
  target: "msdyn_ocliveworkitemcharacteristic",
  row: "msdyn_characteristic.characteristicid",
  value: "msdyn_ratingvalue.ratingvalueid",
};

export function writeAction(action: RuleAction): string {
  return `<action>${writeSteps(action)}</action>`;
}

function writeSteps(action: RuleAction): string {
  // The designer stores the queue of a plain rule bare and every other row id in braces.
  if ("queue" in action) return assignment(queueTarget, guidOf(action.queue));
  if ("queues" in action) {
    return records(
      shares.target,
      action.queues.map(({ queue, percent }) => [
        assignment(shares.row, braced(queue)),
        assignment(shares.value, String(percent)),
      ]),
    );
  }
  const attributes = action.attributes.map(({ target, value }) => assignment(pathOfAttribute(target), String(value)));
  const skills = action.skills.map(({ skill, rating }) => [
    assignment(demands.row, braced(skill)),
    assignment(demands.value, braced(rating)),
  ]);
  return attributes.join("") + (skills.length === 0 ? "" : records(demands.target, skills));
}

function assignment(path: string, value: string): string {
  return `<setattribute><lhs type="attribute">${content(path)}</lhs><rhs type="staticvalue">${content(value)}</rhs></setattribute>`;
}

function records(target: string, rows: readonly (readonly string[])[]): string {
  const list = rows.map((row) => `<record>${row.join("")}</record>`).join("");
  return `<upsertrecords><target>${target}</target><records>${list}</records></upsertrecords>`;
}

function guidOf(id: string): string {
  const guid = bareGuid(id);
  if (guid === undefined) throw new RangeError(`${JSON.stringify(id)} is not a row id`);
  return guid;
}

const braced = (id: string): string => `{${guidOf(id)}}`;

/** What the `action` children of a rule do. */
export function readActions(elements: readonly Element[]): RuleAction | UnmappedXml {
  const [action, ...more] = elements;
  const read = action === undefined || more.length > 0 ? undefined : readAction(action);
  return read ?? new UnmappedXml(...elements);
}

function readAction(action: Element): RuleAction | undefined {
  const steps = childElements(action);
  const [step] = steps;
  if (step !== undefined && steps.length === 1) {
    const queue = readQueue(step);
    if (queue !== undefined) return { queue };
    const records = readRecords(step, shares);
    if (records !== undefined) {
      const queues = allDefined(records.map(([row, percent]) => toShare(row, percent)));
      return queues && { queues };
    }
  }
  const attributes: AttributeValue[] = [];
  const skills: SkillDemand[] = [];
  for (const each of steps) {
    const attribute = readAttributeValue(each);
    if (attribute !== undefined) {
      attributes.push(attribute);
      continue;
    }
    const records = readRecords(each, demands);
    const found = records && allDefined(records.map(([skill, rating]) => toDemand(skill, rating)));
    if (found === undefined) return undefined;
    skills.push(...found);
  }
  return { attributes, skills };
}

function readQueue(step: Element): string | undefined {
  const read = readAssignment(step);
  return read === undefined || textOf(read.left) !== queueTarget ? undefined : bareGuid(read.value);
}

function readAttributeValue(step: Element): AttributeValue | undefined {
  const read = readAssignment(step);
  const target = read === undefined ? undefined : readAttribute(read.left);
  if (read === undefined || target === undefined || "customer" in target || "contact" in target) return undefined;
  return { target, value: read.value };
}

function readAssignment(step: Element): { left: Element; value: string } | undefined {
  const [left, right, ...rest] = childElements(step);
  if (step.localName !== "setattribute" || rest.length > 0 || !hasOnly(step, [])) return undefined;
  if (left?.localName !== "lhs" || right?.localName !== "rhs") return undefined;
  if (right.getAttribute("type") !== "staticvalue" || !hasOnly(right, ["type"])) return undefined;
  return childElements(right).length > 0 ? undefined : { left, value: withoutCarriageReturns(textOf(right)) };
}

/** The two values of every record of an `upsertrecords` with this target. */
function readRecords(
  step: Element,
  form: { readonly target: string; readonly row: string; readonly value: string },
): [string, string][] | undefined {
  const [target, list, ...rest] = childElements(step);
  if (step.localName !== "upsertrecords" || rest.length > 0 || list?.localName !== "records") return undefined;
  if (target?.localName !== "target" || textOf(target).trim() !== form.target) return undefined;
  const rows = childElements(list).map((record): [string, string] | undefined => {
    const values = childElements(record).map(readAssignment);
    const valueOf = (path: string): string | undefined =>
      values.find((value) => value !== undefined && textOf(value.left) === path)?.value;
    const [row, value] = [valueOf(form.row), valueOf(form.value)];
    return values.length !== 2 || row === undefined || value === undefined ? undefined : [row, value];
  });
  return allDefined(rows);
}

function toShare(row: string, percent: string): ShareOfQueue | undefined {
  const queue = bareGuid(row);
  return queue === undefined || !/^\d{1,3}$/.test(percent.trim()) ? undefined : { queue, percent: Number(percent) };
}

function toDemand(row: string, value: string): SkillDemand | undefined {
  const [skill, rating] = [bareGuid(row), bareGuid(value)];
  return skill === undefined || rating === undefined ? undefined : { skill, rating };
}

/** Whether both do the same, whatever the form of their ids and numbers. */
export function sameAction(left: RuleAction, right: RuleAction): boolean {
  return JSON.stringify(canonical(left)) === JSON.stringify(canonical(right));
}

/** One form for all actions that do the same: the order of shares, values and skills means nothing. */
function canonical(action: RuleAction): unknown {
  if ("queue" in action) return ["queue", bareGuid(action.queue)];
  const sorted = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item)).toSorted();
  if ("queues" in action) {
    return ["queues", sorted(action.queues.map(({ queue, percent }) => [bareGuid(queue), percent]))];
  }
  return [
    sorted(
      action.attributes.map(({ target, value }) => [pathOfAttribute(target), withoutCarriageReturns(String(value))]),
    ),
    sorted(action.skills.map(({ skill, rating }) => [bareGuid(skill), bareGuid(rating)])),
  ];
}
