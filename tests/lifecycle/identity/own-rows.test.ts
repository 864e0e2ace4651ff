import { expect } from "chai";
import type { Properties, ResourceDefinition } from "../../../provider/core/definition.ts";
import { CollisionError } from "../../../provider/core/errors.ts";
import { customChannel } from "../../../provider/resources/custom-channel/index.ts";
import { messagingAccount } from "../../../provider/resources/messaging-account/index.ts";
import { routingRule } from "../../../provider/resources/routing-rule/index.ts";
import { workstream } from "../../../provider/resources/workstream/index.ts";
import type { SandboxOrganization } from "../../../provider/sandbox/index.ts";
import { withSandbox } from "../../support/sandbox.ts";
import { Deployment, RefusedArguments } from "../support/deployment.ts";
import { failureOf } from "../support/failure.ts";

const id = (n: number): string => `11111111-2222-5333-8444-00000000000${n}`;
const minute = 60_000;

interface Kind {
  readonly definition: ResourceDefinition;
  readonly table: string;
  readonly args: Properties;
  /** The same arguments, with another value for one column. */
  readonly changed: Properties;
}

const channel: Properties = {
  name: "Chat",
  workstream: id(5),
  channelType: "MessagingApi",
  language: "en-US",
  messagingApi: { appId: id(1), tenantId: id(2), webhookUrl: "https://hook.contoso.com/" },
};

const kinds: readonly Kind[] = [
  {
    definition: workstream,
    table: "msdyn_liveworkstream",
    args: { name: "Chat", distributionMode: "Push" },
    changed: { name: "Chat", distributionMode: "Push", keepSameAgent: true },
  },
  {
    definition: customChannel,
    table: "msdyn_occustommessagingchannel",
    args: channel,
    changed: { ...channel, realTimeTranslation: true },
  },
  {
    definition: messagingAccount,
    table: "msdyn_ocbotchannelregistration",
    args: { name: "Chat", appId: id(3), clientSecret: "a-secret~of-the-bot" },
    changed: { name: "Chat 2", appId: id(3), clientSecret: "a-secret~of-the-bot" },
  },
];

for (const { definition, table, args, changed } of kinds) {
  describe(`a ${definition.type} whose row stands though state does not know it`, () => {
    const sandbox = withSandbox();
    let organization: SandboxOrganization;
    let first: Deployment;
    /** The same program and stack without state: with another backend, or after the state was lost. */
    let second: Deployment;
    beforeEach(async () => {
      sandbox().reset();
      [organization] = sandbox().organizations as [SandboxOrganization];
      organization.insertRaw("msdyn_liveworkstream", id(5), { msdyn_name: "Target", msdyn_streamsource: 192350002 });
      first = new Deployment(definition, sandbox());
      await first.up(args);
      second = new Deployment(definition, sandbox());
    });

    const row = () => organization.row(table, first.id) ?? {};
    /** Sets the platform's own columns, which no client can write. */
    const stamped = (columns: Readonly<Record<string, string>>) => {
      organization.insertRaw(table, first.id, { ...row(), ...columns });
    };
    const ago = (minutes: number): string => new Date(Date.now() - minutes * minute).toISOString().replace(/\.\d+/, "");
    const userNamed = (fullname: string): string =>
      String(organization.rows("systemuser").find((user) => user["fullname"] === fullname)?.["systemuserid"]);
    const said = (): string => second.messages.join("\n");

    it("goes on with it where a run may have been interrupted, says so in the preview, and names idNamespace", async () => {
      await second.preview(args);
      expect(said()).to.contain(`its row ${first.id} exists already`).and.to.contain("dynamics365:idNamespace");
      second.messages.length = 0;
      await second.up(changed);
      expect(second.id).to.equal(first.id);
      expect(said()).to.contain("continues with it").and.to.contain("dynamics365:idNamespace");
    });

    it("goes on with it the next morning, with what the service did to it by itself meanwhile", async () => {
      stamped({
        createdon: ago(23 * 60),
        modifiedon: ago(22 * 60),
        modifiedby: userNamed("SYSTEM"),
      });
      await second.up(args);
      expect(second.id).to.equal(first.id);
    });

    const notOurs = [
      ["another user changed it", () => ({ modifiedby: userNamed("Alex Representative") }), "changed by Alex"],
      [
        "it was changed when its deployment was complete",
        () => ({ createdon: ago(60), modifiedon: ago(44), modifiedby: userNamed("Sandbox Administrator") }),
        "and changed by Sandbox Administrator",
      ],
      ["it was made two days ago", () => ({ createdon: ago(2880), modifiedon: ago(2880) }), "created by Sandbox"],
      ["another user made it", () => ({ createdby: userNamed("Alex Representative") }), "created by Alex"],
    ] as const;
    for (const [reason, columns, told] of notOurs) {
      it(`leaves it alone where ${reason}, and says in the preview what the update meets`, async () => {
        stamped(columns());
        const before = row();
        const failure = await failureOf(second.up(changed), CollisionError);
        expect([failure.code, failure.why.includes(told)]).to.deep.equal(["row-id-taken", true]);
        second.messages.length = 0;
        await second.preview(changed);
        expect(said()).to.contain(told).and.to.contain("the update stops with row-id-taken").and.to.contain(first.id);
        expect(row()).to.deep.equal(before);
        expect(second.exists).to.equal(false);
      });
    }

    it("names adopt where the row was renamed meanwhile, and takes it over with that", async () => {
      const renamed = { msdyn_name: "Renamed by hand", createdon: ago(2880), modifiedon: ago(60) };
      stamped({ ...renamed, modifiedby: userNamed("Alex Representative") });
      await second.preview(args);
      expect(said()).to.contain("adopt: true").and.to.contain("dynamics365:idNamespace");
      const failure = await failureOf(second.up(args), CollisionError);
      expect(failure.remedy).to.contain("adopt: true").and.to.contain("dynamics365:idNamespace");
      second.messages.length = 0;
      await second.up({ ...args, adopt: true });
      expect(said()).to.contain("name: Renamed by hand → Chat");
      expect([second.id, row()["msdyn_name"]]).to.deep.equal([first.id, "Chat"]);
    });

    it("takes it over with adopt, though another row has its name", async () => {
      stamped({ createdon: ago(2880), modifiedon: ago(2880) });
      organization.insertRaw(table, id(6), { ...row(), [`${table}id`]: id(6), msdyn_msappid: id(6) });
      await second.up({ ...args, adopt: true });
      expect(second.id).to.equal(first.id);
    });
  });
}

describe("a RoutingRule whose rule stands though state does not know it", () => {
  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  it("says in the preview that the update takes it over, and does; while it is replaced, it says nothing", async () => {
    const chat = new Deployment(workstream, sandbox());
    await chat.up({ name: "Chat", distributionMode: "Push" });
    const rule = { workstream: chat.id, name: "VIP", kind: "routeToQueue", order: 1, queue: "Support" };
    const first = new Deployment(routingRule, sandbox());
    await first.up(rule);
    const second = new Deployment(routingRule, sandbox());
    await second.preview(rule);
    expect(second.messages.join()).to.contain('RoutingRule "VIP": its ruleset already holds this resource\'s rule');
    expect(second.messages.join()).to.contain("set dynamics365:idNamespace");
    await second.up(rule);
    expect(second.id).to.equal(first.id);
    const { queue: _queue, ...scored } = { ...rule, kind: "classification", ruleset: { name: "Scores", order: 1 } };
    await first.up({ ...scored, set: { attributes: [{ conversation: "PriorityScore", value: 1 }] } });
    expect(first.messages.join()).not.to.contain("already holds this resource's rule");
  });
});

describe("a stack beside another one", () => {
  const sandbox = withSandbox();
  beforeEach(() => sandbox().reset());

  it("is told in the preview that the other stack has an account with its app id", async () => {
    const account = { name: "Chat", appId: id(3), clientSecret: "a-secret~of-the-bot" };
    const production = new Deployment(messagingAccount, sandbox());
    production.stack = "production::program";
    await production.up(account);
    const refusal = await failureOf(new Deployment(messagingAccount, sandbox()).preview(account), RefusedArguments);
    const [failure] = refusal.failures;
    expect(failure?.path).to.equal("appId");
    expect(failure?.reason).to.contain(`row ${production.id}`).and.to.contain("made by another stack");
  });
});
