import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { apply } from "../../../provider/core/lifecycle.ts";
import { Run } from "../../../provider/core/run.ts";
import { proveBotCredentials } from "../../../provider/dataverse/sign-in/bot-sign-in.ts";
import { BotSignInError } from "../../../provider/dataverse/sign-in/bot-sign-in-errors.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { FaultAction, Sandbox, SandboxOrganization } from "../../../provider/sandbox/index.ts";
import type { ErrorCode } from "../../../provider/error-codes.ts";
import { foreignDocument, RoutingEnvironment, workstream as web } from "../routing-rule/environment.ts";
import { ChannelFixture, full, messagingApi, plain as website } from "../support/channel-fixture.ts";
import { Deployment } from "../support/deployment.ts";
import { account, firstOf, push, rule } from "./checks.ts";
import { askWith, signIn, withVariable } from "./sign-in.ts";

/** What an error takes to come up, how its first line begins, and the property that it names. */
export interface ErrorFixture {
  readonly begins?: string;
  readonly property?: string;
  readonly provoke: (sandbox: Sandbox) => Promise<unknown>;
}

const nowhere = "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";
const foreign = "0f0f0f0f-1111-4222-8333-444444444444";
const accountTable = "msdyn_ocbotchannelregistration";
const channelTable = "msdyn_occustommessagingchannel";
const contractTable = "msdyn_decisioncontract";
const workstreamTable = "msdyn_liveworkstream";
const silent = { info: () => undefined, warn: () => undefined };

const creates = 'Could not create Workstream "Chat": ';
const updates = 'Could not update Workstream "Chat": ';
const deletes = 'Could not delete Workstream "Chat": ';

async function deployed(sandbox: Sandbox, definition: ResourceDefinition, args: Properties): Promise<Deployment> {
  const deployment = new Deployment(definition, sandbox);
  await deployment.up(args);
  return deployment;
}

/** The update of a workstream, whose write the service answers like this. */
function answered(action: FaultAction): ErrorFixture {
  return {
    begins: updates,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      sandbox.faults.add({ method: "PATCH", table: workstreamTable, times: Infinity, action });
      await chat.up({ ...push, keepSameAgent: false });
    },
  };
}

const refused = (status: number, code: string, message: string) => answered({ kind: "refuse", status, code, message });

/** A create or an update whose environment changed after the check. */
function changedAfterCheck(
  { begins, property }: Pick<ErrorFixture, "begins" | "property">,
  definition: ResourceDefinition,
  args: Properties,
  prepare: (sandbox: Sandbox, deployment: Deployment) => unknown,
  change: (organization: SandboxOrganization, sandbox: Sandbox) => unknown,
): ErrorFixture {
  return {
    ...(begins === undefined ? {} : { begins }),
    ...(property === undefined ? {} : { property }),
    provoke: async (sandbox) => {
      const deployment = new Deployment(definition, sandbox);
      await prepare(sandbox, deployment);
      const inputs = await deployment.checked(args);
      await change(firstOf(sandbox), sandbox);
      await apply(definition, deployment.newRun(), inputs, deployment.exists ? deployment.state : undefined);
    },
  };
}

/** An update to a queue that changed after the check. */
function afterItsQueue(changed: (organization: SandboxOrganization) => unknown): ErrorFixture {
  return changedAfterCheck(
    { begins: updates, property: "fallbackQueue" },
    workstream,
    { ...push, fallbackQueue: "Short-lived" },
    async (sandbox, chat) => {
      firstOf(sandbox).insertRaw("queue", nowhere, queueNamed("Short-lived"));
      await chat.up(push);
    },
    changed,
  );
}

const createsRule = { begins: 'Could not create RoutingRule "VIP": ' };
const createsChannel = { begins: 'Could not create CustomChannel "Web chat": ' };
const createsAccount = { begins: 'Could not create MessagingAccount "Contoso": ' };
const withWeb = (sandbox: Sandbox): unknown => new RoutingEnvironment(sandbox);
const withAccounts = (sandbox: Sandbox): unknown => new ChannelFixture(sandbox);
const nothing = (): undefined => undefined;

const channelByHand = (parent: Readonly<Record<string, string>>) => ({
  msdyn_name: "By hand",
  msdyn_occustomchannelid: 192350000,
  ...parent,
});

export const operations: Readonly<Record<ErrorCode, ErrorFixture>> = {
  "app-id-taken": changedAfterCheck(createsAccount, messagingAccount, account, nothing, (organization) =>
    organization.insertRaw(accountTable, nowhere, {
      msdyn_name: "By hand",
      msdyn_msappid: account.appId,
      msdyn_iscustommessagingbcr: true,
    }),
  ),
  "bad-answer": answered({ kind: "emptyBody" }),
  "bot-sign-in": {
    ...createsAccount,
    property: "clientSecret",
    provoke: async (sandbox) => {
      const deployment = new Deployment(messagingAccount, sandbox);
      deployment.signIn = ({ appId, tenantId = "" }) =>
        Promise.reject(
          new BotSignInError({
            appId,
            directory: tenantId,
            code: 7000215,
            text: "Invalid client secret provided.",
            requestId: "trace",
          }),
        );
      await deployment.up(account);
    },
  },
  "bot-tenant-missing": {
    ...createsAccount,
    property: "tenantId",
    provoke: async (sandbox) => {
      const deployment = new Deployment(messagingAccount, sandbox);
      deployment.signIn = (bot) => proveBotCredentials({ ...bot, tenantId: undefined, cloud: "public" }, silent);
      await deployment.up(account);
    },
  },
  "channels-point-here": {
    begins: deletes,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      firstOf(sandbox).insertRaw(channelTable, nowhere, channelByHand({ msdyn_liveworkstreamid: chat.id }));
      await chat.destroy();
    },
  },
  "channels-would-die": {
    begins: 'Could not delete MessagingAccount "Contoso": ',
    provoke: async (sandbox) => {
      const contoso = await deployed(sandbox, messagingAccount, account);
      const parent = { msdyn_custombotchannelregistration: contoso.id };
      firstOf(sandbox).insertRaw(channelTable, nowhere, channelByHand(parent));
      await contoso.destroy();
    },
  },
  "column-security": refused(403, "0x8004f504", "Not allowed."),
  configuration: { provoke: () => askWith({ cloud: "mars" }) },
  "configuration-unknown": {
    provoke: () => apply(workstream, new Run(() => Promise.resolve(undefined)), { ...push, rowId: nowhere }),
  },
  "contract-missing": changedAfterCheck(createsRule, routingRule, rule, withWeb, (organization) =>
    organization.insertRaw(workstreamTable, web, { msdyn_name: "Web", msdyn_streamsource: 192350002 }),
  ),
  "credentials-expired": { provoke: () => signIn("AADSTS7000222: The provided client secret keys are expired.") },
  "credentials-refused": { provoke: () => signIn("AADSTS7000215: Invalid client secret provided.") },
  "delete-restricted": {
    begins: deletes,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      const action = { kind: "refuse", status: 405, code: "0x80040227", message: "It is associated." } as const;
      sandbox.faults.add({ method: "DELETE", table: workstreamTable, times: Infinity, action });
      await chat.destroy();
    },
  },
  "distribution-mode-settled": {
    begins: updates,
    property: "distributionMode",
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      const act = await chat.plan({ ...push, keepSameAgent: false }, chat.newRun());
      firstOf(sandbox).update(workstreamTable, chat.id, { msdyn_workdistributionmode: 192350001 });
      await act();
    },
  },
  "endpoint-not-filled": {
    ...createsAccount,
    provoke: async (sandbox) => {
      sandbox.switches.set({ endpointFill: "off" });
      await deployed(sandbox, messagingAccount, account);
    },
  },
  "endpoint-of-other-organization": {
    ...createsAccount,
    provoke: async (sandbox) => {
      sandbox.switches.set({ endpointForeign: true });
      await deployed(sandbox, messagingAccount, account);
    },
  },
  "environment-url": { provoke: () => askWith({ environmentUrl: "https://make.powerapps.com" }) },
  "federated-subject-missing": {
    begins: 'Could not create CustomChannel "App messages": ',
    provoke: async (sandbox) => {
      withAccounts(sandbox);
      const deployment = new Deployment(customChannel, sandbox);
      deployment.otherwise = { call: () => Promise.resolve({}) };
      await deployment.up(messagingApi);
    },
  },
  "header-value": {
    begins: creates,
    provoke: async (sandbox) => {
      firstOf(sandbox).insertRaw("solution", nowhere, {
        uniquename: "Lösung",
        friendlyname: "Lösung",
        ismanaged: false,
      });
      await withSolution(sandbox, "Lösung");
    },
  },
  "ill-formed-text": { provoke: (sandbox) => withSolution(sandbox, "\ud800") },
  "invalid-id": { provoke: (sandbox) => new Deployment(workstream, sandbox).get("chat") },
  "invalid-rule-id": { provoke: (sandbox) => new Deployment(routingRule, sandbox).get("chat") },
  "invalid-value": refused(400, "0x80044331", "The length of the 'msdyn_name' attribute of the table is too long."),
  "lookup-ambiguous": changedAfterCheck(
    { begins: updates, property: "fallbackQueue" },
    workstream,
    { ...push, fallbackQueue: "Twin" },
    async (sandbox, chat) => {
      firstOf(sandbox).insert("queue", queueNamed("Twin"));
      await chat.up(push);
    },
    (organization) => organization.insert("queue", queueNamed("Twin")),
  ),
  "lookup-not-found": afterItsQueue((organization) => organization.remove("queue", nowhere)),
  "lookup-unfit": afterItsQueue((organization) =>
    organization.update("queue", nowhere, { msdyn_queuetype: 192350002 }),
  ),
  "managed-row": {
    begins: updates,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      const organization = firstOf(sandbox);
      const row = organization.row(workstreamTable, chat.id);
      organization.insertRaw(workstreamTable, chat.id, { ...row, ismanaged: true });
      await chat.up({ ...push, keepSameAgent: false });
    },
  },
  "missing-privilege": refused(403, "0x80040220", `Principal user is missing prvWrite${workstreamTable} privilege.`),
  network: answered({ kind: "closeSocket" }),
  "no-credentials": { provoke: () => askWith({ useCli: "false" }) },
  "no-secured-column": changedAfterCheck(
    createsAccount,
    messagingAccount,
    account,
    nothing,
    (_organization, { switches }) => switches.set({ secretColumn: "accountPlain" }),
  ),
  "not-a-member": refused(403, "0x80072560", "The user is not a member of the organization."),
  "not-found": { provoke: (sandbox) => new Deployment(workstream, sandbox).get(nowhere) },
  "other-organization": {
    begins: deletes,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      chat.rewrite((properties) => ({ ...properties, organizationId: foreign }));
      await chat.destroy();
    },
  },
  "plugin-refused": refused(400, "0x80040265", "A plug-in of this environment objects."),
  proxy: { provoke: () => withVariable("HTTPS_PROXY", "ftp://proxy", () => askWith({ accessToken: "token" })) },
  "request-refused": refused(413, "0x8004418a", "Request message length is too large."),
  "row-exists": {
    begins: creates,
    provoke: async (sandbox) => {
      const action = { kind: "refuse", status: 412, code: "0x80040237", message: "Duplicate." } as const;
      sandbox.faults.add({ method: "PATCH", table: workstreamTable, times: Infinity, action });
      await deployed(sandbox, workstream, push);
    },
  },
  "row-held": {
    begins: creates,
    provoke: async (sandbox) => {
      const first = new Deployment(workstream, sandbox, "first");
      await first.up(push);
      const run = first.newRun();
      const act = await new Deployment(workstream, sandbox, "second").plan({ ...push, adopt: true }, run);
      const acting = act();
      await Promise.all([acting, first.plan({ ...push, allowDuplicateName: true }, run).catch(nothing)]);
    },
  },
  "row-id-taken": {
    begins: creates,
    provoke: async (sandbox) => {
      const first = await deployed(sandbox, workstream, push);
      firstOf(sandbox).update(workstreamTable, first.id, { msdyn_name: "Another" });
      await deployed(sandbox, workstream, push);
    },
  },
  "row-missing": refused(404, "0x80040217", `Entity 'queue' With Id = ${foreign} Does Not Exist`),
  "row-not-gone": {
    begins: 'Could not delete MessagingAccount "Second": ',
    provoke: async (sandbox) => {
      const second = { ...account, name: "Second", appId: "22222222-2222-5333-8444-555555555555" };
      const bots = ["first", "second"].map((name) => new Deployment(messagingAccount, sandbox, name));
      const [one, two] = bots as [Deployment, Deployment];
      await one.up(account);
      await two.up(second);
      const parent = { msdyn_custombotchannelregistration: one.id };
      firstOf(sandbox).insertRaw(channelTable, nowhere, channelByHand(parent));
      const run = one.newRun();
      const acts = [
        await one.plan({ ...account, appId: "33333333-2222-5333-8444-555555555555" }, run),
        await two.plan({ ...second, appId: account.appId }, run),
      ] as const;
      const [, result] = await Promise.allSettled(acts.map((act) => act()));
      if (result?.status === "rejected") throw result.reason;
    },
  },
  "row-vanished": {
    begins: updates,
    provoke: async (sandbox) => {
      const chat = await deployed(sandbox, workstream, push);
      const when = (): boolean => {
        firstOf(sandbox).remove(workstreamTable, chat.id);
        return false;
      };
      sandbox.faults.add({ method: "PATCH", table: workstreamTable, when, action: { kind: "closeSocket" } });
      await chat.up({ ...push, keepSameAgent: false });
    },
  },
  "rules-left": {
    begins: deletes,
    provoke: async (sandbox) => {
      const environment = new RoutingEnvironment(sandbox);
      const chat = await deployed(sandbox, workstream, push);
      environment.insertByHand(foreignDocument, {}, chat.id);
      await chat.destroy();
    },
  },
  "service-unavailable": answered({ kind: "refuse", status: 503 }),
  "sign-in-unreachable": { provoke: () => signIn("endpoints_resolution_error") },
  "system-contract-missing": changedAfterCheck(createsRule, routingRule, rule, withWeb, (organization) => {
    for (const row of organization.rows(contractTable))
      if (row["msdyn_uniquename"] === "msdyn_demandqueueidentificationoutput")
        organization.update(contractTable, String(row["msdyn_decisioncontractid"]), { msdyn_uniquename: "other" });
  }),
  "target-gone": changedAfterCheck(
    { ...createsChannel, property: "account" },
    customChannel,
    website,
    withAccounts,
    (organization) => organization.remove(accountTable, String(website["account"])),
  ),
  throttled: answered({ kind: "throttle", retryAfter: 7 }),
  unauthorized: answered({ kind: "refuse", status: 401 }),
  "unique-key-taken": refused(412, "0x80060892", "Entity Key x violated."),
  "unknown-context-variable": changedAfterCheck(
    { ...createsChannel, property: "automatedMessages[0].text" },
    customChannel,
    full,
    withAccounts,
    (organization) =>
      organization.remove("msdyn_ocliveworkstreamcontextvariable", "5b0b5a55-0000-5000-8000-000000000001"),
  ),
  "unknown-property": refused(400, "0x0", "Could not find a property named 'msdyn_x' on type 'account'."),
  "unknown-table": refused(404, "0x80060888", "Resource not found for the segment."),
  "unreadable-rules": {
    begins: 'Could not check RoutingRule "VIP": ',
    provoke: async (sandbox) => {
      new RoutingEnvironment(sandbox).insertByHand("<decision><rules>");
      await deployed(sandbox, routingRule, rule);
    },
  },
  "version-mismatch": refused(412, "0x80060882", "The version of the existing record doesn't match."),
  "workstream-missing": changedAfterCheck(createsRule, routingRule, rule, withWeb, (organization) =>
    organization.remove(workstreamTable, web),
  ),
};

function withSolution(sandbox: Sandbox, solution: string): Promise<unknown> {
  const chat = new Deployment(workstream, sandbox);
  chat.solution = solution;
  return chat.up(push);
}

function queueNamed(name: string) {
  return { name, msdyn_queuetype: 192350000, msdyn_isomnichannelqueue: true };
}
