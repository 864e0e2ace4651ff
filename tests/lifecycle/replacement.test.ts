import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../provider/core/definition.ts";
import { DependentRowsError, ManagedRowError, ReplacementFailedError } from "../../provider/core/errors.ts";
import { compare } from "../../provider/core/diff.ts";
import { remove } from "../../provider/core/lifecycle.ts";
import { BotSignInError } from "../../provider/dataverse/sign-in/bot-sign-in-errors.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import { type SandboxOrganization, tokens } from "../../provider/sandbox/index.ts";
import { UNKNOWN } from "../../schema/unknown.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const accountTable = "msdyn_ocbotchannelregistration";
const channelTable = "msdyn_occustommessagingchannel";
const workstreamTable = "msdyn_liveworkstream";

const appId = "11111111-2222-5333-8444-555555555555";
const otherApp = "99999999-2222-5333-8444-555555555555";
const account = { name: "Contoso", appId, clientSecret: "a-secret~of-the-bot" };
const push = { name: "Chat", distributionMode: "Push" };
const nowhere = "7d0d4c9e-1a54-4a0e-9d0b-5d6f2f7f3a10";

describe("a replacement that cannot succeed", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  const on = (definition: ResourceDefinition, name?: string) => new Deployment(definition, sandbox(), name);

  async function deployed(definition: ResourceDefinition, args: Properties, name?: string): Promise<Deployment> {
    const deployment = on(definition, name);
    await deployment.up(args);
    return deployment;
  }

  const refuses = (deployment: Deployment) => {
    deployment.signIn = (bot) =>
      Promise.reject(
        new BotSignInError({
          appId: bot.appId,
          directory: String(bot.tenantId),
          code: 7000215,
          text: "Invalid client secret provided.",
          requestId: undefined,
        }),
      );
  };

  it("stops in preview and in up where Entra refuses the new application, and the account stays", async () => {
    const deployment = await deployed(messagingAccount, account);
    const before = organization.row(accountTable, deployment.id);
    refuses(deployment);
    sandbox().requests.clear();
    const changed = { ...account, appId: otherApp };
    await failureOf(deployment.preview(changed), BotSignInError);
    await failureOf(deployment.up(changed), BotSignInError);
    expect(sandbox().requests.writes()).to.deep.equal([]);
    expect(organization.row(accountTable, deployment.id)).to.deep.equal(before);
  });

  it("stops a tainted account, too: its second check comes before the delete and knows that it is replaced", async () => {
    const deployment = await deployed(messagingAccount, account);
    refuses(deployment);
    await failureOf(deployment.taintedPreview(account), BotSignInError);
  });

  it("is proved with one sign-in for check and create, and asks for none where the check is skipped or nothing is replaced", async () => {
    const deployment = await deployed(messagingAccount, account);
    await deployment.up({ ...account, appId: otherApp });
    expect(deployment.proofs.map((proof) => proof.appId)).to.deep.equal([appId, otherApp]);
    await deployment.preview({ ...account, appId: otherApp, name: "Renamed" });
    await deployment.preview({ ...account, skipCredentialCheck: true });
    await deployment.preview({ ...account, appId: UNKNOWN });
    expect(deployment.proofs).to.have.length(2);
  });

  it("stops a channel whose account or workstream is gone, or whose texts name a variable that does not exist", async () => {
    const parents = {
      account: (await deployed(messagingAccount, account)).id,
      workstream: (await deployed(workstream, push)).id,
    };
    const channel: Properties = { ...parents, name: "Web", channelType: "DirectLine", language: 1033 };
    const deployment = await deployed(customChannel, channel);
    const tenant = { appId, tenantId: nowhere, webhookUrl: "https://hook.example/" };
    const other = { ...channel, account: undefined, channelType: "MessagingApi", messagingApi: tenant };
    sandbox().requests.clear();
    for (const [args, path] of [
      [{ ...other, workstream: nowhere }, "workstream"],
      [{ ...other, automatedMessages: [{ trigger: "Greeting", text: "Hello {$Tier$}" }] }, "automatedMessages[0].text"],
    ] as const) {
      for (const command of [deployment.preview(args), deployment.up(args)]) {
        const { failures } = await failureOf(command, RefusedArguments);
        expect(failures.map((failure) => failure.path)).to.deep.equal([path]);
      }
    }
    expect(sandbox().requests.writes()).to.deep.equal([]);
    expect((await deployment.preview(other)).replaces).to.deep.equal(["channelType"]);
  });

  it("stops a workstream of a managed solution in the preview", async () => {
    const deployment = await deployed(workstream, push);
    const row = organization.row(workstreamTable, deployment.id);
    organization.insertRaw(workstreamTable, deployment.id, { ...row, ismanaged: true });
    await failureOf(deployment.preview({ ...push, distributionMode: "Pick" }), ManagedRowError);
  });

  it("stops where the deploying user may delete rows of a kind, and make none", async () => {
    const chat = await deployed(workstream, push);
    const contoso = await deployed(messagingAccount, account);
    const website = { name: "Website", workstream: chat.id, account: contoso.id, channelType: "DirectLine" };
    const channel = await deployed(customChannel, { ...website, language: 1033 });
    const messagingApi = {
      account: undefined,
      channelType: "MessagingApi",
      messagingApi: { appId, tenantId: nowhere, webhookUrl: "https://hook.contoso.com/messages" },
    };
    sandbox().requests.clear();
    const replacements: [Deployment, Properties, string][] = [
      [chat, { ...push, distributionMode: "Pick" }, workstreamTable],
      [contoso, { ...account, appId: otherApp }, accountTable],
      [channel, { ...website, ...messagingApi, language: 1033 }, channelTable],
    ];
    for (const [deployment, args, table] of replacements) {
      deployment.token = tokens.withoutCreate;
      const reason = `the deploying user lacks the privilege prvCreate${table}: it could delete the old row, and make no new one`;
      const refusal = await failureOf(deployment.preview(args), RefusedArguments);
      expect(refusal.failures.map((failure) => [failure.code, failure.reason])).to.deep.equal([
        ["missing-privilege", reason],
      ]);
      await failureOf(deployment.up(args), RefusedArguments);
    }
    expect(sandbox().requests.writes()).to.deep.equal([]);
  });

  it("asks for a right where a resource is replaced only, and goes on where the service does not say", async () => {
    const chat = await deployed(workstream, push);
    const asked = () => sandbox().requests.list({ path: "RetrieveUserPrivilege" }).length;
    sandbox().requests.clear();
    await chat.preview({ ...push, name: "Renamed" });
    expect(asked()).to.equal(0);
    await chat.preview({ ...push, distributionMode: "Pick" });
    expect(asked()).to.equal(1);
    sandbox().faults.add({ table: "systemuser", action: { kind: "refuse", status: 403 } });
    expect((await chat.preview({ ...push, distributionMode: "Pick" })).replaces).to.deep.equal(["distributionMode"]);
    expect(asked()).to.equal(2);
  });

  it("keeps the channels of the program where a channel of others keeps their account or workstream", async () => {
    for (const [parent, after] of [
      ["account", { ...account, appId: otherApp }],
      ["workstream", { ...push, distributionMode: "Pick" }],
    ] as const) {
      sandbox().reset();
      [organization] = sandbox().organizations as [SandboxOrganization];
      const owners = {
        account: await deployed(messagingAccount, account),
        workstream: await deployed(workstream, push),
      };
      const parents = { account: owners.account.id, workstream: owners.workstream.id };
      const channel = await deployed(customChannel, {
        ...parents,
        name: "Web",
        channelType: "DirectLine",
        language: 1033,
      });
      organization.insert(channelTable, {
        msdyn_name: "By hand",
        msdyn_custombotchannelregistration: parents.account,
        msdyn_liveworkstreamid: parents.workstream,
      });
      const run = owners[parent].newRun();
      await owners[parent].plan(after, run);
      await compare(customChannel, run, channel.id, channel.state, { ...channel.inputs, [parent]: UNKNOWN });
      sandbox().requests.clear();
      const failure = await failureOf(remove(customChannel, run, channel.id, channel.state), DependentRowsError);
      expect(failure.message).to.match(/: channels (would be lost with|still point at) it: "By hand"\. \[/);
      expect(sandbox().requests.writes()).to.deep.equal([]);
    }
  });

  it("lets a parent wait for channels that the replacement of another parent takes away at the same time", async () => {
    const owners = {
      account: await deployed(messagingAccount, account),
      workstream: await deployed(workstream, push),
    };
    const channel = await deployed(customChannel, {
      account: owners.account.id,
      workstream: owners.workstream.id,
      name: "Web",
      channelType: "DirectLine",
      language: 1033,
    });
    const run = owners.account.newRun();
    await compare(customChannel, run, channel.id, channel.state, { ...channel.inputs, account: UNKNOWN });
    const parents = Promise.all([
      remove(messagingAccount, run, owners.account.id, owners.account.state),
      remove(workstream, run, owners.workstream.id, owners.workstream.state),
    ]);
    await Promise.all([parents, wait(20).then(() => remove(customChannel, run, channel.id, channel.state))]);
    for (const table of [accountTable, channelTable, workstreamTable])
      expect(organization.rows(table), table).to.deep.equal([]);
  });

  it("does not wait where the delete of such a channel failed", async () => {
    const owner = await deployed(messagingAccount, account);
    const channel = await deployed(customChannel, {
      account: owner.id,
      workstream: (await deployed(workstream, push)).id,
      name: "Web",
      channelType: "DirectLine",
      language: 1033,
    });
    const run = owner.newRun();
    await compare(customChannel, run, channel.id, channel.state, { ...channel.inputs, account: UNKNOWN });
    sandbox().faults.add({ table: channelTable, method: "DELETE", action: { kind: "refuse", status: 403 } });
    const [gone, failure] = await Promise.all([
      failureOf(remove(customChannel, run, channel.id, channel.state), Error),
      failureOf(remove(messagingAccount, run, owner.id, owner.state), DependentRowsError),
    ]);
    expect(gone.message).to.contain("403");
    expect(failure.message).to.contain('channels would be lost with it: "Web". [');
    expect(organization.rows(accountTable)).to.have.length(1);
  });

  it("says what is gone where the create fails all the same, and the next update makes it again", async () => {
    const deployment = await deployed(messagingAccount, account);
    const changed = { ...account, appId: otherApp };
    sandbox().faults.add({ table: accountTable, method: "PATCH", action: { kind: "refuse", status: 403 } });
    const failure = await failureOf(deployment.up(changed), ReplacementFailedError);
    expect(failure.message)
      .to.contain('Gone: The replacement deleted MessagingAccount "Contoso" and could not make the new row')
      .and.to.contain("Then: Run `pulumi up` again");
    expect(organization.rows(accountTable)).to.deep.equal([]);
    sandbox().faults.clear();
    await deployment.up(changed);
    expect(organization.rows(accountTable).map((row) => row["msdyn_msappid"])).to.deep.equal([otherApp]);
    expect((await deployment.preview(changed)).changes).to.deep.equal([]);
  });
});
