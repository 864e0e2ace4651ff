import type { Condition } from "../../../schema/condition.ts";
import type { LookupKind } from "../../../schema/property.ts";
import { text } from "../../../schema/written.ts";
import type { Operation, Properties } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import type { AttributeTarget, AttributeValue, RuleAction, SkillDemand } from "../../routing/actions.ts";
import { sameCondition } from "../../routing/conditions.ts";
import { Unreadable } from "../../routing/elements.ts";
import type { PlacedRule } from "../../routing/placement.ts";
import type { ReadRule } from "../../routing/rule.ts";
import { withoutCarriageReturns } from "../../routing/xml-text.ts";

interface Share {
  readonly queue: string;
  readonly percent: number;
}
interface AttributeArgument {
  readonly contextVariable?: string;
  readonly conversation?: "CreatedOn" | "PriorityScore";
  readonly value: string | number;
}
interface SkillArgument {
  readonly skill: string;
  readonly rating: string;
}
interface SetArgument {
  readonly attributes?: readonly AttributeArgument[];
  readonly skills?: readonly SkillArgument[];
}

/** The rule that the arguments ask for, with names turned into row ids. */
export async function toRule(
  { session }: Operation,
  inputs: Properties,
  remembered: Properties | undefined,
): Promise<PlacedRule> {
  return {
    name: String(inputs["name"]),
    order: Number(inputs["order"]),
    rowId: String(inputs["rowId"]),
    when: inputs["when"] as Condition | undefined,
    // Never mentioned, so left to people once the rule is made; mentioned before, so back to always.
    keepsConditions: remembered !== undefined && remembered["when"] === undefined && inputs["when"] === undefined,
    action: await toAction(session, inputs),
  };
}

async function toAction({ lookups }: Session, inputs: Properties): Promise<RuleAction> {
  const queues = inputs["queues"] as readonly Share[] | undefined;
  const set = inputs["set"] as SetArgument | undefined;
  if (queues !== undefined) {
    return {
      queues: await Promise.all(
        queues.map(async ({ queue, percent }, index) => ({
          queue: await lookups.resolve("queue", queue, `queues[${index}].queue`),
          percent,
        })),
      ),
    };
  }
  if (set === undefined) return { queue: await lookups.resolve("queue", String(inputs["queue"]), "queue") };
  const skills = (set.skills ?? []).map(async ({ skill, rating }, index) => ({
    skill: await lookups.resolve("skill", skill, `set.skills[${index}].skill`),
    rating: await lookups.resolve("skillRating", rating, `set.skills[${index}].rating`),
  }));
  return { attributes: (set.attributes ?? []).map(toAttribute), skills: await Promise.all(skills) };
}

function toAttribute({ contextVariable, conversation, value }: AttributeArgument): AttributeValue {
  const target: AttributeTarget | undefined =
    contextVariable !== undefined ? { contextVariable } : conversation && { conversation };
  if (target === undefined) throw new RangeError("an attribute without a target");
  return { target, value };
}

/** The arguments that the stored rule means, in the form of `remembered` where both mean the same. */
export async function toArguments(session: Session, stored: ReadRule, remembered: Properties): Promise<Properties> {
  return {
    name: stored.name,
    when: showCondition(stored, remembered),
    ...(await showAction(session, stored, remembered)),
  };
}

function showCondition({ when }: ReadRule, remembered: Properties): unknown {
  if (when instanceof Unreadable) return drift(when);
  const before = remembered["when"] as Condition | undefined;
  return before !== undefined && isObject(before) && sameCondition(when, before) ? before : whole(when, before);
}

/**
 * A condition and a set are judged as a whole. State shows of an object only what the program mentions, so a change
 * that lies in what it does not mention, such as an operator, shows as text.
 */
function whole(observed: object | undefined, remembered: unknown): unknown {
  if (observed === undefined || !isObject(remembered)) return observed;
  const isHidden = Object.keys(observed).some((key) => !Object.hasOwn(remembered, key));
  return isHidden ? `differs: ${JSON.stringify(observed)}` : observed;
}

/** After a refresh that met something unreadable, state holds text where an object was. */
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

async function showAction(session: Session, { action }: ReadRule, remembered: Properties): Promise<Properties> {
  if (action instanceof Unreadable) {
    const text = drift(action);
    return { queue: text, queues: text, set: text };
  }
  if ("queue" in action) return { queue: await session.lookups.show("queue", action.queue, text(remembered["queue"])) };
  if ("queues" in action) {
    const written = listOf<Share>(remembered["queues"]).map(({ queue }) => queue);
    const queues = action.queues.map(async ({ queue, percent }) => ({
      queue: await showAsWritten(session, "queue", queue, written),
      percent,
    }));
    return { queues: await Promise.all(queues) };
  }
  const before: SetArgument = isObject(remembered["set"]) ? remembered["set"] : {};
  const attributes = action.attributes.map((one) => showAttribute(one, listOf<AttributeArgument>(before.attributes)));
  const written = listOf<SkillArgument>(before.skills);
  const skills = await Promise.all(action.skills.map((one) => showSkill(session, one, written)));
  const set = {
    ...(attributes.length === 0 && before.attributes === undefined ? {} : { attributes }),
    ...(skills.length === 0 && before.skills === undefined ? {} : { skills }),
  };
  return { set: whole(set, remembered["set"]) };
}

function listOf<Item>(value: unknown): readonly Partial<Item>[] {
  return Array.isArray(value) ? (value as Partial<Item>[]) : [];
}

/** In the words of the program, in whatever place they stand there: the order means nothing. */
async function showAsWritten(
  { lookups }: Session,
  kind: LookupKind,
  stored: string,
  written: readonly unknown[],
): Promise<string | number> {
  for (const text of written) {
    if (typeof text === "string" && (await lookups.show(kind, stored, text)) === text) return text;
  }
  return lookups.show(kind, stored, undefined);
}

/** Stored values are text; what the program wrote stays while it reads the same: a number, or other line ends. */
function showAttribute(
  { target, value }: AttributeValue,
  before: readonly Partial<AttributeArgument>[],
): AttributeArgument {
  const same = before.find(
    (one) =>
      Object.entries(target).every(([key, name]) => Object.entries(one).some(([k, n]) => k === key && n === name)) &&
      withoutCarriageReturns(String(one.value)) === value,
  );
  return { ...target, value: same?.value ?? value };
}

async function showSkill(
  session: Session,
  demand: SkillDemand,
  before: readonly Partial<SkillArgument>[],
): Promise<unknown> {
  const skill = await showAsWritten(
    session,
    "skill",
    demand.skill,
    before.map((one) => one.skill),
  );
  const ratings = before.filter((one) => one.skill === skill).map((one) => one.rating);
  return { skill, rating: await showAsWritten(session, "skillRating", demand.rating, ratings) };
}

/** Drift that no property can express shows as the stored XML. */
function drift({ xml }: Unreadable): string {
  return `cannot be said with properties: ${xml === "" ? "nothing" : xml}`;
}
