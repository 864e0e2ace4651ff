import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../provider/core/definition.ts";
import { DependentRowsError } from "../../provider/core/errors.ts";
import { customChannel } from "../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../provider/sandbox/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { namesIn } from "./routing-rule/environment.ts";
import { Deployment, RefusedArguments } from "./support/deployment.ts";
import { failureOf } from "./support/failure.ts";

const push = { name: "Chat", distributionMode: "Push" };
const pick = { ...push, distributionMode: "Pick" };
const account = { name: "Contoso", appId: "11111111-2222-5333-8444-555555555555", clientSecret: "a-secret~of-the-bot" };
const otherApp = { ...account, appId: "99999999-2222-5333-8444-555555555555" };

/** If a program gives an id as text, Pulumi knows of no dependency, and does not delete anything before the row. */
describe("a resource that names its workstream or account by the id", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  async function deployed(definition: ResourceDefinition, args: Properties, name?: string): Promise<Deployment> {
    const deployment = new Deployment(definition, sandbox(), name);
    await deployment.up(args);
    return deployment;
  }

  const ruleIn = (id: string): Properties => ({
    workstream: id,
    name: "Everyone",
    kind: "routeToQueue",
    order: 1,
    queue: "Support",
  });

  /** Names of the rules that take effect on the workstream. */
  function rulesOf(id: string): string[] {
    const configurations = organization
      .rows("msdyn_routingconfiguration")
      .filter((row) => row["msdyn_liveworkstreamid"] === id)
      .map((row) => row["msdyn_routingconfigurationid"]);
    const rulesets = organization
      .rows("msdyn_routingconfigurationstep")
      .filter((row) => configurations.includes(row["msdyn_routingconfigurationid"]))
      .map((row) => organization.row("msdyn_decisionruleset", String(row["msdyn_rulesetid"])));
    return rulesets.flatMap((row) => namesIn(String(row?.["msdyn_rulesetdefinition"])));
  }

  it("keeps a rule in effect where the workstream is replaced, whichever of the two Pulumi comes to first", async () => {
    for (const isRuleFirst of [false, true]) {
      sandbox().reset();
      [organization] = sandbox().organizations as [SandboxOrganization];
      const chat = await deployed(workstream, push);
      const rule = await deployed(routingRule, ruleIn(chat.id));
      const run = chat.newRun();
      const plans = isRuleFirst
        ? [await rule.plan(ruleIn(chat.id), run), await chat.plan(pick, run)]
        : [await chat.plan(pick, run), await rule.plan(ruleIn(chat.id), run)];
      for (const act of plans) await act();
      expect(organization.row("msdyn_liveworkstream", chat.id)?.["msdyn_workdistributionmode"]).to.equal(192350001);
      expect(rulesOf(chat.id)).to.deep.equal(["Everyone"]);
      expect(await rule.refresh()).to.deep.equal([]);
      await rule.destroy();
      await chat.destroy();
      expect(organization.rows("msdyn_decisionruleset")).to.deep.equal([]);
    }
  });

  it("keeps a rule in effect that goes to another Provider, whose process this one knows nothing of", async () => {
    const chat = await deployed(workstream, push);
    const rule = await deployed(routingRule, ruleIn(chat.id));
    await chat.up(pick);
    expect(rulesOf(chat.id)).to.deep.equal(["Everyone"]);
    expect(await rule.refresh()).to.deep.equal([]);
  });

  it("is told in the preview to take the workstream itself where a replacement gives that another id", async () => {
    const chat = await deployed(workstream, { ...push, name: "Before" });
    await chat.up(push);
    const rule = await deployed(routingRule, ruleIn(chat.id));
    const before = rulesOf(chat.id);

    const workstreamFirst = chat.newRun();
    await chat.plan(pick, workstreamFirst);
    const ofRule = await failureOf(rule.plan(ruleIn(chat.id), workstreamFirst), RefusedArguments);
    expect(ofRule.failures).to.deep.equal([
      {
        code: "named-by-id",
        path: "workstream",
        reason: `Workstream ${chat.id} is being replaced, and RoutingRule "Everyone" names it by its id, so Pulumi does not know that RoutingRule "Everyone" depends on it`,
        remedy: "pass the Workstream itself, or its rowId output, and run `pulumi up` before this change",
      },
    ]);

    const ruleFirst = chat.newRun();
    await rule.plan(ruleIn(chat.id), ruleFirst);
    const ofWorkstream = await failureOf(chat.plan(pick, ruleFirst), RefusedArguments);
    expect(ofWorkstream.failures.map(({ code, reason }) => `${code}: ${reason}`)).to.deep.equal([
      `named-by-id: Workstream "Chat" is being replaced, and RoutingRule "Everyone" names it by its id, so Pulumi does not know that RoutingRule "Everyone" depends on it`,
    ]);
    expect(rulesOf(chat.id)).to.deep.equal(before);
  });

  it("lets rules of people join the new workstream where a replacement gives that another id", async () => {
    const chat = await deployed(workstream, { ...push, name: "Before" });
    await chat.up(push);
    const old = chat.id;
    const rule = await deployed(routingRule, ruleIn(old));
    const [ruleset] = organization.rows("msdyn_decisionruleset");
    organization.saveInDesigner(
      String(ruleset?.["msdyn_decisionrulesetid"]),
      String(ruleset?.["msdyn_rulesetdefinition"]).replace(
        "<rules>",
        '<rules><rule id="1" name="By hand"><action/></rule>',
      ),
    );
    await rule.destroy();
    await chat.up(pick);
    expect(chat.id).not.to.equal(old);
    expect(rulesOf(chat.id)).to.deep.equal(["By hand"]);
  });

  it("stops a channel in the preview, before the delete of its workstream or account is refused", async () => {
    const chat = await deployed(workstream, push);
    const bot = await deployed(messagingAccount, account);
    const args: Properties = {
      name: "Web",
      channelType: "DirectLine",
      language: 1033,
      account: bot.id,
      workstream: chat.id,
    };
    const channel = await deployed(customChannel, args);
    for (const [parent, changed, path] of [
      [chat, pick, "workstream"],
      [bot, otherApp, "account"],
    ] as const) {
      const parentFirst = parent.newRun();
      await parent.plan(changed, parentFirst);
      const { failures } = await failureOf(channel.plan(args, parentFirst), RefusedArguments);
      expect(failures.map((failure) => `${failure.code} ${failure.path}`)).to.deep.equal([`named-by-id ${path}`]);
      const channelFirst = parent.newRun();
      await channel.plan(args, channelFirst);
      const refusal = await failureOf(parent.plan(changed, channelFirst), RefusedArguments);
      expect(refusal.failures.map(({ code, reason }) => [code, reason.includes('CustomChannel "Web"')])).to.deep.equal([
        ["named-by-id", true],
      ]);
    }
  });

  it("keeps the workstream where it leaves the program and its rules do not", async () => {
    const chat = await deployed(workstream, push);
    const rule = await deployed(routingRule, ruleIn(chat.id));
    const run = chat.newRun();
    await (
      await rule.plan(ruleIn(chat.id), run)
    )();
    const refusal = await failureOf(chat.destroy(run), DependentRowsError);
    expect(refusal.code).to.equal("rules-left");
    expect(refusal.message.split("\n")[0]).to.equal(
      'Could not delete Workstream "Chat": rules of this program still need it: "Everyone". [rules-left]',
    );
    expect(refusal.remedy).to.match(/^remove the rules from the program, too; or pass the workstream itself/);
    expect(rulesOf(chat.id)).to.deep.equal(["Everyone"]);
  });

  it("tells which rules of the stack go with a workstream that is destroyed alone", async () => {
    const chat = await deployed(workstream, push);
    const rule = await deployed(routingRule, ruleIn(chat.id));
    await chat.destroy();
    expect(chat.messages.at(-1)).to.equal(
      `Workstream "Chat": deleting it also deletes the rules of this stack in it: "Everyone". If the stack still has one of them, run \`pulumi refresh\`, and pass the workstream itself to it instead of the id`,
    );
    await rule.refresh();
    expect(rule.exists).to.equal(false);
  });
});
