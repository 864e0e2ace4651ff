import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as here from "../../../provider/index.ts";
import { version } from "../../../provider/version.ts";
import { failureOf, MockedEngine, settle, valueOf } from "./mocked-engine.ts";
import { PackageCopy } from "./package-copy.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const late = <Value>(value: Value) => pulumi.output(Promise.resolve(value));
const rule = { name: "All", kind: "routeToQueue", order: 1, queue: "Support" } as const;
const channel = { name: "Website", channelType: "DirectLine", language: 1033 } as const;

describe("two copies of the package in one program", function () {
  this.timeout(60_000);

  const copy = new PackageCopy();
  let there: typeof here;
  let engine: MockedEngine;

  before(async () => {
    there = await copy.load();
    expect(there.Workstream).not.to.equal(here.Workstream);
  });
  after(() => copy.remove());

  beforeEach(async () => {
    engine = await new MockedEngine().start();
  });

  it("have one gate: one error names what is wrong in both and between them, and nothing is registered", async () => {
    const first = new here.MessagingAccount("first", { name: "Contoso", appId, clientSecret: "x" });
    const second = new there.MessagingAccount("second", { name: "Contoso 2", appId, clientSecret: "x" });
    const workstream = new there.Workstream("chat", { name: "", distributionMode: "Push" });
    const outputs = [first.rowId, second.rowId, workstream.rowId];
    const [error, ...others] = await Promise.all(outputs.map(failureOf));
    await settle();
    expect(error?.message.split("\n")).to.deep.equal([
      "The program has 2 faults; nothing was deployed.",
      `  MessagingAccount "second" appId: app id ${appId} is on the account "first" already, and to the Bot Framework one app id is one messaging account. Do this: Give each account an Entra application of its own. [app-id-taken]`,
      '  Workstream "chat" name: must not be empty. Do this: Use at least 1 character. [required]',
    ]);
    expect(others.map((other) => other === error)).to.deep.equal([true, true]);
    expect(engine.names).to.deep.equal([]);
  });

  it("take each other's resources as references", async () => {
    const workstream = new here.Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const account = there.getMessagingAccount({ name: "Contoso" });
    const routed = new there.RoutingRule("all", { ...rule, workstream });
    const website = new here.CustomChannel("website", { ...channel, workstream, account });
    expect(await valueOf(pulumi.all([routed.workstream, website.workstream, website.account]))).to.deep.equal([
      "row of chat",
      "row of chat",
      "row of Contoso",
    ]);
  });

  it("refuse each other's resources where another type belongs", async () => {
    const account = new there.MessagingAccount("account", { name: "Contoso", appId, clientSecret: "x" });
    const routed = new here.RoutingRule("all", { ...rule, workstream: account as never });
    expect((await failureOf(routed.rowId)).message).to.equal(
      'The program has 1 fault; nothing was deployed.\n  RoutingRule "all" workstream: what is given is no Workstream of this package. Do this: Give the Workstream itself, or its rowId. [wrong-type]',
    );
  });

  it("know which rows the other one keeps", async () => {
    const kept = { retainOnDelete: true };
    const workstream = new here.Workstream("chat", { name: "Chat", distributionMode: "Push" }, kept);
    const routed = new there.RoutingRule("all", { ...rule, workstream }, kept);
    expect(await valueOf(routed.workstream)).to.equal("row of chat");
  });

  describe("that runs in a stack", () => {
    it("read a row once", async () => {
      await pulumi.runtime.runInPulumiStack(async () => {
        const [mine, theirs] = [here.getQueue({ name: "Support" }), there.getQueue({ name: "Support" })];
        expect(theirs).to.equal(mine);
        expect(there.Queue.isInstance(mine)).to.equal(true);
        expect(await valueOf(theirs.rowId)).to.equal("row of Support");
        const accounts = [here, there].map((one) => one.getMessagingAccount({ name: "Contoso" }));
        expect(accounts[0]).to.equal(accounts[1]);
        expect(await valueOf(accounts[0]!.rowId)).to.equal("row of Contoso");
      });
      expect(engine.names).to.deep.equal(["Contoso", "Support", "shop-dev"]);
    });

    it("tell check of the names in both, and take no transformation of the other one for the program's", async () => {
      await pulumi.runtime.runInPulumiStack(async () => {
        const workstream = new here.Workstream("chat", {
          name: "Chat",
          distributionMode: "Push",
          fallbackQueue: "VIP",
        });
        const routed = new there.RoutingRule("all", { ...rule, workstream }, { parent: workstream });
        expect(await valueOf(routed.rowId)).to.equal("row of all");
      });
      const named =
        '[["queue","VIP",["Workstream \\"chat\\" fallbackQueue"],0],["queue","Support",["RoutingRule \\"all\\" queue"],0]]';
      expect(["chat", "all"].map((name) => engine.resource(name).inputs["__lookups"])).to.deep.equal([named, named]);
    });

    it("tell check which resource of another Provider has the same natural key", async () => {
      const environmentUrl = late("https://contoso.crm.dynamics.com");
      await pulumi.runtime.runInPulumiStack(async () => {
        const [east, west] = [
          new here.Provider("east", { environmentUrl }),
          new there.Provider("west", { environmentUrl }),
        ];
        const account = { name: "Contoso", appId: late(appId), clientSecret: "x" };
        const first = new here.MessagingAccount("first", account, { provider: east });
        const second = new there.MessagingAccount("second", account, { provider: west });
        await valueOf(pulumi.all([first.rowId, second.rowId]));
      });
      expect(JSON.parse(String(engine.resource("second").inputs["__rivals"]))).to.deep.equal([
        {
          type: "MessagingAccount",
          name: "first",
          provider: "east",
          environmentUrl: "https://contoso.crm.dynamics.com",
          values: { name: "Contoso", appId },
        },
      ]);
    });
  });

  it("know each other's resources by isInstance", () => {
    const workstream = new here.Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const account = here.getMessagingAccount({ name: "Contoso" });
    const queue = here.getQueue({ name: "Support" });
    const values = [workstream, account, queue];
    expect(
      [there.Workstream, there.MessagingAccount, there.Queue].map((kind) =>
        values.map((value) => kind.isInstance(value)),
      ),
    ).to.deep.equal([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ]);
  });
});

describe("two versions of the package in one program", function () {
  this.timeout(60_000);

  const copy = new PackageCopy("0.0.9");
  const refusal = `The program uses pulumi-dynamics365 in two versions, ${version} and 0.0.9. Why: Resources of one version do not know those of the other, and Pulumi would run both in one version. Do this: Install one version for the program and its component libraries; \`npm ls pulumi-dynamics365\` shows who asks for which. [package-versions]`;
  let other: typeof here;

  before(async () => {
    other = await copy.load();
  });
  after(() => copy.remove());

  it("are refused where the second one makes or reads its first resource, or a Provider", async () => {
    const engine = await new MockedEngine().start();
    const workstream = new here.Workstream("chat", { name: "Chat", distributionMode: "Push" });
    for (const use of [
      () => new other.RoutingRule("all", { ...rule, workstream }),
      () => other.getQueue({ name: "Support" }),
      () => other.getMessagingAccount({ name: "Contoso" }),
      () => new other.Provider("west", {}),
    ])
      expect(use).to.throw(pulumi.RunError, refusal);
    expect(await valueOf(workstream.rowId)).to.equal("row of chat");
    expect(engine.names).to.deep.equal(["chat"]);
  });

  it("may serve one program each", async () => {
    await new MockedEngine().start();
    const before = new here.Workstream("before", { name: "Chat", distributionMode: "Push" });
    expect(await valueOf(before.rowId)).to.equal("row of before");
    await new MockedEngine().start();
    const after = new other.Workstream("after", { name: "Chat", distributionMode: "Push" });
    expect(await valueOf(after.rowId)).to.equal("row of after");
  });
});
