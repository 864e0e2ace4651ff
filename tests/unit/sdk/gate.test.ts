import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { CustomChannel, MessagingAccount, RoutingRule, Workstream } from "../../../provider/index.ts";
import { failureOf, MockedEngine, settle, valueOf } from "./mocked-engine.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";
const account = (name: string, more: object = {}) =>
  new MessagingAccount(name, { name: "Contoso", appId, clientSecret: "x", ...more });

describe("faults of plain values, as a user's unit test with mocks sees them", () => {
  let engine: MockedEngine;

  beforeEach(async () => {
    engine = await new MockedEngine().start();
  });

  it("reject every output of the stretch with one error, and nothing of it is registered", async () => {
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const first = account("first");
    account("second");
    const rule = new RoutingRule("shares", {
      workstream,
      name: "Shares",
      kind: "routeToQueue",
      order: 1,
      queues: [{ queue: "Support", percent: 99 }],
    });
    const outputs = [workstream.urn, workstream.rowId, first.id, first.messagingEndpoint, rule.name, rule.workstream];
    const [error, ...others] = await Promise.all(outputs.map(failureOf));
    await settle();
    expect(pulumi.RunError.isInstance(error)).to.equal(true);
    expect(error?.message.split("\n")).to.deep.equal([
      "The program has 2 faults; nothing was deployed.",
      `  MessagingAccount "second" appId: app id ${appId} is on the account "first" already, and to the Bot Framework one app id is one messaging account. Do this: Give each account an Entra application of its own. [app-id-taken]`,
      '  RoutingRule "shares" queues: the percentages add up to 99. Do this: Make them add up to 100. [invalid-value]',
    ]);
    expect(others.map((other) => other === error)).to.deep.equal([true, true, true, true, true]);
    expect(engine.names).to.deep.equal([]);
  });

  it("name what is given in the place of a row of ours", async () => {
    const any = (value: unknown) => value as never;
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const other = new pulumi.ComponentResource("azure:bot:Bot", "bot");
    const channel = { channelType: "DirectLine", language: 1033 } as const;
    new CustomChannel("kind", { ...channel, name: "Kind", account: any(workstream), workstream });
    new CustomChannel("package", { ...channel, name: "Package", account: any(other), workstream });
    new CustomChannel("name", { ...channel, name: "Name", account: account("first"), workstream: "Chat" });
    new CustomChannel("null", { ...channel, name: "Null", account: any(null), workstream });
    account("object", { appId: "/applications/0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a01" });
    const error = await failureOf(workstream.rowId);
    expect(error.message.split("\n").slice(1)).to.deep.equal([
      '  CustomChannel "kind" account: what is given is no MessagingAccount of this package. Do this: Give the MessagingAccount itself, or its rowId. [wrong-type]',
      '  CustomChannel "package" account: what is given is no MessagingAccount of this package. Do this: Give the MessagingAccount itself, or its rowId. [wrong-type]',
      '  CustomChannel "name" workstream: "Chat" is not the row id (GUID) of a Workstream. Do this: Give the Workstream itself, or its rowId. [wrong-type]',
      '  CustomChannel "null" account: null is not the row id (GUID) of a MessagingAccount. Do this: Give the MessagingAccount itself, or its rowId. [wrong-type]',
      '  MessagingAccount "object" appId: "/applications/0d1cfb50-6f0f-4d0d-8f0a-0b7f9f0e4a01" is the path of an object in Entra, not the client id of an application. Do this: Give `clientId` of the Application, not `id`. [invalid-value]',
    ]);
    expect(engine.names.filter((name) => name !== "bot")).to.deep.equal([]);
  });

  it("hold back the stretch that they are in, and no other", async () => {
    const sound = account("sound");
    expect(await valueOf(sound.rowId)).to.equal("row of sound");
    const error = await failureOf(account("faulty", { name: "" }).rowId);
    expect(error.message).to.equal(
      'The program has 1 fault; nothing was deployed.\n  MessagingAccount "faulty" name: must not be empty. Do this: Use at least 1 character. [required]',
    );
    expect(await valueOf(account("later").rowId)).to.equal("row of later");
    expect(engine.names).to.deep.equal(["later", "sound"]);
  });

  it("name an argument that holds itself, or is nested without an end", async () => {
    const circle: { all: unknown[] } = { all: [] };
    circle.all.push(circle);
    let deep: object = { contextVariable: "Tier", value: 1 };
    for (let level = 0; level < 20_000; level++) deep = { all: [deep] };
    const any = (value: unknown) => value as never;
    const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push" });
    const rule = { workstream, kind: "routeToQueue", queue: "Support" } as const;
    new RoutingRule("circle", { ...rule, name: "Circle", order: 1, when: any(circle) });
    new RoutingRule("deep", { ...rule, name: "Deep", order: 2, when: any(deep) });
    const error = await failureOf(workstream.rowId);
    expect(error.message.split("\n").slice(1)).to.deep.equal([
      '  RoutingRule "circle" when: holds itself. Do this: Give a value that ends. [wrong-type]',
      '  RoutingRule "deep" when: is nested deeper than 100 levels. Do this: Use at most 100 levels. [over-limit]',
    ]);
    await settle();
    expect(engine.names).to.deep.equal([]);
  });

  it("are not looked for inside outputs, which have no value yet", async () => {
    const late = account("late", { name: pulumi.output(Promise.resolve("")) });
    expect(await valueOf(late.rowId)).to.equal("row of late");
  });

  it("do not arise between tests of one process that use the same names and app ids", async () => {
    for (const _test of [1, 2]) {
      const own = await new MockedEngine().start();
      expect(await valueOf(account("account").rowId)).to.equal("row of account");
      expect(own.names).to.deep.equal(["account"]);
    }
  });
});
