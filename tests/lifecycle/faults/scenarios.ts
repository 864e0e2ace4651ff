import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { Fault, Sandbox } from "../../../provider/sandbox/index.ts";
import { foreignDocument, RoutingEnvironment, workstream as routed } from "../routing-rule/environment.ts";
import { ChannelFixture, full as channel, messageTable } from "../support/channel-fixture.ts";
import { full as stream, linkTable, variableTable } from "../support/workstream-fixture.ts";
import type { FaultedDeployment } from "./faulted-deployment.ts";

export type Operation = "create" | "update" | "read" | "delete" | "rule merge" | "batch";

/** The request that a fault hits. */
export type Target = Pick<Fault, "method" | "table" | "operation">;

/** One operation on one resource, from an environment with the rows that it needs to the command that is disturbed. */
export interface Scenario {
  readonly operation: Operation;
  /** The resource, and the variation if several scenarios cover one operation. */
  readonly subject: string;
  readonly definition: ResourceDefinition;
  readonly target: Target;
  /** The final arguments of the program. `undefined` if the command is `destroy`. */
  readonly args: Properties | undefined;
  /** If the target fails, its row has already been created, and state must keep it. */
  readonly rowExists?: true;
  /** Sets up what exists before the command. */
  readonly prepare: (sandbox: Sandbox, deployment: FaultedDeployment) => Promise<void>;
  /** The disturbed command. `up` with `args` by default. */
  readonly act?: (deployment: FaultedDeployment) => Promise<unknown>;
}

export const secrets = ["canary~secret.of-the-bot", "canary~secret.rotated-later"] as const;

const account = {
  name: "Web chat account",
  appId: "11111111-2222-5333-8444-555555555555",
  clientSecret: secrets[0],
};
const rule = {
  workstream: routed,
  name: "Everybody",
  kind: "routeToQueue",
  order: 10,
  queue: "Support",
};
const renamed = { ...account, name: "Renamed" };
const changedRule = { ...rule, queue: "Sales" };
const changedChannel = { ...channel, name: "Renamed" };
const changedStream = { ...stream, autoCloseAfterInactivityMinutes: 90 };

type Prepare = Scenario["prepare"];

const nothing: Prepare = () => Promise.resolve();
const fixture: Prepare = (sandbox) => Promise.resolve(void new ChannelFixture(sandbox));
const routing: Prepare = (sandbox) => Promise.resolve(void new RoutingEnvironment(sandbox));
const rulesByHand: Prepare = (sandbox) =>
  Promise.resolve(void new RoutingEnvironment(sandbox).insertByHand(foreignDocument));

const deployed =
  (place: Prepare, args: Properties): Prepare =>
  async (sandbox, deployment) => {
    await place(sandbox, deployment);
    await deployment.up(args);
  };

const accounts = "msdyn_ocbotchannelregistration";
const accountSecrets = "msdyn_ocbotchannelregistrationsecret";
const workstreams = "msdyn_liveworkstream";
const ruleSets = "msdyn_decisionruleset";
const routingSteps = "msdyn_routingconfigurationstep";
const channels = "msdyn_occustommessagingchannel";
const changeSet: Target = { operation: "batch" };

const ofAccount = { subject: "MessagingAccount", definition: messagingAccount };
const ofChannel = { subject: "CustomChannel", definition: customChannel };
const ofWorkstream = { subject: "Workstream", definition: workstream };
const ofRule = { subject: "RoutingRule", definition: routingRule };

const upsert = (table: string): Target => ({ operation: "upsert", table });
const removal = (table: string): Target => ({ operation: "delete", table });

const reading = (table: string) => ({
  operation: "read" as const,
  target: { method: "GET", table },
  act: (deployment: FaultedDeployment): Promise<unknown> => deployment.refresh(),
});
const deleting = (target: Target) => ({
  operation: "delete" as const,
  target,
  args: undefined,
  act: (deployment: FaultedDeployment): Promise<unknown> => deployment.destroy(),
});

export const scenarios: readonly Scenario[] = [
  { ...ofAccount, operation: "create", target: upsert(accounts), args: account, prepare: nothing },
  { ...ofAccount, operation: "update", target: upsert(accounts), args: renamed, prepare: deployed(nothing, account) },
  {
    ...ofAccount,
    subject: "MessagingAccount, its secret",
    operation: "update",
    target: upsert(accountSecrets),
    args: { ...account, clientSecret: secrets[1] },
    prepare: deployed(nothing, account),
  },
  { ...ofAccount, ...reading(accounts), args: account, prepare: deployed(nothing, account) },
  { ...ofAccount, ...deleting(removal(accounts)), prepare: deployed(nothing, account) },

  { ...ofChannel, operation: "create", target: changeSet, args: channel, prepare: fixture },
  { ...ofChannel, operation: "update", target: changeSet, args: changedChannel, prepare: deployed(fixture, channel) },
  { ...ofChannel, ...reading(channels), args: channel, prepare: deployed(fixture, channel) },
  { ...ofChannel, ...deleting(changeSet), prepare: deployed(fixture, channel) },

  { ...ofWorkstream, operation: "create", target: upsert(workstreams), args: stream, prepare: nothing },
  {
    ...ofWorkstream,
    subject: "Workstream, its capacity link",
    operation: "create",
    target: upsert(linkTable),
    rowExists: true,
    args: stream,
    prepare: nothing,
  },
  {
    ...ofWorkstream,
    operation: "update",
    target: upsert(workstreams),
    args: changedStream,
    prepare: deployed(nothing, stream),
  },
  { ...ofWorkstream, ...reading(workstreams), args: stream, prepare: deployed(nothing, stream) },
  { ...ofWorkstream, ...deleting(changeSet), prepare: deployed(nothing, stream) },

  { ...ofRule, operation: "create", target: changeSet, args: rule, prepare: routing },
  { ...ofRule, operation: "update", target: upsert(ruleSets), args: changedRule, prepare: deployed(routing, rule) },
  { ...ofRule, ...reading(routingSteps), args: rule, prepare: deployed(routing, rule) },
  { ...ofRule, ...deleting(changeSet), prepare: deployed(routing, rule) },

  { ...ofRule, operation: "rule merge", target: upsert(ruleSets), args: rule, prepare: rulesByHand },
  {
    ...ofRule,
    ...deleting(upsert(ruleSets)),
    subject: "RoutingRule, taken out",
    operation: "rule merge",
    prepare: deployed(rulesByHand, rule),
  },

  {
    ...ofChannel,
    subject: "CustomChannel, made",
    operation: "batch",
    target: upsert(messageTable),
    args: channel,
    prepare: fixture,
  },
  {
    ...ofChannel,
    subject: "CustomChannel, changed",
    operation: "batch",
    target: upsert(channels),
    args: changedChannel,
    prepare: deployed(fixture, channel),
  },
  {
    ...ofChannel,
    ...deleting(removal(channels)),
    subject: "CustomChannel, taken away",
    operation: "batch",
    prepare: deployed(fixture, channel),
  },
  {
    ...ofRule,
    subject: "RoutingRule, its step made",
    operation: "batch",
    target: upsert(routingSteps),
    args: rule,
    prepare: routing,
  },
  {
    ...ofRule,
    ...deleting(removal(ruleSets)),
    subject: "RoutingRule, taken down",
    operation: "batch",
    prepare: deployed(routing, rule),
  },
  {
    ...ofWorkstream,
    subject: "Workstream, its variables",
    operation: "batch",
    target: upsert(variableTable),
    rowExists: true,
    args: stream,
    prepare: nothing,
  },
];
