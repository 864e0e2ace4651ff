import { z } from "zod";
import { condition, conversationFields, checkCondition, textOrNumber } from "./condition.ts";
import { inDigits, inWords, largest, limits } from "./limits.ts";
import { pages, property } from "./property.ts";
import { defineSchema, type Rule } from "./resource-schema.ts";
import { partOfWorkstream, ruleKey, rulesAcrossRules } from "./rulesets.ts";
import { commonOutputs, lookup, name, rowReference, upToName } from "./shapes.ts";
import { isUnknown } from "./unknown.ts";
import { workstream } from "./workstream.ts";
import { isList, items, members, text } from "./written.ts";

export const ruleKinds = ["routeToQueue", "classification"] as const;

/** Which arguments belong to which kind. */
const kindDecidesTheRest: Rule<RoutingRuleArguments> = (values, report) => {
  const { kind } = values;
  if (kind === "routeToQueue") {
    const targets = (["queue", "queues"] as const).filter((key) => values[key] !== undefined);
    if (targets.length !== 1) {
      report({
        code: targets.length === 0 ? "required" : "conflicting-arguments",
        path: targets.length === 0 ? "queue" : "queues",
        reason:
          targets.length === 0
            ? "a route-to-queue rule names where to"
            : "a rule routes to one queue or to several by percentage, not both",
        remedy: "give queue, or queues with percentages",
      });
    }
    for (const key of ["set", "ruleset"] as const) {
      if (values[key] !== undefined) {
        report({
          code: "conflicting-arguments",
          path: key,
          reason: "belongs to classification rules",
          remedy: `leave ${key} out, or set kind to "classification"`,
        });
      }
    }
  }
  if (kind === "classification") {
    for (const key of ["ruleset", "set"] as const) {
      if (values[key] === undefined) {
        report({
          code: "required",
          path: key,
          reason:
            key === "set"
              ? "a classification rule sets something"
              : "a workstream has several classification rulesets, so the rule names its own",
          remedy: key === "set" ? "give set: { attributes, skills }" : "give ruleset: { name, order }",
        });
      }
    }
    for (const key of ["queue", "queues"] as const) {
      if (values[key] !== undefined) {
        report({
          code: "conflicting-arguments",
          path: key,
          reason: "belongs to route-to-queue rules",
          remedy: `leave ${key} out, or set kind to "routeToQueue"`,
        });
      }
    }
  }
};

const percentagesSumTo100: Rule<RoutingRuleArguments> = ({ queues }, report) => {
  if (!isList(queues)) return;
  const percents = queues.map((share) => members(share)?.percent);
  if (!percents.every((percent) => typeof percent === "number")) return;
  const sum = percents.reduce((total, percent) => total + percent, 0);
  if (sum === 100) return;
  report({
    code: "invalid-value",
    path: "queues",
    reason: `the percentages add up to ${sum}`,
    remedy: "make them add up to 100",
  });
};

const eachQueueOnce: Rule<RoutingRuleArguments> = ({ queues }, report) => {
  const seen = new Set<string>();
  items(queues).forEach((share, index) => {
    const queue = text(members(share)?.queue);
    if (queue === undefined) return;
    if (seen.has(queue))
      report({
        code: "duplicate",
        path: `queues[${index}].queue`,
        reason: `${queue} is named twice`,
        remedy: "add the two percentages together",
      });
    seen.add(queue);
  });
};

const fiveOutputs: Rule<RoutingRuleArguments> = (values, report) => {
  const set = members(values.set);
  if (set === undefined) return;
  const { attributes, skills } = set;
  const count = items(attributes).length + items(skills).length;
  if (count > limits.outputsOfRule) {
    report({
      code: "over-limit",
      path: "set",
      reason: `has ${count} outputs, and a rule may have ${inWords(limits.outputsOfRule)}`,
      remedy: "split it into rules of several rulesets",
    });
  }
  if (count === 0 && !isUnknown(attributes) && !isUnknown(skills))
    report({ code: "required", path: "set", reason: "sets nothing", remedy: "give an attribute or a skill" });
};

/** We do not know how this output is stored, and a rule that does something other than it shows is worse than none. */
const noCapacityProfile: Rule<RoutingRuleArguments> = (values, report) => {
  const set = members(values.set);
  if (set === undefined || !("capacityProfile" in set) || set.capacityProfile === undefined) return;
  report({
    code: "stored-form-unknown",
    path: "set.capacityProfile",
    reason: "how Dynamics stores a capacity profile as the output of a rule is not known publicly, so it is refused",
    remedy: "set the profile by hand in the admin center, or give the workstream capacity: { profile }",
  });
};

const targets = ["contextVariable", "conversation"] as const;

/** Every attribute has exactly one target. */
const oneTargetEach: Rule<RoutingRuleArguments> = ({ set }, report) => {
  items(members(set)?.attributes).forEach((attribute, index) => {
    const given = targets.filter((key) => members(attribute)?.[key] !== undefined);
    if (given.length === 1) return;
    report({
      code: given.length === 0 ? "required" : "conflicting-arguments",
      path: `set.attributes[${index}]`,
      reason: given.length === 0 ? "names no target" : "names two targets",
      remedy: "give contextVariable or conversation",
    });
  });
};

/** The later of two values would win, but nothing says which one is later. */
const eachTargetOnce: Rule<RoutingRuleArguments> = ({ set }, report) => {
  const seen = new Set<string>();
  items(members(set)?.attributes).forEach((attribute, index) => {
    for (const key of targets) {
      const target = text(members(attribute)?.[key]);
      if (target === undefined) continue;
      if (seen.has(`${key} ${target}`))
        report({
          code: "duplicate",
          path: `set.attributes[${index}].${key}`,
          reason: `${target} is set twice`,
          remedy: "keep one of the two",
        });
      seen.add(`${key} ${target}`);
    }
  });
};

const soundCondition: Rule<RoutingRuleArguments> = ({ when }, report) => checkCondition(when, "when", report);

const ruleArguments = z.strictObject({
  workstream: property(rowReference, {
    description: "The workstream that the rule belongs to.",
    resource: workstream.type,
    replaces: true,
    source: pages.routeToQueue,
  }),
  name: property(name, {
    description: `Name of the rule, unique in its ruleset. ${upToName}`,
    source: pages.routeToQueue,
  }),
  kind: property(z.enum(ruleKinds), {
    description: `\`routeToQueue\`: a workstream has one such ruleset, with up to ${limits.rulesOfRuleset.routeToQueue} rules. \`classification\`: a workstream has up to ${inWords(limits.classificationRulesets)} such rulesets, with up to ${limits.rulesOfRuleset.classification} rules each.`,
    replaces: true,
    source: pages.routeToQueue,
  }),
  order: property(z.int().min(0).max(largest.ruleOrder), {
    description: `Place among the program's rules of the same ruleset: the smallest number runs first. Whole number, 0 to ${inDigits(largest.ruleOrder)}. Leave gaps. Rules with equal numbers have a fixed order.`,
    source: pages.routeToQueue,
  }),
  ruleset: property(
    z
      .strictObject({
        name: property(name, {
          description: "Name of the classification ruleset. The ruleset is created with its first rule.",
          replaces: true,
          source: pages.classification,
        }),
        order: property(z.int().min(1).max(largest.rulesetOrder), {
          description:
            "Place among the workstream's classification rulesets: the smallest number runs first, and the next ruleset sees what it set. Whole number from 1.",
          source: pages.classification,
        }),
      })
      .optional(),
    {
      description: "The ruleset of a classification rule. A ruleset stops at the first rule that matches.",
      source: pages.classification,
    },
  ),
  when: property(condition.optional(), {
    description: "When the rule matches: `all`, `any` or a comparison.",
    default: "always",
    source: pages.routeToQueue,
  }),
  queue: property(lookup.optional(), {
    description: "Queue that receives the conversation, by name or id. Its type must be *Messaging*.",
    lookup: "queue",
    source: pages.routeToQueue,
  }),
  queues: property(
    z
      .array(
        z.strictObject({
          queue: property(lookup, {
            description: "Queue, by name or id.",
            lookup: "queue",
            source: pages.routeToQueue,
          }),
          percent: property(z.int().min(0).max(100), {
            description: "Work allocation percentage, 0 to 100.",
            source: pages.routeToQueue,
          }),
        }),
      )
      .min(1, "must name a queue")
      .max(
        limits.queuesOfRule,
        `holds more than ${inWords(limits.queuesOfRule)} queues, and a percentage rule may have ${inWords(limits.queuesOfRule)}`,
      )
      .optional(),
    {
      description: `Up to ${inWords(limits.queuesOfRule)} queues that share the conversations. The percentages must add up to 100.`,
      unordered: true,
      source: pages.routeToQueue,
    },
  ),
  set: property(
    z
      .strictObject({
        attributes: property(
          z
            .array(
              z.strictObject({
                contextVariable: property(z.string().min(1).optional(), {
                  description: "Target: a context variable of the workstream, in its exact case.",
                  source: pages.classification,
                }),
                conversation: property(z.enum(conversationFields).optional(), {
                  description: "Target: a field of the conversation.",
                  source: pages.classification,
                }),
                value: property(textOrNumber, {
                  description: "Text or number.",
                  source: pages.classification,
                }),
              }),
            )
            .optional(),
          { description: "Values that the rule writes.", unordered: true, source: pages.classification },
        ),
        skills: property(
          z
            .array(
              z.strictObject({
                skill: property(lookup, {
                  description: "Skill, by name or id.",
                  lookup: "skill",
                  source: pages.classification,
                }),
                rating: property(lookup, {
                  description: "Rating value, by name or id.",
                  lookup: "skillRating",
                  source: pages.classification,
                }),
              }),
            )
            .optional(),
          { description: "Skills that the rule asks for.", unordered: true, source: pages.classification },
        ),
      })
      .optional(),
    {
      description: `What a classification rule sets: attributes and skills, at most ${inWords(limits.outputsOfRule)} in all. The provider refuses a capacity profile until its stored form is known.`,
      source: pages.classification,
    },
  ),
});
export type RoutingRuleArguments = z.output<typeof ruleArguments>;

export const routingRule = defineSchema({
  type: "RoutingRule",
  description:
    "One routing rule of a workstream. `routeToQueue` rules send a conversation to one queue, or divide conversations among several by percentage. `classification` rules run before them and set attributes and skills. The program's rules are sorted by `order`. Rules made by people keep their order among themselves.",
  source: pages.routeToQueue,
  naturalKey: "name",
  comparedBy: ["workstream", "kind", "ruleset", "name"],
  uniqueKeys: (values) => [ruleKey(values)],
  partOf: partOfWorkstream,
  rules: [
    kindDecidesTheRest,
    percentagesSumTo100,
    eachQueueOnce,
    fiveOutputs,
    noCapacityProfile,
    oneTargetEach,
    eachTargetOnce,
    soundCondition,
  ],
  programRules: rulesAcrossRules,
  arguments: ruleArguments,
  outputs: z.object({ ...commonOutputs }),
});

export type RoutingRuleOutputs = z.output<(typeof routingRule)["outputs"]>;
