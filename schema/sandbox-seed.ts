import { z } from "zod";
import { guid } from "./shapes.ts";

/** What `npx pulumi-dynamics365 sandbox --seed FILE` and `startSandbox({ seed })` take; published as `sandbox-seed.json`. */

const largestInteger = 2_147_483_647;

const text = (longest: number) =>
  z.string().min(1, "must not be empty").max(longest, `is longer than the ${longest} characters that Dataverse stores`);

const id = guid
  .optional()
  .describe(
    "Id of the row (GUID). Default: one that follows from the kind of row and what tells it apart, the same in every start.",
  );

const reference = (what: string) => text(200).describe(`${what}, by name or id.`);

const queue = z.strictObject({
  id,
  name: text(200).describe("Name, which tells queues apart. Up to 200 characters."),
  type: z.enum(["Messaging", "Entity", "Voice"]).optional().describe("Type of the queue. Default: Messaging."),
  isOmnichannel: z
    .boolean()
    .optional()
    .describe("Whether it is a queue of unified routing; workstreams take no other. Default: true."),
  isDefault: z.boolean().optional().describe("Whether it is a default queue of the system. Default: false."),
  groupNumber: z.int().min(1).max(largestInteger).optional().describe("Group number, 1 or more. Default: 1."),
});

const skill = z.strictObject({
  id,
  name: text(4000).describe("Name, which tells skills apart."),
});

const proficiency = z.strictObject({
  id,
  name: text(4000).describe("Name, which tells the values of one rating model apart."),
  value: z.int().min(0).max(largestInteger).describe("Rank of the rating, 0 or more."),
  model: text(4000).optional().describe("Name of the rating model. Default: Proficiency."),
});

const language = z.strictObject({
  id,
  name: text(100).describe("Name, such as `Finnish - Finland`. Up to 100 characters."),
  localeCode: text(100).describe("Locale code, such as `fi-FI`."),
  lcid: z.int().min(0).max(100_000).describe("Locale id, such as 1035, which tells languages apart."),
});

const user = z.strictObject({
  id,
  name: text(200).describe("Full name, which tells the users of a seed apart. Up to 200 characters."),
  userName: text(4000).optional().describe("User name, such as `alex@contoso.onmicrosoft.com`."),
  objectId: guid.optional().describe("Object id in Entra (GUID)."),
  applicationId: guid
    .optional()
    .describe("Client id (GUID) of the application whose user this is: who signs in with it is this user."),
  botHandle: text(4000).optional().describe("Handle of the AI agent whose user this is."),
  isDisabled: z.boolean().optional().describe("Whether the user is disabled. Default: false."),
});

const capacityProfile = z.strictObject({
  id,
  name: text(100).describe("Name. Up to 100 characters."),
  uniqueName: text(128).describe("Unique name, which tells profiles apart. Up to 128 characters."),
  maxUnits: z.int().min(0).max(100).describe("Units that a representative has, 0 to 100."),
  blocksAssignment: z
    .boolean()
    .optional()
    .describe("Whether a representative at the limit gets nothing assigned. Default: false."),
});

const presence = z.strictObject({
  id,
  name: text(100).describe("Name, which tells presences apart. Up to 100 characters."),
  status: z.enum(["Available", "Busy", "BusyDnd", "Away", "Offline"]).describe("Base status."),
  text: text(500).optional().describe("What representatives see. Up to 500 characters. Default: the name."),
});

const contextVariable = z.strictObject({
  name: text(100).describe("Name, as rules write it. Up to 100 characters."),
  type: z.enum(["Text", "Number"]).optional().describe("Type. Default: Text."),
});

const attribute = text(4000).describe(
  "Attribute as rules name it: `liveworkitemcontext.Tier` is the context variable `Tier`.",
);

const ruleCondition = z.strictObject({
  attribute,
  operator: z.enum(["==", ">", ">=", "not-null"]).optional().describe("Operator. Default: ==."),
  value: text(4000).optional().describe("What it is compared with; `not-null` takes none."),
});

const assignment = z.strictObject({ attribute, value: text(4000).describe("What the attribute is set to.") });

const rule = z.strictObject({
  id: guid.optional().describe("Id of the rule (GUID). Default: one that follows from ruleset and name."),
  name: text(4000).describe("Name, which tells the rules of a ruleset apart."),
  conditions: z
    .array(ruleCondition)
    .optional()
    .describe("All of them must hold. Default: none, so that the rule always matches."),
  queue: reference("Queue that the rule sends to; of rules in a route-to-queue ruleset").optional(),
  set: z.array(assignment).optional().describe("What the rule sets; of rules in a classification ruleset."),
});

const ruleset = z.strictObject({
  id,
  name: text(100).describe("Name, which tells the rulesets of a workstream apart. Up to 100 characters."),
  kind: z
    .enum(["routeToQueue", "classification"])
    .describe("Kind. A workstream has one `routeToQueue` at most; those of `classification` run before it, in order."),
  rules: z.array(rule).optional().describe("Its rules, in order. Default: none."),
  definition: text(1_048_576)
    .optional()
    .describe("The whole XML of the rules instead, as an environment stores it in the definition of the ruleset."),
});

const workstream = z.strictObject({
  id,
  name: text(100).describe("Name, which tells workstreams apart. Up to 100 characters."),
  distributionMode: z.enum(["Push", "Pick"]).optional().describe("Work distribution mode. Default: Push."),
  fallbackQueue: reference("Fallback queue").optional(),
  contextVariables: z.array(contextVariable).optional().describe("Its context variables."),
  rulesets: z
    .array(ruleset)
    .optional()
    .describe("Rules that people made there, beside which a program's rules are put."),
});

export const sandboxSeed = z.strictObject({
  $schema: z.string().optional().describe("Where this schema is, for editors; the sandbox does not read it."),
  queues: z.array(queue).optional().describe("Queues."),
  skills: z.array(skill).optional().describe("Skills."),
  proficiencies: z.array(proficiency).optional().describe("Values that skills are rated by."),
  languages: z.array(language).optional().describe("Languages of channels."),
  users: z.array(user).optional().describe("Users: people, applications and AI agents."),
  capacityProfiles: z.array(capacityProfile).optional().describe("Capacity profiles."),
  presences: z.array(presence).optional().describe("Presences."),
  workstreams: z
    .array(workstream)
    .optional()
    .describe("Workstreams of type Messaging, channel Custom, with the rules that people made in them."),
});

/** Rows of one's own for the sandbox. */
export type SandboxSeed = z.infer<typeof sandboxSeed>;
