import { z } from "zod";
import { inDigits, largest, lengths, limits } from "./limits.ts";
import { pages, property } from "./property.ts";
import { defineSchema, type Rule } from "./resource-schema.ts";
import { adopt, allowDuplicateName, commonOutputs, lookup, name, ownName, upToName } from "./shapes.ts";
import { items, members, text } from "./written.ts";

export const distributionModes = ["Push", "Pick"] as const;
export const presences = ["Available", "Busy", "BusyDnd", "Away", "Offline"] as const;
export const skillMatchings = ["Exact", "Closest", "None"] as const;
export const variableTypes = ["Text", "Number"] as const;

const oneFormOfCapacity: Rule<WorkstreamArguments> = ({ capacity }, report) => {
  const forms = members(capacity);
  if (forms === undefined) return;
  const given = (["units", "profile"] as const).filter((form) => forms[form] !== undefined);
  if (given.length === 1) return;
  report({
    code: given.length === 0 ? "required" : "conflicting-arguments",
    path: "capacity",
    reason: given.length === 0 ? "says neither units nor a profile" : "is unit based or profile based, not both",
    remedy: 'give { units: 30 } or { profile: "name of a capacity profile" }',
  });
};

const agentsArePushedTo: Rule<WorkstreamArguments> = ({ distributionMode, agent, keepSameAgent }, report) => {
  if (distributionMode !== "Pick") return;
  if (agent !== undefined) {
    report({
      code: "conflicting-arguments",
      path: "agent",
      reason: "an AI agent takes conversations in push mode only",
      remedy: 'set distributionMode to "Push"',
    });
  }
  if (keepSameAgent === true) {
    report({
      code: "conflicting-arguments",
      path: "keepSameAgent",
      reason: "keeping the same representative exists in push mode only",
      remedy: 'set distributionMode to "Push", or leave keepSameAgent out',
    });
  }
};

const distinctVariables: Rule<WorkstreamArguments> = ({ contextVariables }, report) => {
  const seen = new Set<string>();
  items(contextVariables).forEach((variable, index) => {
    const given = text(members(variable)?.name);
    if (given === undefined) return;
    if (seen.has(given)) {
      report({
        code: "duplicate",
        path: `contextVariables[${index}].name`,
        reason: `${given} is declared twice`,
        remedy: "keep one of the two",
      });
    }
    seen.add(given);
  });
};

const template = (event: string) =>
  property(lookup.optional(), {
    description: `Notification template for ${event}, by unique name or name.`,
    lookup: "notificationTemplate",
    default: "set by the service",
    source: pages.workstream,
  });

const workstreamArguments = z.strictObject({
  name: property(name, { description: `Name of the workstream. ${upToName}`, source: pages.workstream }),
  distributionMode: property(z.enum(distributionModes), {
    description:
      "Work distribution mode: `Push` offers a conversation to a representative, `Pick` lets them choose. A workstream cannot change it later, so a change replaces the workstream.",
    replaces: true,
    source: pages.workstream,
  }),
  fallbackQueue: property(lookup.optional(), {
    description:
      "Fallback queue, by name or id. It takes the conversations that no rule sends to a queue. Its type must be *Messaging*.",
    default: "none; the default messaging queue of the environment applies",
    lookup: "queue",
    source: pages.workstream,
  }),
  capacity: property(
    z
      .strictObject({
        units: property(z.int().min(0).max(largest.wholeNumber).optional(), {
          description: "Unit-based: how many units of a representative's capacity one conversation takes.",
          source: pages.workstream,
        }),
        profile: property(lookup.optional(), {
          description: "Profile-based: the capacity profile, by unique name, name or id.",
          lookup: "capacityProfile",
          source: pages.workstream,
        }),
      })
      .optional(),
    {
      description: "How a conversation counts against a representative's capacity: `units` or `profile`.",
      default: "30 units for a new workstream; an existing one keeps what it has",
      source: pages.workstream,
    },
  ),
  allowedPresences: property(z.array(z.enum(presences)).min(1, "must name a presence").optional(), {
    description:
      "Presences in which a representative is offered conversations: Available, Busy, BusyDnd, Away, Offline. The order does not matter.",
    default: "Available and Busy",
    unordered: true,
    source: pages.workstream,
  }),
  autoCloseAfterInactivityMinutes: property(z.int().min(0).max(largest.wholeNumber).optional(), {
    description: "Minutes without a message after which a conversation closes.",
    default: "2880",
    source: pages.workstream,
  }),
  keepSameAgent: property(z.boolean().optional(), {
    description: "Keep the same representative for the entire conversation. Push mode only.",
    default: "true in push mode",
    source: pages.workstream,
  }),
  skillMatching: property(z.enum(skillMatchings).optional(), {
    description: "Default skill matching algorithm: `Exact`, `Closest` or `None`.",
    default: "None",
    source: pages.workstream,
  }),
  blockCapacityForWrapUp: property(
    z.union([z.enum(["Always", "Never"]), z.int().min(1).max(largest.wrapUp)]).optional(),
    {
      description: `How long wrap-up blocks a representative's capacity: \`Always\`, \`Never\`, or a number of minutes (1 to ${inDigits(largest.wrapUp)}).`,
      default: "Always",
      source: pages.workstream,
    },
  ),
  sessionTemplate: property(lookup.optional(), {
    description: "Session template, by unique name or name.",
    lookup: "sessionTemplate",
    default: "set by the service",
    source: pages.workstream,
  }),
  notificationTemplates: property(
    z
      .strictObject({
        incomingAuthenticated: template("an incoming conversation of an authenticated customer"),
        incomingUnauthenticated: template("an incoming conversation of an unauthenticated customer"),
        consult: template("a consult"),
        transfer: template("a transfer"),
        supervisorAssign: template("an assignment by a supervisor"),
      })
      .optional(),
    { description: "Notification templates by event.", default: "set by the service", source: pages.workstream },
  ),
  contextVariables: property(
    z
      .array(
        z.strictObject({
          name: property(name.regex(/^[A-Za-z0-9_]+$/, "may hold letters, digits and underscore only"), {
            description: `Case-sensitive name: letters, digits and underscores, up to ${inDigits(lengths.name)} characters.`,
            source: pages.contextVariables,
          }),
          type: property(z.enum(variableTypes), {
            description: `\`Text\` (up to ${inDigits(lengths.ruleValue)} characters) or \`Number\`.`,
            source: pages.contextVariables,
          }),
        }),
      )
      .max(limits.contextVariables, `holds more than ${limits.contextVariables} variables`)
      .optional(),
    {
      description:
        "Variables that your adapter sets and that rules can test. The order does not matter. Microsoft advises against renaming or deleting them.",
      default: "none",
      unordered: true,
      source: pages.contextVariables,
    },
  ),
  agent: property(
    z
      .strictObject({
        botHandle: property(lookup, {
          description: "Bot handle of the AI agent's user in the environment.",
          lookup: "agent",
          source: pages.agents,
        }),
      })
      .optional(),
    {
      description: "AI agent that answers first. Push mode only. Its app id must differ from the channel's.",
      default: "none",
      source: pages.agents,
    },
  ),
  adopt,
  allowDuplicateName,
});
export type WorkstreamArguments = z.output<typeof workstreamArguments>;

export const workstream = defineSchema({
  type: "Workstream",
  description:
    "A workstream of type *Messaging* for the channel *Custom*. It decides who may take conversations, how many at once, and where a conversation goes if no rule sends it to a queue.",
  source: pages.workstream,
  naturalKey: "name",
  comparedBy: ["name", "allowDuplicateName"],
  uniqueKeys: ({ name: itsName }) => [["name", itsName]],
  rules: [oneFormOfCapacity, agentsArePushedTo, distinctVariables],
  programRules: [ownName],
  arguments: workstreamArguments,
  outputs: z.object({ ...commonOutputs }),
});
