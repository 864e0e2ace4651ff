import { z } from "zod";
import { guid } from "./shapes.ts";

/**
 * The seed that `npx pulumi-dynamics365 sandbox --seed FILE` and `startSandbox({ seed })` accept, published as
 * `sandbox-seed.json`. Its lengths are the sandbox's own copy, see `limits.ts`.
 */

const largestInteger = 2_147_483_647;

const text = (longest: number) =>
  z.string().min(1, "must not be empty").max(longest, `is longer than the ${longest} characters that Dataverse stores`);

const id = guid
  .optional()
  .describe(
    "Id of the row (GUID). Default: derived from the kind of row and from what identifies it, so it is the same at every start.",
  );

const reference = (what: string) => text(200).describe(`${what}, by name or id.`);

const queue = z.strictObject({
  id,
  name: text(200).describe("Name. It identifies the queue. Up to 200 characters."),
  type: z.enum(["Messaging", "Entity", "Voice"]).optional().describe("Type of the queue. Default: Messaging."),
  isOmnichannel: z
    .boolean()
    .optional()
    .describe("Whether the queue is for unified routing. Workstreams accept no other. Default: true."),
  isDefault: z.boolean().optional().describe("Whether the queue is a default queue of the system. Default: false."),
  groupNumber: z.int().min(1).max(largestInteger).optional().describe("Group number, 1 or more. Default: 1."),
});

const skill = z.strictObject({
  id,
  name: text(4000).describe("Name. It identifies the skill."),
});

const proficiency = z.strictObject({
  id,
  name: text(4000).describe("Name. It identifies the value within its rating model."),
  value: z.int().min(0).max(largestInteger).describe("Rank of the rating, 0 or more."),
  model: text(4000).optional().describe("Name of the rating model. Default: Proficiency."),
});

const language = z.strictObject({
  id,
  name: text(100).describe("Name, such as `Finnish - Finland`. Up to 100 characters."),
  localeCode: text(100).describe("Locale code, such as `fi-FI`."),
  lcid: z.int().min(0).max(100_000).describe("Locale id, such as 1035. It identifies the language."),
});

const user = z.strictObject({
  id,
  name: text(200).describe("Full name. It identifies the user within the seed. Up to 200 characters."),
  userName: text(4000).optional().describe("User name, such as `alex@contoso.onmicrosoft.com`."),
  objectId: guid.optional().describe("Object id in Entra (GUID)."),
  applicationId: guid
    .optional()
    .describe("Client id (GUID) of the application that belongs to this user. Whoever signs in with it is this user."),
  botHandle: text(4000).optional().describe("Handle of the AI agent that belongs to this user."),
  isDisabled: z.boolean().optional().describe("Whether the user is disabled. Default: false."),
});

const capacityProfile = z.strictObject({
  id,
  name: text(100).describe("Name. Up to 100 characters."),
  uniqueName: text(128).describe("Unique name. It identifies the profile. Up to 128 characters."),
  maxUnits: z.int().min(0).max(100).describe("How many units a representative has, 0 to 100."),
  blocksAssignment: z
    .boolean()
    .optional()
    .describe("Whether a representative who has reached the limit gets no more work assigned. Default: false."),
});

const presence = z.strictObject({
  id,
  name: text(100).describe("Name. It identifies the presence. Up to 100 characters."),
  status: z.enum(["Available", "Busy", "BusyDnd", "Away", "Offline"]).describe("Base status."),
  text: text(500).optional().describe("What representatives see. Up to 500 characters. Default: the name."),
});

const contextVariable = z.strictObject({
  name: text(100).describe("Name, as rules use it. Up to 100 characters."),
  type: z.enum(["Text", "Number"]).optional().describe("Type. Default: Text."),
});

const attribute = text(4000).describe(
  "Attribute, as rules name it. `liveworkitemcontext.Tier` is the context variable `Tier`.",
);

const ruleCondition = z.strictObject({
  attribute,
  operator: z.enum(["==", ">", ">=", "not-null"]).optional().describe("Operator. Default: ==."),
  value: text(4000).optional().describe("What the attribute is compared with. `not-null` takes no value."),
});

const assignment = z.strictObject({ attribute, value: text(4000).describe("What the attribute is set to.") });

const rule = z.strictObject({
  id: guid.optional().describe("Id of the rule (GUID). Default: derived from ruleset and name."),
  name: text(4000).describe("Name. It identifies the rule within its ruleset."),
  conditions: z
    .array(ruleCondition)
    .optional()
    .describe("Conditions, all of which must be true. Default: none, so the rule always matches."),
  queue: reference("Only in a route-to-queue ruleset: the queue that gets the conversations").optional(),
  set: z.array(assignment).optional().describe("Only in a classification ruleset: what the rule sets."),
});

const ruleset = z.strictObject({
  id,
  name: text(100).describe("Name. It identifies the ruleset within its workstream. Up to 100 characters."),
  kind: z
    .enum(["routeToQueue", "classification"])
    .describe(
      "Kind. A workstream has at most one `routeToQueue` ruleset. Its `classification` rulesets run before it, in the order of the list.",
    ),
  rules: z.array(rule).optional().describe("Its rules, in order. Default: none."),
  definition: text(1_048_576)
    .optional()
    .describe("Instead of `rules`: their whole XML, as an environment stores it in the definition of the ruleset."),
});

const workstream = z.strictObject({
  id,
  name: text(100).describe("Name. It identifies the workstream. Up to 100 characters."),
  distributionMode: z.enum(["Push", "Pick"]).optional().describe("Work distribution mode. Default: Push."),
  fallbackQueue: reference("Fallback queue").optional(),
  contextVariables: z.array(contextVariable).optional().describe("Its context variables."),
  rulesets: z
    .array(ruleset)
    .optional()
    .describe("Rulesets that people made there. A program adds its rules beside theirs."),
});

export const sandboxSeed = z.strictObject({
  $schema: z.string().optional().describe("Where this schema is. Editors use it; the sandbox does not read it."),
  queues: z.array(queue).optional().describe("Queues."),
  skills: z.array(skill).optional().describe("Skills."),
  proficiencies: z.array(proficiency).optional().describe("Values by which skills are rated."),
  languages: z.array(language).optional().describe("Languages of channels."),
  users: z.array(user).optional().describe("Users: people, applications and AI agents."),
  capacityProfiles: z.array(capacityProfile).optional().describe("Capacity profiles."),
  presences: z.array(presence).optional().describe("Presences."),
  workstreams: z
    .array(workstream)
    .optional()
    .describe("Workstreams of type Messaging, channel Custom, with the rules that people made in them."),
});
