import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { defaultIdNamespace, rowIdOf } from "../../../provider/core/identity.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import { tokens, type Sandbox, type SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { optionFailures } from "../../../provider/sdk/option-failures.ts";
import type { CheckFailureCode } from "../../../schema/check-failure-codes.ts";
import type { CheckFailure } from "../../../schema/resource-schema.ts";
import { foreignDocument, RoutingEnvironment, workstream as web } from "../routing-rule/environment.ts";
import { ChannelFixture, plain as website } from "../support/channel-fixture.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

/** What a failed check takes to come up, and the path that it names. */
interface CheckFixture {
  readonly path: string;
  readonly provoke: (sandbox: Sandbox) => Promise<readonly CheckFailure[]>;
}

const nowhere = "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";
const foreign = "0f0f0f0f-1111-4222-8333-444444444444";
const accountTable = "msdyn_ocbotchannelregistration";
const channelTable = "msdyn_occustommessagingchannel";
const workstreamTable = "msdyn_liveworkstream";

export const push = { name: "Chat", distributionMode: "Push" };
export const account = {
  name: "Contoso",
  appId: "11111111-2222-5333-8444-555555555555",
  clientSecret: "a-secret~of-the-bot",
};
export const rule = { workstream: web, name: "VIP", kind: "routeToQueue", order: 1, queue: "Support" };
const classification = {
  workstream: web,
  name: "VIP",
  kind: "classification",
  order: 1,
  ruleset: { name: "Priorities", order: 1 },
  set: { attributes: [{ conversation: "PriorityScore", value: 10 }] },
};

export const firstOf = ({ organizations }: Sandbox): SandboxOrganization => {
  const [organization] = organizations;
  if (organization === undefined) throw new Error("the sandbox has no organization");
  return organization;
};

const refused = async (work: Promise<unknown>): Promise<readonly CheckFailure[]> =>
  (await failureOf(work, RefusedArguments)).failures;

/** The preview of a new resource with these arguments, in an environment that `prepare` made. */
function previewing(
  definition: ResourceDefinition,
  args: Properties,
  path: string,
  prepare: (organization: SandboxOrganization, deployment: Deployment, sandbox: Sandbox) => unknown = () => undefined,
): CheckFixture {
  return {
    path,
    provoke: (sandbox) => {
      const deployment = new Deployment(definition, sandbox);
      prepare(firstOf(sandbox), deployment, sandbox);
      return refused(deployment.preview(args));
    },
  };
}

/** The same of a channel, in an environment with two accounts and a workstream. */
const channel = (args: Properties, path: string, prepare: (fixture: ChannelFixture) => unknown = () => undefined) =>
  previewing(customChannel, { ...website, ...args }, path, (_organization, _deployment, sandbox) =>
    prepare(new ChannelFixture(sandbox)),
  );

const ruleOf = (
  args: Properties,
  path: string,
  prepare: (environment: RoutingEnvironment) => unknown = () => undefined,
) =>
  previewing(routingRule, args, path, (_organization, _deployment, sandbox) =>
    prepare(new RoutingEnvironment(sandbox)),
  );

const byPeople = { msdyn_name: "Chat", msdyn_streamsource: 192350002 };

export const checks: Readonly<Record<CheckFailureCode, CheckFixture>> = {
  "account-taken": channel({}, "account", ({ organization }) =>
    organization.insertRaw(channelTable, foreign, {
      msdyn_name: "By hand",
      msdyn_occustomchannelid: 192350000,
      msdyn_custombotchannelregistration: String(website["account"]),
    }),
  ),
  "adoption-unclear": previewing(workstream, { ...push, adopt: true }, "adopt", (organization) => {
    organization.insertRaw(workstreamTable, nowhere, byPeople);
    organization.insertRaw(workstreamTable, foreign, byPeople);
  }),
  "app-id-taken": previewing(messagingAccount, account, "appId", (organization) =>
    organization.insertRaw(accountTable, nowhere, {
      msdyn_name: "By hand",
      msdyn_msappid: account.appId,
      msdyn_iscustommessagingbcr: true,
    }),
  ),
  "bot-tenant-missing": previewing(messagingAccount, account, "tenantId", (_organization, deployment) => {
    deployment.tenantId = undefined;
  }),
  "conflicting-arguments": ruleOf({ ...rule, set: classification.set }, "set"),
  "contract-missing": previewing(routingRule, { ...rule, workstream: nowhere }, "workstream", (organization) =>
    organization.insertRaw(workstreamTable, nowhere, { msdyn_name: "Other" }),
  ),
  "distribution-mode-settled": previewing(workstream, { ...push, adopt: true }, "distributionMode", (organization) =>
    organization.insertRaw(workstreamTable, nowhere, { ...byPeople, msdyn_workdistributionmode: 192350001 }),
  ),
  duplicate: previewing(
    workstream,
    { ...push, contextVariables: ["Tier", "Tier"].map((name) => ({ name, type: "Text" })) },
    "contextVariables[1].name",
  ),
  "endpoint-of-other-organization": previewing(
    messagingAccount,
    {
      ...account,
      messagingEndpoint: `https://m-${foreign}.uk.omnichannelengagementhub.com/botchannel/incoming?orgId=${foreign}`,
    },
    "messagingEndpoint",
  ),
  "ill-formed-text": previewing(workstream, { ...push, name: "\ud800" }, "name"),
  "invalid-value": previewing(messagingAccount, { ...account, appId: "contoso" }, "appId"),
  "lookup-ambiguous": previewing(workstream, { ...push, fallbackQueue: "Twin" }, "fallbackQueue", (organization) => {
    const queue = { name: "Twin", msdyn_queuetype: 192350000, msdyn_isomnichannelqueue: true };
    organization.insert("queue", queue);
    organization.insert("queue", queue);
  }),
  "lookup-not-found": previewing(workstream, { ...push, fallbackQueue: "Suport" }, "fallbackQueue"),
  "lookup-unfit": previewing(workstream, { ...push, fallbackQueue: "Default voice queue" }, "fallbackQueue"),
  "managed-row": previewing(workstream, { ...push, adopt: true }, "adopt", (organization) =>
    organization.insertRaw(workstreamTable, nowhere, {
      ...byPeople,
      msdyn_workdistributionmode: 192350000,
      ismanaged: true,
    }),
  ),
  "missing-privilege": {
    path: "",
    provoke: async (sandbox) => {
      const chat = new Deployment(workstream, sandbox);
      await chat.up(push);
      chat.token = tokens.withoutCreate;
      return refused(chat.preview({ ...push, distributionMode: "Pick" }));
    },
  },
  "name-taken": previewing(workstream, push, "name", (organization) =>
    organization.insertRaw(workstreamTable, nowhere, byPeople),
  ),
  "named-by-id": {
    path: "workstream",
    provoke: async (sandbox) => {
      const chat = new Deployment(workstream, sandbox, "chat");
      await chat.up({ ...push, name: "Before" });
      await chat.up(push);
      const everyone = new Deployment(routingRule, sandbox, "everyone");
      const named = { ...rule, workstream: chat.id };
      await everyone.up(named);
      const run = chat.newRun();
      await chat.plan({ ...push, distributionMode: "Pick" }, run);
      return refused(everyone.plan(named, run));
    },
  },
  "no-secured-column": previewing(messagingAccount, account, "", (_organization, _deployment, { switches }) =>
    switches.set({ secretColumn: "accountPlain" }),
  ),
  "not-provisioned": previewing(workstream, push, "", (_organization, _deployment, { switches }) =>
    switches.set({ channelsProvisioned: false }),
  ),
  "not-supported": channel({ channelType: "Telegram" }, "channelType"),
  "option-refused": {
    path: "",
    provoke: () => Promise.resolve(optionFailures("Workstream", { import: nowhere })),
  },
  "out-of-range": ruleOf({ ...rule, order: -1 }, "order"),
  "over-limit": ruleOf(
    {
      ...classification,
      set: { attributes: ["a", "b", "c", "d", "e", "f"].map((contextVariable) => ({ contextVariable, value: "1" })) },
    },
    "set",
  ),
  required: previewing(workstream, { distributionMode: "Push" }, "name"),
  "row-id-taken": {
    path: "",
    provoke: async (sandbox) => {
      const chat = new Deployment(workstream, sandbox);
      await chat.up({ ...push, name: "Before" });
      await chat.up(push);
      const urn = "urn:pulumi:test::program::dynamics365:index:Workstream::main";
      firstOf(sandbox).insertRaw(workstreamTable, rowIdOf(defaultIdNamespace, urn, push.name), {
        ...byPeople,
        createdon: "2026-01-01T00:00:00Z",
      });
      return refused(chat.preview({ ...push, distributionMode: "Pick" }));
    },
  },
  "ruleset-shared": ruleOf(
    { ...classification, ruleset: { name: "Made by hand", order: 1 } },
    "ruleset.name",
    (environment) => {
      const { organization } = environment;
      const ruleset = environment.insertByHand(foreignDocument);
      organization.insert(workstreamTable, { msdyn_name: "Other" }, nowhere);
      organization.insertRaw("msdyn_routingconfiguration", foreign, {
        msdyn_name: "Other",
        msdyn_uniquename: "new_other",
        msdyn_isactiveconfiguration: true,
        msdyn_liveworkstreamid: nowhere,
      });
      for (const row of environment.rows("msdyn_routingconfigurationstep"))
        organization.update("msdyn_routingconfigurationstep", String(row["msdyn_routingconfigurationstepid"]), {
          msdyn_type: 192350000,
        });
      organization.insertRaw("msdyn_routingconfigurationstep", "3f1d2c5e-0000-4000-8000-000000000003", {
        msdyn_name: "Other",
        msdyn_uniquename: "new_other_step",
        msdyn_steporder: 1,
        msdyn_type: 192350000,
        msdyn_routingconfigurationid: foreign,
        msdyn_rulesetid: ruleset,
      });
    },
  ),
  "solution-managed": previewing(workstream, push, "", (organization, deployment) => {
    organization.insertRaw("solution", nowhere, { uniquename: "Managed", friendlyname: "Managed", ismanaged: true });
    deployment.solution = "Managed";
  }),
  "solution-not-found": previewing(workstream, push, "", (_organization, deployment) => {
    deployment.solution = "Contosso";
  }),
  "stored-form-unknown": ruleOf(
    { ...classification, set: { capacityProfile: "Premium messaging" } },
    "set.capacityProfile",
  ),
  "target-gone": channel({ account: nowhere }, "account"),
  "too-long": previewing(workstream, { ...push, name: "x".repeat(101) }, "name"),
  "unknown-argument": previewing(workstream, { ...push, nam: "Chat" }, "nam"),
  "unknown-context-variable": channel(
    { automatedMessages: [{ trigger: "Greeting", text: "Hello {$Nobody$}" }] },
    "automatedMessages[0].text",
  ),
  "unwritable-text": ruleOf({ ...rule, name: "bell\u0007" }, "name"),
  "workstream-missing": previewing(routingRule, { ...rule, workstream: nowhere }, "workstream"),
  "wrong-type": previewing(workstream, { ...push, name: 5 }, "name"),
};
