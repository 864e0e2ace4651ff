import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { stackTagOf } from "../../../provider/core/identity.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";
import { interruptedEverywhere, rowsOf } from "../support/interruptions.ts";

const id = (n: number): string => `11111111-2222-5333-8444-00000000000${n}`;
const workstreamTable = "msdyn_liveworkstream";
const accountTable = "msdyn_ocbotchannelregistration";
const channelTable = "msdyn_occustommessagingchannel";

describe("a replaced resource whose row is kept (retainOnDelete)", () => {
  const sandbox = withSandbox();
  let organization: SandboxOrganization;
  beforeEach(() => {
    sandbox().reset();
    [organization] = sandbox().organizations as [SandboxOrganization];
  });

  function retained(definition: ResourceDefinition): Deployment {
    const deployment = new Deployment(definition, sandbox());
    deployment.retainOnDelete = true;
    return deployment;
  }

  const push: Properties = { name: "Chat", distributionMode: "Push", fallbackQueue: "Support" };
  const pick: Properties = { ...push, distributionMode: "Pick" };

  it("a workstream gets a row with an id of its own, again and again, and the kept ones stay as they are", async () => {
    const deployment = retained(workstream);
    await deployment.up(push);
    const seen: string[] = [];
    for (const args of [pick, push, pick]) {
      const { id: before } = deployment;
      const row = organization.row(workstreamTable, before);
      expect((await deployment.preview(args)).replaces).to.deep.equal(["distributionMode"]);
      await deployment.up(args);
      expect(organization.row(workstreamTable, before)).to.deep.equal(row);
      expect(stackTagOf(deployment.id)).to.equal(stackTagOf(before));
      expect((await deployment.preview(args)).changes).to.deep.equal([]);
      expect(await deployment.refresh()).to.deep.equal([]);
      expect((await deployment.preview(args)).changes).to.deep.equal([]);
      seen.push(before);
    }
    expect(new Set([...seen, deployment.id]).size).to.equal(4);
    expect(organization.rows(workstreamTable)).to.have.length(4);
  });

  it("a workstream meets its own new row after an interruption", async () => {
    const [undisturbed, ...others] = await interruptedEverywhere(sandbox(), async () => {
      const deployment = retained(workstream);
      await deployment.up(push);
      return () => deployment.up(pick);
    });
    expect(others).to.have.length.greaterThan(4);
    for (const other of others) expect(other).to.deep.equal(undisturbed);
  });

  it("an account with the same app id is refused before anything is deleted or made", async () => {
    const account: Properties = { name: "Bot", appId: id(1), clientSecret: "a-secret~of-the-bot" };
    const deployment = retained(messagingAccount);
    await deployment.up(account);
    const before = rowsOf(sandbox());
    const other = { ...account, botType: "MultiTenant" };
    for (const work of [() => deployment.preview(other), () => deployment.up(other)]) {
      const [failure] = (await failureOf(work(), RefusedArguments)).failures;
      expect(failure?.reason).to.contain(`retainOnDelete keeps row ${deployment.id}`);
      expect(failure?.remedy).to.contain("remove retainOnDelete and run `pulumi up` before this change");
    }
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });
  it("an account with another app id is made, and its old app id stays with the kept row", async () => {
    const account: Properties = { name: "Bot", appId: id(1), clientSecret: "a-secret~of-the-bot" };
    const deployment = retained(messagingAccount);
    await deployment.up(account);
    const kept = organization.row(accountTable, deployment.id);
    await deployment.up({ ...account, appId: id(2) });
    expect(organization.row(accountTable, String(kept?.[`${accountTable}id`]))).to.deep.equal(kept);
    expect(organization.rows(accountTable)).to.have.length(2);
    const before = rowsOf(sandbox());
    const refusal = await failureOf(deployment.up(account), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["appId"]);
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("a channel of another type is made beside the kept one, and a second Direct Line channel is refused", async () => {
    organization.insertRaw(workstreamTable, id(5), { msdyn_name: "Chat", msdyn_streamsource: 192350002 });
    organization.insertRaw(accountTable, id(6), { msdyn_name: "Bot", msdyn_iscustommessagingbcr: true });
    const common: Properties = { name: "Website", workstream: id(5), language: "en-US" };
    const directLine: Properties = { ...common, channelType: "DirectLine", account: id(6) };
    const messagingApi: Properties = {
      ...common,
      channelType: "MessagingApi",
      messagingApi: { appId: id(1), tenantId: id(2), webhookUrl: "https://hook.contoso.com/" },
    };
    const deployment = retained(customChannel);
    await deployment.up(directLine);
    const kept = organization.row(channelTable, deployment.id);
    await deployment.up(messagingApi);
    expect(organization.row(channelTable, String(kept?.[`${channelTable}id`]))).to.deep.equal(kept);
    expect(organization.rows(channelTable)).to.have.length(2);
    const before = rowsOf(sandbox());
    const refusal = await failureOf(deployment.up(directLine), RefusedArguments);
    expect(refusal.failures.map(({ path }) => path)).to.deep.equal(["account"]);
    expect(rowsOf(sandbox())).to.deep.equal(before);
  });

  it("a rule of another kind stands beside the kept one, under an id of its own", async () => {
    await new Deployment(workstream, sandbox()).up(push);
    const [row] = organization.rows(workstreamTable);
    const rule: Properties = {
      workstream: String(row?.[`${workstreamTable}id`]),
      name: "VIP",
      kind: "classification",
      order: 1,
      ruleset: { name: "Scores", order: 1 },
      set: { attributes: [{ conversation: "PriorityScore", value: 1 }] },
    };
    const deployment = retained(routingRule);
    await deployment.up(rule);
    const { id: kept } = deployment;
    await deployment.up({ ...rule, ruleset: { name: "Priorities", order: 2 } });
    expect(deployment.id.split("/").at(-1)).not.to.equal(kept.split("/").at(-1));
    const texts = organization.rows("msdyn_decisionruleset").map((each) => String(each["msdyn_rulesetdefinition"]));
    expect(texts.filter((text) => text.includes('name="VIP"'))).to.have.length(2);
    expect(new Set(texts.map((text) => /<rule id="([^"]+)"/.exec(text)?.[1])).size).to.equal(2);
  });

  describe("and a rule in it that is kept, too", () => {
    const ruleIn = (id: string): Properties => ({
      workstream: id,
      name: "VIP",
      kind: "routeToQueue",
      order: 1,
      queue: "Support",
    });
    const documents = (): unknown[] =>
      organization.rows("msdyn_decisionruleset").map((row) => row["msdyn_rulesetdefinition"]);

    it("is refused where the workstream is not kept, also where it is named by its id, whichever is checked first", async () => {
      const chat = new Deployment(workstream, sandbox());
      await chat.up(push);
      const rule = retained(routingRule);
      await rule.up(ruleIn(chat.id));
      const before = rowsOf(sandbox());
      for (const isRuleFirst of [false, true]) {
        const run = chat.newRun();
        const plans = [() => chat.plan(push, run), () => rule.plan(ruleIn(chat.id), run)];
        const [first, second] = isRuleFirst ? plans.toReversed() : plans;
        await first?.();
        const { failures } = await failureOf(second?.() ?? Promise.resolve(), RefusedArguments);
        expect(failures.map(({ code, reason }) => `${code}: ${reason}`)).to.deep.equal([
          `option-refused: retainOnDelete would keep ${isRuleFirst ? 'RoutingRule "VIP"' : "the rule"}, but destroying the workstream deletes its rules`,
        ]);
      }
      expect(rowsOf(sandbox())).to.deep.equal(before);
    });

    it("stays with the kept workstream when that is replaced, and the new one gets a rule of its own", async () => {
      const chat = retained(workstream);
      await chat.up(push);
      const rule = retained(routingRule);
      await rule.up(ruleIn(chat.id));
      const [kept] = documents();
      const old = chat.id;
      await chat.up(pick);
      expect(chat.id).not.to.equal(old);
      await rule.up(ruleIn(chat.id));
      expect(rule.id).to.contain(chat.id);
      expect(documents()).to.have.length(2).and.to.include(kept);
    });
  });

  it("an option that only the new program has keeps nothing that the engine deletes, and orphans nothing", async () => {
    const deployment = new Deployment(workstream, sandbox());
    await deployment.up(push);
    deployment.retainOnDelete = true;
    await deployment.up(pick);
    expect(organization.rows(workstreamTable).map((row) => row[`${workstreamTable}id`])).to.deep.equal([deployment.id]);
  });
});
