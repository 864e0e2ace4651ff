import type { LookupKind } from "../../../schema/property.ts";
import type { RoutingRuleArguments } from "../../../schema/routing-rule.ts";
import { items, members } from "../../../schema/written.ts";
import type { OperationContext } from "../../core/definition.ts";
import type { Session } from "../../core/session.ts";
import type { Inputs, Observed, Prior } from "../../core/typed-values.ts";
import type { AttributeTarget, AttributeValue, RuleAction, SkillDemand } from "../../routing/actions.ts";
import { sameCondition } from "../../routing/conditions.ts";
import { UnmappedXml } from "../../routing/elements.ts";
import type { PlacedRule } from "../../routing/placement.ts";
import type { ReadRule } from "../../routing/rule.ts";
import { withoutCarriageReturns } from "../../routing/xml-text.ts";

type SetArgument = NonNullable<RoutingRuleArguments["set"]>;

type AttributeArgument = NonNullable<SetArgument["attributes"]>[number];

type SkillArgument = NonNullable<SetArgument["skills"]>[number];

/** Arguments that show a text if the service holds what they cannot express. */
type Told = "order" | "when" | "queue" | "queues" | "set";

export type ObservedRule<Argument extends keyof RoutingRuleArguments = keyof RoutingRuleArguments> = Pick<
  Observed<RoutingRuleArguments, Told>,
  Argument
>;

/** The rule that the arguments ask for. Names become row ids. */
export async function toRule(
  { session }: OperationContext,
  inputs: Inputs<RoutingRuleArguments>,
  prior: Prior<RoutingRuleArguments> | undefined,
): Promise<PlacedRule> {
  const { name, order, rowId, when } = inputs;
  return {
    name,
    order,
    rowId,
    when,
    // Never mentioned: people may change it once the rule is made. Mentioned before: it goes back to "always".
    keepsConditions: prior !== undefined && prior.when === undefined && when === undefined,
    action: await toAction(session, inputs),
  };
}

async function toAction({ lookups }: Session, { queue, queues, set }: RoutingRuleArguments): Promise<RuleAction> {
  if (queues !== undefined) {
    return {
      queues: await Promise.all(
        queues.map(async (share, index) => ({
          queue: await lookups.resolve("queue", share.queue, `queues[${index}].queue`),
          percent: share.percent,
        })),
      ),
    };
  }
  if (queue !== undefined) return { queue: await lookups.resolve("queue", queue, "queue") };
  const skills = (set?.skills ?? []).map(async ({ skill, rating }, index) => ({
    skill: await lookups.resolve("skill", skill, `set.skills[${index}].skill`),
    rating: await lookups.resolve("skillRating", rating, `set.skills[${index}].rating`),
  }));
  return { attributes: (set?.attributes ?? []).map(toAttribute), skills: await Promise.all(skills) };
}

function toAttribute({ contextVariable, conversation, value }: AttributeArgument): AttributeValue {
  const target: AttributeTarget | undefined =
    contextVariable !== undefined ? { contextVariable } : conversation && { conversation };
  if (target === undefined) throw new RangeError("an attribute without a target");
  return { target, value };
}

/** The arguments that say what the stored rule says, in the words of `prior` if they mean the same. */
export async function toArguments(
  session: Session,
  stored: ReadRule,
  prior: Prior<RoutingRuleArguments>,
): Promise<ObservedRule<"name" | "when" | "queue" | "queues" | "set">> {
  return {
    name: stored.name,
    when: showCondition(stored, prior),
    ...(await showAction(session, stored, prior)),
  };
}

function showCondition({ when }: ReadRule, prior: Prior<RoutingRuleArguments>): ObservedRule["when"] {
  if (when instanceof UnmappedXml) return drift(when);
  // After a refresh that found something the arguments cannot express, state holds a text instead of an object or list.
  const before = members(prior.when);
  return before !== undefined && sameCondition(when, before) ? before : whole(when, before);
}

/**
 * A condition and a set are compared as a whole. State shows only those members of an object that the program mentions.
 * So a change in another member, such as the operator, is shown as a text.
 */
function whole<Value extends object>(
  observed: Value | undefined,
  prior: object | undefined,
): Value | string | undefined {
  if (observed === undefined || prior === undefined) return observed;
  const isHidden = Object.keys(observed).some((key) => !Object.hasOwn(prior, key));
  return isHidden ? `differs: ${JSON.stringify(observed)}` : observed;
}

async function showAction(
  session: Session,
  { action }: ReadRule,
  prior: Prior<RoutingRuleArguments>,
): Promise<ObservedRule<"queue" | "queues" | "set">> {
  if (action instanceof UnmappedXml) {
    const text = drift(action);
    return { queue: text, queues: text, set: text };
  }
  if ("queue" in action) return { queue: await session.lookups.show("queue", action.queue, prior.queue) };
  if ("queues" in action) {
    const written = items(prior.queues).map(({ queue }) => queue);
    const queues = action.queues.map(async ({ queue, percent }) => ({
      queue: await showAsWritten(session, "queue", queue, written),
      percent,
    }));
    return { queues: await Promise.all(queues) };
  }
  const before = members(prior.set);
  const attributes = action.attributes.map((one) => showAttribute(one, items(before?.attributes)));
  const skills = await Promise.all(action.skills.map((one) => showSkill(session, one, items(before?.skills))));
  const set = {
    ...(attributes.length === 0 && before?.attributes === undefined ? {} : { attributes }),
    ...(skills.length === 0 && before?.skills === undefined ? {} : { skills }),
  };
  return { set: whole(set, before) };
}

/** In the words of the program, wherever they stand in its list: the order means nothing. */
async function showAsWritten(
  { lookups }: Session,
  kind: LookupKind,
  stored: string,
  written: readonly string[],
): Promise<string> {
  for (const text of written) if ((await lookups.show(kind, stored, text)) === text) return text;
  return lookups.show(kind, stored, undefined);
}

/** Stored values are text. A number, or a text with other line ends, is shown as the program wrote it. */
function showAttribute({ target, value }: AttributeValue, before: readonly AttributeArgument[]): AttributeArgument {
  const same = before.find((one) => isSet(target, one) && withoutCarriageReturns(`${one.value}`) === value);
  return { ...target, value: same?.value ?? value };
}

const isSet = (target: AttributeTarget, { contextVariable, conversation }: AttributeArgument): boolean =>
  "contextVariable" in target ? target.contextVariable === contextVariable : target.conversation === conversation;

async function showSkill(
  session: Session,
  require: SkillDemand,
  before: readonly SkillArgument[],
): Promise<SkillArgument> {
  const skills = before.map((one) => one.skill);
  const skill = await showAsWritten(session, "skill", require.skill, skills);
  const ratings = before.filter((one) => one.skill === skill).map((one) => one.rating);
  return { skill, rating: await showAsWritten(session, "skillRating", require.rating, ratings) };
}

/** Drift that the arguments cannot express is shown as the stored XML. */
function drift({ xml }: UnmappedXml): string {
  return `cannot be said with properties: ${xml === "" ? "nothing" : xml}`;
}
